/* choose-one, choose-many, place: one slot, options with marks. */
(() => {
  "use strict";
  const { kinds, say, make, inputs, get, judged, entry, copy } = sitegen.exercises;

  const option = (w, id) => w.root.querySelector(`[data-option="${id}"]`);
  const label = (w, id) => option(w, id).querySelector("label").textContent.trim();
  const mark = (w, id) => (entry(w, id) || { dataset: { mark: "n" } }).dataset.mark;

  /* For a position without words of its own: how far the best fit is, and towards what. Not the best fit itself. */
  const distance = (w, id, best) => {
    const stops = inputs(w.slots[0]).map(input => input.value);
    const n = stops.indexOf(best) - stops.indexOf(id);
    const group = option(w, best).parentNode;
    const name = group.contains(option(w, id)) ? null : group.querySelector(".ex-group-name");
    const place = name ? name.textContent : label(w, stops[n > 0 ? stops.length - 1 : 0]);
    return make("p", "", say("towards", { n: Math.abs(n), place }));
  };

  const kind = {
    ...judged,
    error: w => !w.radios ? "many" : w.root.dataset.kind === "place" ? "place" : "one",
    judge(w) {
      const chosen = get(w.slots[0]);
      const keys = [...w.answers.querySelectorAll("[data-mark=x]")].map(li => li.dataset.for);
      const count = m => chosen.filter(id => mark(w, id) === m).length;
      const right = count("x"), fair = count("~"), extra = count("n");
      const missed = w.radios ? 0 : keys.length - right;
      const m = !chosen.length ? "" : extra + missed ? (right + fair ? "p" : "n") : fair ? "~" : "x";
      const chose = w.radios && chosen.length;
      return { marks: [m], n: right, total: keys.length, extra, fair, keys, chose, answer: chose && label(w, chosen[0]) };
    },
    reveal(w, { keys }) {
      const line = w.root.dataset.kind === "place" && make("ul", "ex-made ex-list");
      for (const input of inputs(w.slots[0])) {
        const id = input.value;
        if (!input.checked && (w.veiled || !keys.includes(id))) continue;
        const li = entry(w, id);
        const box = copy(w, line ? "li" : "div", li, line ? 0 : 1);
        const missed = !w.radios && !input.checked;
        box.dataset.verdict = option(w, id).dataset.verdict = missed ? "o" : mark(w, id);
        if (missed) box.querySelector(".ex-key").textContent = say("missed");
        if (!li) {
          box.append(make("p", ""), make("p", "ex-key", say("not_this")));
          box.firstChild.textContent = label(w, id);
        }
        if (line && w.veiled && "ordered" in w.slots[0].dataset && !box.children[2]) box.append(distance(w, id, keys[0]));
        (line || option(w, id)).append(box);
        input.setAttribute("aria-describedby", box.id);
      }
      if (line) w.slots[0].after(line);
      w.answers.hidden = false;
      if (!w.veiled) w.answers.firstElementChild.textContent = say("all");
    },
    toggle(w) {
      if (!w.answers.open || !w.veiled) return;
      w.veiled = false;
      w.set.querySelectorAll(".ex-feedback, .ex-made").forEach(e => e.remove());
      w.kind.reveal(w, w.kind.judge(w));
    },
    keeps: (w, slot, id) => mark(w, id) !== "n"
  };
  for (const name of ["choose-one", "choose-many", "place"]) kinds[name] = kind;
})();
