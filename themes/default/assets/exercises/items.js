/* sort-into, grid, spot: a slot for each item, cell or passage, with targets. */
(() => {
  "use strict";
  const { kinds, say, make, inputs, get, judged, entry, copy, unmark, save } = sitegen.exercises;

  const targets = (w, slot) => entry(w, slot.dataset.slot).dataset.targets.split(" ");

  const judgeSlot = (w, slot) => {
    const chosen = get(slot);
    const key = targets(w, slot);
    const spot = slot.localName === "fieldset";
    if (!chosen.length) return "";
    const hits = chosen.filter(id => key.includes(id)).length;
    const enough = !spot || hits === key.length || entry(w, slot.dataset.slot).dataset.join === "|";
    return hits === chosen.length && enough ? "x" : hits ? "p" : "n";
  };

  const showSlot = (w, slot, m) => {
    const li = entry(w, slot.dataset.slot);
    const box = copy(w, "div", li, m === "x" && li.dataset.join !== "|" ? 2 : 1);
    box.prepend(make("p", "ex-verdict", say(m === "x" ? "right" : m === "p" ? "partly" : "wrong")));
    slot.dataset.verdict = box.dataset.verdict = m;
    slot.append(box);
    (inputs(slot)[1] ? slot : inputs(slot)[0]).setAttribute("aria-describedby", box.id);
  };

  /* A grid's feedback belongs to a row; it gets a row of its own below. */
  const showRow = (w, row) => {
    const cell = copy(w, "td", entry(w, row.dataset.item), 2);
    if (!cell.firstChild) return;
    const below = make("tr", "ex-made");
    cell.colSpan = row.children.length;
    below.append(cell);
    row.after(below);
  };

  const kind = {
    ...judged,
    error: () => "items",
    judge(w) {
      const marks = w.slots.map(slot => judgeSlot(w, slot));
      const count = m => marks.filter(found => found === m).length;
      return { marks, n: count("x"), total: marks.length, left: count("") };
    },
    reveal(w, { marks }) {
      w.slots.forEach((slot, i) => marks[i] && showSlot(w, slot, marks[i]));
      w.root.querySelectorAll("tr[data-item]").forEach(row => row.querySelector("[data-verdict]") && showRow(w, row));
    },
    /* "None of these" excludes the others. */
    change(w, input) {
      const slot = input.closest("[data-slot]");
      if (input.checked) {
        inputs(slot).forEach(other => {
          if ((other.value === "-") !== (input.value === "-")) other.checked = false;
        });
      }
      if (w.root.dataset.result === "unanswered") return judged.change(w);
      unmark(w, [slot]);
      save(w);
    },
    keeps: (w, slot, id) => targets(w, slot).includes(id)
  };
  for (const name of ["sort-into", "grid", "spot"]) kinds[name] = kind;
})();
