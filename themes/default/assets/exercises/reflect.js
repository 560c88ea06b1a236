/* reflect: words of one's own, which nobody judges. Done when written. */
(() => {
  "use strict";
  const { kinds, say, save, tell } = sitegen.exercises;

  /* Says where it is kept, or that it is not. */
  const note = w => {
    const text = w.root.querySelector(".ex-kept");
    text.hidden = false;
    if (!sitegen.store || sitegen.store.ok === false) text.textContent = say("unsaved");
  };
  const saved = good => good ? say("saved") : "";

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

  Object.assign(sitegen.exercises, { note, saved });
})();
