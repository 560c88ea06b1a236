/* Slots: the places that take an answer (radios, checkboxes, a select, a list in order). Their values are ids. */
(() => {
  "use strict";

  const inputs = slot => [...slot.querySelectorAll("select, [type=radio], [type=checkbox]")];

  const get = slot => inputs(slot).filter(i => i.type === "select-one" ? i.value : i.checked).map(i => i.value);

  /* Selects what it can and returns how many values it could not. */
  const set = (slot, values) => {
    let left = values.length;
    if (slot.querySelector("[type=radio]")) values = values.slice(0, 1);
    for (const input of inputs(slot)) {
      if (input.type === "select-one") {
        input.value = values[0] || "";
        if (input.selectedIndex < 0) input.value = "";
        if (input.value) left -= 1;
      } else {
        input.checked = values.includes(input.value);
        if (input.checked) left -= 1;
      }
    }
    return left;
  };

  /* A string where one value can be chosen, a list where several can. One slot: its value; more: by the slots' ids. */
  const value = slot => slot.querySelector("[type=checkbox]") ? get(slot) : get(slot)[0] || "";
  const answer = w => {
    if (!w.slots[0].dataset.slot) return value(w.slots[0]);
    const all = {};
    for (const slot of w.slots) if (get(slot).length) all[slot.dataset.slot] = value(slot);
    return all;
  };

  const listed = a => [...new Set([].concat(a || []))].filter(v => typeof v === "string");

  /* Puts saved answers back; what is no longer on offer is dropped. Returns how much that was. */
  const restore = (w, a) => {
    const saved = w.slots[0].dataset.slot ? new Map(Object.entries(typeof a === "object" && a || {})) : new Map([["", a]]);
    let lost = 0;
    for (const slot of w.slots) {
      lost += set(slot, listed(saved.get(slot.dataset.slot)));
      saved.delete(slot.dataset.slot);
    }
    return lost + saved.size;
  };

  Object.assign(sitegen.exercises, { inputs, get, set, answer, listed, restore });
})();
