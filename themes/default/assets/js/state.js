// What may stand in the store, under which key: for what comes from outside (an address, a file) and for what somebody
// else may have written into the browser. Pure functions.
(() => {
  "use strict";
  // The value that may stand under a key, or null: right types, ids that are ids, times that have been. Pure.
  const ID = /^[A-Za-z0-9.-]{1,64}$/;
  const id = value => typeof value === "string" && ID.test(value);
  const ids = value => Array.isArray(value) ? value.slice(0, 99).filter(id) : id(value) ? value : null;
  const map = (value, each) => Object.fromEntries(Object.entries(value).slice(0, 99)
    .map(([name, inner]) => [name, each(inner)]).filter(([name, inner]) => id(name) && inner !== null));
  const count = value => Number.isInteger(value) && value > 0 && value < 1e6 ? value : null;
  const time = value => {
    const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : NaN;
    return at > 0 && at < Date.now() + 864e5 ? new Date(at).toISOString() : undefined;
  };
  const object = value => typeof value === "object" && value && !Array.isArray(value);
  const clean = (key, value) => {
    const [kind, name = ""] = key.split(/:(.*)/s);
    if (key === "lang") return /^[a-z]{2,3}(-\w{2,8})*$/.test(value) ? value : null;
    if (!object(value) || value.v !== 1) return null;
    const { a, n, t, k, c, r, d, h, page, paths } = value;
    const kept = { v: 1, t: time(t) };
    if (kind === "page") return kept.t && /^[^\0-\x20"<>&\\]{1,200}$/.test(name) ? kept : null;
    if (key === "erased") return kept.t ? kept : null;
    if (key === "last") return object(paths) && typeof page === "string"
      ? { ...kept, page, paths: map(paths, path => /^[\w-]+(\/[\w-]+)+\.html$/.test(path) ? path : null) } : null;
    if (kind !== "widget" || !/^[a-z][a-z0-9-]{1,63}$/.test(name)) return null;
    kept.a = typeof a === "string" ? a.slice(0, 9999) : object(a) ? map(a, ids) : ids(a);
    if (kept.a === null) delete kept.a;
    kept.n = count(n) || 0;
    if (typeof k === "string" && /^[0-9a-f]{1,16}$/.test(k)) kept.k = k;
    if (c === 1) kept.c = 1;
    if (["right", "defensible", "partly", "wrong"].includes(r)) Object.assign(kept, { r, d: time(d) });
    if (object(h)) kept.h = map(h, count);
    return kept;
  };
  // Whether one value is younger than another; what has no time is as old as can be.
  const newer = (one, other) => (Date.parse(one.t) || 0) > (Date.parse(other && other.t) || 0);

  Object.assign(window.sitegen, { clean, newer });
})();
