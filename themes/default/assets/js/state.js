// What may stand in the store, under which key: for what comes from outside (an address, a file) and for what somebody
// else may have written into the browser. Pure functions.
(() => {
  "use strict";
  // The value that may stand under a key, or null: right types, ids that are ids, times that have been. Pure. An
  // exercise's own fields are for exercises/state.js.
  const places = value => Object.fromEntries(Object.entries(value).slice(0, 99)
    .filter(([lang, path]) => /^[\w-]{2,20}$/.test(lang) && /^[\w-]+(\/[\w-]+)+\.html$/.test(path)));
  const time = value => {
    const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : NaN;
    return at > 0 && at < Date.now() + 864e5 ? new Date(at).toISOString() : undefined;
  };
  const object = value => typeof value === "object" && value && !Array.isArray(value);
  const clean = (key, value) => {
    const [kind, name = ""] = key.split(/:(.*)/s);
    if (key === "lang") return /^[a-z]{2,3}(-\w{2,8})*$/.test(value) ? value : null;
    if (!object(value) || value.v !== 1) return null;
    const { page, paths } = value;
    const kept = { v: 1, t: time(value.t) };
    if (kind === "page") return kept.t && /^[^\0-\x20"<>&\\]{1,200}$/.test(name) ? kept : null;
    if (key === "erased") return kept.t ? kept : null;
    if (key === "last") return object(paths) && typeof page === "string"
      ? { ...kept, page, paths: places(paths) } : null;
    if (kind !== "widget" || !/^[a-z][a-z0-9-]{1,63}$/.test(name)) return null;
    const state = window.sitegen.exercises.clean(value);
    return { ...state, ...kept, d: time(state.d) };
  };
  // Whether one value is younger than another; what has no time is as old as can be.
  const newer = (one, other) => (Date.parse(one.t) || 0) > (Date.parse(other && other.t) || 0);

  Object.assign(window.sitegen, { clean, newer });
})();
