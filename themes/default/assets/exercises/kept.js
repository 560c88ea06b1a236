/* What kinds share that keep an answer and judge nothing: reflect, place-own, poll. */
(() => {
  "use strict";
  const { say } = sitegen.exercises;

  /* Says where it is kept, or that it is not. */
  const note = w => {
    const text = w.root.querySelector(".ex-kept");
    text.hidden = false;
    if (!sitegen.store || sitegen.store.ok === false) text.textContent = say("unsaved");
  };
  const saved = good => good ? say("saved") : "";

  Object.assign(sitegen.exercises, { note, saved });
})();
