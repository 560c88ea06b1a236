/* What nobody judges, besides reflect: reveal, place-own, poll. Done when opened or chosen. */
(() => {
  "use strict";
  const { kinds, say, load, save, tell, button, inputs, get, answer, restore, note, saved } = sitegen.exercises;
  const cards = w => [...w.root.querySelectorAll(".ex-card")];
  kinds.reveal = {
    answer: w => cards(w).filter(card => card.open).map(card => card.dataset.item),
    bind() {},
    fill(w, state) {
      cards(w).forEach(card => { card.open = [].concat(state.a).includes(card.dataset.item); });
      w.was = w.kind.answer(w).join();
    },
    toggle(w) {
      const now = w.kind.answer(w).join();
      if (now === w.was) return;
      w.was = now;
      w.n = 1;
      save(w);
    }
  };

  const chosen = {
    answer,
    bind(w) {
      w.slots = [w.root.querySelector("[data-slot]")];
      note(w);
    },
    fill(w, state) {
      const lost = restore(w, state.a);
      w.kind.show(w, true);
      return lost;
    },
    change(w) {
      w.n = 1;
      const good = save(w);
      w.kind.show(w, false, good);
    },
    clear(w) {
      inputs(w.slots[0]).forEach(input => { input.checked = false; });
      w.n = 0;
      save(w);
      w.kind.show(w, true);
      inputs(w.slots[0])[0].focus();
    }
  };

  const label = (w, id) => inputs(w.slots[0]).find(i => i.value === id).closest("label").textContent.trim();

  /* With data-again: the earlier place, and the way from there to here. */
  kinds["place-own"] = {
    ...chosen,
    show(w, silent, good) {
      const stops = inputs(w.slots[0]).map(input => input.value);
      const here = get(w.slots[0])[0];
      const before = w.root.dataset.again && load(w.root.dataset.again).a;
      const text = [];
      button(w, "clear", here);
      w.slots[0].querySelectorAll("[data-option]").forEach(o => { o.toggleAttribute("data-before", o.dataset.option === before); });
      if (here && !silent) text.push(saved(good));
      if (stops.includes(before)) {
        text.push(say("before", { place: label(w, before) }));
        if (here) {
          const n = stops.indexOf(here) - stops.indexOf(before);
          const place = label(w, stops[n > 0 ? stops.length - 1 : 0]);
          text.push(say("now", { place: label(w, here) }));
          if (!n || "ordered" in w.slots[0].dataset) text.push(say(n ? "moved" : "stayed", { n: Math.abs(n), place }));
        }
      } else if (here) text.push(say("now", { place: label(w, here) }));
      tell(w, text.filter(Boolean).join(" "), silent && text.length > 0);
    }
  };

  const hands = w => [...w.root.querySelectorAll("[type=number]")];
  const number = input => Math.min(999, Math.max(0, Math.floor(input.value)) || 0);
  kinds.poll = {
    ...chosen,
    bind(w) {
      w.root.querySelector(".ex-count").hidden = false;
      chosen.bind(w);
    },
    fill(w, state) {
      hands(w).forEach(input => {
        const count = (state.h || {})[input.closest("[data-item]").dataset.item];
        input.value = count || "";
      });
      return chosen.fill(w, state);
    },
    input(w, target) {
      if (target.type !== "number") return;
      w.n = w.n || 1;
      w.kind.show(w, true);
      save(w);
    },
    change(w, target) {
      if (target.type !== "number") chosen.change(w);
      else tell(w, say("hands", { n: hands(w).reduce((sum, input) => sum + number(input), 0) }));
    },
    show(w, silent, good) {
      const here = get(w.slots[0])[0];
      button(w, "clear", here);
      w.hands = {};
      const total = hands(w).reduce((sum, input) => sum + number(input), 0);
      for (const input of hands(w)) {
        const row = input.closest("[data-item]");
        const n = number(input);
        if (n) w.hands[row.dataset.item] = n;
        row.querySelector("progress").max = total || 1;
        row.querySelector("progress").value = n;
        row.querySelector("b").textContent = total ? Math.round(100 * n / total) + "%" : "";
      }
      tell(w, silent ? "" : saved(good));
    }
  };
})();
