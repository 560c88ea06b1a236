/* What all kinds with a key share: nothing is judged before "check". The words shown beside the answers are copies
   of the list in [data-answers], which is the key. A kind built on `judged` has
   judge(w) → {marks, n, total, …}: x right, ~ defensible, p partly, n not, "" unanswered; and reveal(w, judgement).
   `veiled`: after a first wrong choice of one, the best fit stays hidden until a second, or until the answers are opened. */
(() => {
  "use strict";
  const { say, make, save, tell, button, inputs, get, set, answer, restore } = sitegen.exercises;

  const entry = (w, id) => w.answers.querySelector(`[data-for="${id}"]`);

  /* A copy of an entry's elements from number `from` on, with an id for aria-describedby. */
  const copy = (w, tag, li, from) => {
    const box = make(tag, "ex-feedback");
    if (li) [...li.children].slice(from).forEach(child => box.append(child.cloneNode(true)));
    box.querySelectorAll("[id]").forEach(child => child.removeAttribute("id"));
    box.id = w.root.id + ".f" + (w.copies = (w.copies || 0) + 1);
    return box;
  };

  /* An order for data-shuffle: the same on each visit and in each language, and not the author's. */
  const shuffle = root => {
    const items = [...root.querySelectorAll("[data-option], li[data-item]")];
    const mixed = items.slice();
    let seed = 7;
    for (const c of root.dataset.widget) seed = (seed * 31 + c.charCodeAt(0)) % 65521;
    for (let i = mixed.length - 1; i > 0; i -= 1) {
      seed = (seed * 1103 + 12345) % 65521;
      mixed.push(...mixed.splice(seed % (i + 1), 1));
    }
    if (mixed.every((item, i) => item === items[i])) mixed.push(mixed.shift());
    mixed.forEach(item => item.parentNode.append(item));
  };

  const outcome = marks => {
    const all = allowed => marks.every(m => allowed.includes(m));
    return all([""]) ? "unanswered" : all(["x"]) ? "right" : all(["x", "~"]) ? "defensible" : all(["n", ""]) ? "wrong" : "partly";
  };

  const describe = (element, ids) => {
    if (ids) element.setAttribute("aria-describedby", ids);
    else element.removeAttribute("aria-describedby");
  };

  /* Takes the result away, and the marks of these slots. Their feedback keeps its room, unseen: nothing else moves. */
  const unmark = (w, slots) => {
    w.checked = 0;
    delete w.root.dataset.result;
    tell(w, "");
    button(w, "retry", false);
    for (const slot of slots) {
      slot.removeAttribute("data-verdict");
      [slot, ...inputs(slot)].forEach(e => describe(e, ""));
    }
  };

  const wipe = w => {
    unmark(w, w.slots);
    w.root.querySelectorAll(".ex-feedback, .ex-made").forEach(e => e.remove());
    w.root.querySelectorAll("[data-verdict]").forEach(e => e.removeAttribute("data-verdict"));
    describe(w.set, w.how);
    w.answers.hidden = true;
    w.answers.open = false;
    button(w, "clear", w.radios && get(w.slots[0]).length);
  };

  /* Scrolls only as far as it must, and moves no focus. */
  const see = element => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };

  const unanswered = w => {
    const error = make("p", "ex-error ex-made");
    error.id = w.root.id + ".error";
    error.append(make("span", "visually-hidden", say("error") + " "), say("error_" + w.kind.error(w)));
    w.set.querySelector("legend").after(error);
    describe(w.set, error.id);
    w.slots[0].querySelector("input, select, button").focus();
    see(error);
  };

  const show = (w, silent) => {
    const before = silent || w.checked;
    wipe(w);
    const judgement = w.kind.judge(w);
    const result = w.root.dataset.result = outcome(judgement.marks);
    if (result === "unanswered") return silent || unanswered(w);
    w.checked = 1;
    if (!before) w.n += 1;
    if (!silent) {
      w.r = result;
      w.d = new Date().toISOString();
      save(w);
    }
    w.veiled = w.radios && result === "wrong" && w.n < 2;
    w.kind.reveal(w, judgement);
    const explanation = copy(w, "div", w.answers.querySelector("[data-explanation]"), 0);
    if (explanation.firstChild && !w.veiled) w.status.after(explanation);
    explanation.classList.add("ex-explanation");
    button(w, "retry", result !== "right");
    const text = [say(result)];
    if (judgement.chose) text.push(say("chose", judgement).replace(/([.?!]["”’»]?)\.$/, "$1"));
    else if (result !== "right") {
      text.push(say(judgement.keys ? "found" : "score", judgement));
      for (const id of ["extra", "fair", "left"]) if (judgement[id]) text.push(say(id, { n: judgement[id] }));
    }
    if (w.veiled && w.root.querySelector(".ex-hint:not([open])")) text.push(say("hint"));
    tell(w, text.join(" "), silent);
    if (!silent) see(w.status);
  };

  const again = (w, slot) => {
    wipe(w);
    save(w);
    slot.querySelector("input, select, button").focus();
  };

  const judged = {
    answer,
    bind(w) {
      w.slots = [...w.root.querySelectorAll("[data-slot]")];
      w.how = w.set.getAttribute("aria-describedby") || "";
      w.answers = w.root.querySelector("[data-answers]");
      w.radios = !!w.slots[0].querySelector("[type=radio]");
      if ("shuffle" in w.root.dataset) shuffle(w.root);
      button(w, "check", true);
    },
    fill(w, state) {
      const lost = w.kind.restore(w, state.a);
      wipe(w);
      if (state.c) show(w, true);
      if (!w.checked) wipe(w);
      return lost;
    },
    restore,
    change(w) {
      if (w.radios || w.root.dataset.result) wipe(w);
      save(w);
    },
    check: w => show(w),
    /* Right answers stay. */
    retry(w) {
      const { marks } = w.kind.judge(w);
      w.slots.forEach(slot => set(slot, w.radios ? [] : get(slot).filter(id => w.kind.keeps(w, slot, id))));
      const first = marks.findIndex(m => m !== "x");
      again(w, w.slots[first] || w.slots[0].children[first]);
    },
    clear(w) {
      set(w.slots[0], []);
      again(w, w.slots[0]);
    }
  };

  Object.assign(sitegen.exercises, { judged, entry, copy, unmark });
})();
