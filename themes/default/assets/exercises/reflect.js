/* reflect: words of one's own, which nobody judges. Done when written. */
(() => {
  "use strict";
  const { kinds, save, tell, note, saved } = sitegen.exercises;

  /* Words are saved a moment after the last key, and that is said at most every ten seconds. */
  const keep = w => {
    clearTimeout(w.timer);
    w.timer = 0;
    w.n = w.area.value.trim() ? 1 : 0;
    const text = saved(save(w));
    if (Date.now() - (w.said || 0) < 10000 && w.status.textContent === text) return;
    w.said = Date.now();
    tell(w, text);
  };

  kinds.reflect = {
    answer: w => w.area.value,
    bind(w) {
      w.area = w.root.querySelector("textarea");
      note(w);
      window.addEventListener("pagehide", () => w.timer && keep(w));
    },
    fill(w, state) { w.area.value = typeof state.a === "string" ? state.a : ""; },
    input(w) {
      if (Date.now() - w.said > 10000) tell(w, "");
      clearTimeout(w.timer);
      w.timer = setTimeout(keep, 700, w);
    },
    change: w => w.timer && keep(w)
  };
})();
