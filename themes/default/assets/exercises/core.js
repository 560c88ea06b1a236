/* Exercises: finds them, keeps their state, says things. A kind of exercise adds itself to `kinds`:
   bind(w) once, fill(w, state) when the page is shown, answer(w), and a function for each action and event. */
(() => {
  "use strict";
  const sitegen = window.sitegen;
  const { clean } = sitegen.exercises;
  const kinds = {};
  const bound = new Map();
  let at = document;
  let failed = false;

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
    try { return clean(sitegen.store.get("widget:" + id)) || {}; } catch (error) { return {}; }
  };

  /* What an exercise shows: its own state, and the earlier place that it is compared with. */
  const print = (w, state) => JSON.stringify([state, w.root.dataset.again && load(w.root.dataset.again).a]);

  const write = (w, t) => {
    const { n, r, d, hands: h, checked: c } = w;
    const state = clean({ v: 1, a: w.kind.answer(w), n, t, k: w.root.dataset.k, c, r, d, h });
    let kept = false;
    try { kept = sitegen.store.set("widget:" + w.id, JSON.stringify(state)) !== false; } catch (error) { /* no store */ }
    if (kept) w.seen = print(w, state);
    return kept;
  };

  /* Exercises that nobody judges are the reader's own business: a page is done without them. */
  const finish = () => {
    if (!sitegen.done) return;
    const counted = [...bound.values()].filter(w => at.contains(w.root) && w.root.matches(sitegen.counted));
    if (counted.length && counted.every(w => w.n)) sitegen.done();
  };

  /* On load a result is shown, not announced: the live region must stay silent. */
  const tell = (w, text, silent) => {
    const old = w.root.querySelector(".ex-told");
    if (old) old.remove();
    if (w.warn) text = (text + " " + say("unsaved")).trim();
    w.status.lang = document.documentElement.lang;
    w.status.textContent = silent ? "" : text;
    if (silent) w.status.before(make("p", "ex-status ex-told", text));
  };

  /* Returns whether the browser kept it. If it did not, that is said, once: by the page, or here where it cannot. */
  const save = w => {
    const kept = write(w, new Date().toISOString());
    finish();
    if (kept || failed) return kept;
    failed = true;
    w.warn = !sitegen.notice;
    document.querySelectorAll(".ex-kept").forEach(text => { text.textContent = say("unsaved"); });
    tell(w, "");
    return false;
  };

  const lose = w => w.set.before(make("p", "ex-note", say("dropped")));

  const button = (w, action, shown) => {
    w.root.querySelector(`[data-action=${action}]`).hidden = !shown;
  };

  /* A page may be shown again, after its answers were changed elsewhere: in the other language, on another page. */
  const bind = root => {
    const kind = kinds[root.dataset.kind];
    if (!kind) return;
    const id = root.dataset.widget;
    const w = bound.get(root) || { root, kind, id, set: root.querySelector("fieldset"), status: root.querySelector("[role=status]") };
    if (!bound.has(root)) {
      root.querySelectorAll("input, select, textarea").forEach(input => {
        /* Two editions in one document: their radios are no common group. */
        if (root.id !== id) input.name += "@" + root.id;
        /* What browsers put back by themselves may be older than what was kept. */
        input.autocomplete = "off";
      });
      kind.bind(w);
      bound.set(root, w);
      root.querySelectorAll(".ex-hint + .ex-hint").forEach(hint => { hint.hidden = true; });
    }
    const state = load(id);
    const seen = print(w, state);
    if (seen === w.seen) return;
    /* The exercise itself was changed since: what is still on offer stays, and no result is shown for it. */
    const changed = state.v && state.k !== root.dataset.k;
    if (changed) state.c = state.r = state.d = undefined;
    root.querySelectorAll(".ex-note").forEach(note => note.remove());
    w.n = state.n || 0;
    w.r = state.r;
    w.d = state.d;
    w.seen = seen;
    if (kind.fill(w, state)) lose(w);
    if (changed) write(w, state.t);
  };

  const on = (type, name) => document.addEventListener(type, event => {
    const target = type === "click" ? event.target.closest("[data-action]") : event.target;
    const w = target && bound.get(target.closest("[data-widget]"));
    const act = w && w.kind[name || target.dataset.action];
    if (act) {
      w.warn = false;
      act(w, target);
      bound.forEach(other => other.root.dataset.again === w.id && bind(other.root));
    }
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
  window.addEventListener("pageshow", event => event.persisted && open(at));

  Object.assign(sitegen.exercises, { kinds, say, make, load, save, tell, button });
})();
