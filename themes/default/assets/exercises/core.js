/* Exercises: finds them, keeps their state, says things. A kind of exercise adds itself to `kinds`.
   State, a key an exercise: {"v":1, "a": answers by ids, "n": times checked, "t": time, "c": 1 while a result shows}. */
(() => {
  "use strict";
  const sitegen = window.sitegen = window.sitegen || {};
  const kinds = {};
  const bound = new Map();
  let at = document;

  /* A word of the catalogue; one with plural forms takes the number n. */
  const say = (id, values) => {
    const words = window.sitegenWords || {};
    const word = Array.isArray(words[id]) ? words[id][words.plural(values.n)] : words[id];
    return (word || "").replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  };

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text) {
      element.textContent = text;
      element.lang = document.documentElement.lang;
    }
    return element;
  };

  const load = id => {
    try {
      const found = sitegen.store.get("widget:" + id);
      const state = typeof found === "string" ? JSON.parse(found) : found;
      if (state.v === 1) return state;
    } catch (error) { /* no store, or somebody else's data */ }
    return {};
  };

  /* Exercises that nobody judges are the reader's own business: a page is done without them. */
  const finish = () => {
    if (!sitegen.done) return;
    const counted = [...bound.values()].filter(w => at.contains(w.root) && w.root.matches(sitegen.counted));
    if (counted.length && counted.every(w => w.n)) sitegen.done();
  };

  /* Returns whether the browser kept it. */
  const save = w => {
    const state = { v: 1, a: w.kind.answer(w), n: w.n, t: new Date().toISOString(), k: w.root.dataset.k, h: w.hands };
    if (w.checked) state.c = 1;
    finish();
    try {
      return sitegen.store.set("widget:" + w.id, JSON.stringify(state)) !== false;
    } catch (error) {
      return false;
    }
  };

  /* On load a result is shown, not announced: the live region must stay silent. */
  const tell = (w, text, silent) => {
    const old = w.root.querySelector(".ex-told");
    if (old) old.remove();
    w.status.lang = document.documentElement.lang;
    w.status.textContent = silent ? "" : text;
    if (silent) w.status.before(make("p", "ex-status ex-told", text));
  };

  const button = (w, action, shown) => {
    w.root.querySelector(`[data-action=${action}]`).hidden = !shown;
  };

  const bind = root => {
    const kind = kinds[root.dataset.kind];
    if (!kind || bound.has(root)) return;
    const state = load(root.dataset.widget);
    const w = { root, kind, id: root.dataset.widget, n: state.n > 0 ? Math.floor(state.n) : 0 };
    w.set = root.querySelector("fieldset");
    w.status = root.querySelector("[role=status]");
    kind.bind(w, state);
    bound.set(root, w);
    root.querySelectorAll(".ex-hint + .ex-hint").forEach(hint => { hint.hidden = true; });
  };

  const on = (type, name) => document.addEventListener(type, event => {
    const target = type === "click" ? event.target.closest("[data-action]") : event.target;
    const w = target && bound.get(target.closest("[data-widget]"));
    const act = w && w.kind[name || target.dataset.action];
    if (act) act(w, target);
    const next = target && target.open && target.matches(".ex-hint") && target.nextElementSibling;
    if (next && next.matches(".ex-hint")) next.hidden = false;
  }, true);

  on("click");
  on("change", "change");
  on("input", "input");
  on("toggle", "toggle");
  const open = root => {
    at = root;
    root.querySelectorAll("[data-widget]").forEach(bind);
    finish();
  };
  if (sitegen.opening) sitegen.opening.push(open);
  else document.addEventListener("DOMContentLoaded", () => open(document));

  sitegen.exercises = { kinds, say, make, load, save, tell, button };
})();
