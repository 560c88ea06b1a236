/* order: a list with buttons that move an item up or down. Untouched, it counts as unanswered. */
(() => {
  "use strict";
  const { kinds, say, make, save, tell, judged, listed } = sitegen.exercises;

  const items = w => [...w.slots[0].children];
  const ids = list => list.map(li => li.dataset.item);
  const ends = w => items(w).forEach((li, i, all) => {
    li.querySelector("[data-action=up]").setAttribute("aria-disabled", i === 0);
    li.querySelector("[data-action=down]").setAttribute("aria-disabled", i === all.length - 1);
  });

  const placed = (w, li) => {
    w.moved = true;
    save(w);
    ends(w);
    const n = items(w).indexOf(li) + 1;
    tell(w, say("position", { item: li.querySelector(".ex-name").textContent, n, total: items(w).length }));
  };

  const move = (w, button, other, way) => {
    const li = button.closest("li");
    const next = li[other];
    if (!next) return;
    judged.change(w);
    next[way](li);
    placed(w, li);
    button.focus();
  };

  /* Dragging is an extra, by a grip that only pointers meet: the buttons do the same. */
  const middle = li => li.offsetTop + li.offsetHeight / 2;
  const hold = (w, grip) => {
    const li = grip.parentNode;
    const list = w.slots[0];
    const before = items(w).indexOf(li);
    const drop = () => {
      if (items(w).indexOf(li) !== before) placed(w, li);
      li.classList.remove("ex-held");
      list.onpointermove = list.onpointerup = list.onpointercancel = null;
    };
    judged.change(w);
    li.classList.add("ex-held");
    list.onpointermove = event => {
      const y = event.clientY - list.getBoundingClientRect().top + list.offsetTop;
      const rest = items(w).filter(item => item !== li);
      const next = rest.find(item => y < middle(item));
      if (next) next.before(li);
      else rest[rest.length - 1].after(li);
    };
    list.onpointerup = list.onpointercancel = drop;
  };

  kinds.order = {
    ...judged,
    error: () => "order",
    answer: w => w.moved ? ids(items(w)) : [],
    bind(w) {
      judged.bind(w);
      w.start = items(w);
      w.start.forEach(li => {
        const grip = make("span", "ex-grip", "⠿");
        grip.setAttribute("aria-hidden", true);
        grip.addEventListener("pointerdown", event => {
          if (event.button) return;
          event.preventDefault();
          w.slots[0].setPointerCapture(event.pointerId);
          hold(w, grip);
        });
        li.prepend(grip);
      });
      w.set.querySelectorAll("button").forEach(button => { button.hidden = false; });
    },
    restore(w, a) {
      const saved = listed(a);
      const found = saved.map(id => w.start.find(li => li.dataset.item === id)).filter(Boolean);
      w.slots[0].append(...new Set([...found, ...w.start]));
      w.moved = found.length > 0;
      ends(w);
      return saved.length - found.length;
    },
    judge(w) {
      const key = [...w.answers.querySelectorAll("[data-for]")].map(li => li.dataset.for);
      const marks = ids(items(w)).map((id, i) => !w.moved ? "" : key[i] === id ? "x" : "n");
      return { marks, key, n: marks.filter(m => m === "x").length, total: key.length };
    },
    reveal(w, { marks, key }) {
      items(w).forEach((li, i) => {
        li.dataset.verdict = marks[i];
        const n = key.indexOf(li.dataset.item) + 1;
        li.append(make("p", "ex-feedback ex-verdict", say(marks[i] === "x" ? "in_place" : "out_of_place", { n })));
      });
    },
    up: (w, button) => move(w, button, "previousElementSibling", "before"),
    down: (w, button) => move(w, button, "nextElementSibling", "after")
  };
})();
