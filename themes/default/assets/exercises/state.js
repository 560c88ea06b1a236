/* What an exercise keeps, a key each, `widget:ID`. The contract with “my learning” and with learning platforms:
     v 1; a the answer: an id, a list of ids, lists by slot, or a reader's words; n times checked; t time of the last change;
     k version of the parity key (data-k); c 1 while a result shows; r result of the last check: right, defensible, partly,
     wrong; d time of that check; h hands counted, by option.
   clean(value) → a safe copy with these fields in this order, or null. What was stored or imported may be anybody's: nothing
   else comes through, nothing throws. Whether an id is on offer is for the exercise to say. */
(() => {
  "use strict";
  const sitegen = window.sitegen = window.sitegen || {};
  const known = id => typeof id === "string" && /^(-|[a-z0-9][\w.-]{0,63})$/i.test(id);
  const list = a => a.slice(0, 99).filter(known);
  const table = (o, each) => o && typeof o === "object" && !Array.isArray(o)
    ? Object.fromEntries(Object.entries(o).slice(0, 99).filter(([id, value]) => known(id) && each(value))) : undefined;
  const part = a => known(a) || Array.isArray(a) && a.length < 99 && a.every(known);
  const time = t => typeof t === "string" && /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(t) && !isNaN(Date.parse(t)) ? t : undefined;
  const count = n => Math.min(999, Math.floor(n > 0 ? n : 0));

  const clean = s => {
    if (!s || s.v !== 1) return null;
    const { a, r } = s;
    return {
      v: 1,
      a: typeof a === "string" ? a.slice(0, 9999) : Array.isArray(a) ? list(a) : table(a, part),
      n: typeof s.n === "number" ? count(s.n) : 0,
      t: time(s.t),
      k: known(s.k) ? s.k : undefined,
      c: s.c ? 1 : undefined,
      r: ["right", "defensible", "partly", "wrong"].includes(r) ? r : undefined,
      d: time(s.d),
      h: table(s.h, n => typeof n === "number" && count(n) === n)
    };
  };

  sitegen.exercises = Object.assign(sitegen.exercises || {}, { clean });
})();
