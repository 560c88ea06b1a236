// On file: Firefox keeps a store for each page. So links inside the course carry what is kept, in the address:
// #section&s=1.COURSE!RECORD!…  Ids and times alone, no reflections; on arrival it is checked, never takes the place of
// anything newer, and leaves the address at once. A record's fields are joined by "~", times are milliseconds in base 36.
(() => {
  "use strict";
  const { store, links, clean, newer, notice } = window.sitegen;
  const here = document.documentElement.dataset;
  const start = `1.${here.course}!`;
  const most = 8000;
  const letters = { right: "r", defensible: "d", partly: "p", wrong: "w" };
  const short = iso => (Date.parse(iso) || 0).toString(36);
  const long = text => /^[0-9a-z]{1,9}$/.test(text) ? new Date(parseInt(text, 36)).toISOString() : undefined;

  // Answers: an id; a list "a,b,"; by slots "a:b;c:d,e,;".
  const write = a => Array.isArray(a) ? a.map(id => id + ",").join("")
    : typeof a === "object" && a ? Object.entries(a).map(([slot, inner]) => `${slot}:${write(inner)};`).join("") : a || "";
  const read = text => text.includes(":") ? Object.fromEntries(text.split(";").filter(Boolean)
    .map(each => { const [slot, inner = ""] = each.split(":"); return [slot, read(inner)]; }))
    : text.includes(",") ? text.split(",").filter(Boolean) : text;

  // A text of one letter is an id; a longer one is, where this page says that it is none of a reader's own words.
  const written = (name, a) => {
    const root = document.querySelector(`[data-widget="${name}"]`);
    return typeof a === "string" && (root ? root.dataset.kind === "reflect" : a.length > 1);
  };
  const record = (key, value) => {
    const [kind, name] = key.split(/:(.*)/s);
    const { a, n, t, k, c, r, d, h, page = "", paths } = value;
    if (key === "erased") return ["-", short(t)];
    if (/[!~]|^[-*]$/.test((name || "") + page)) return null;
    if (key === "last") return ["*", short(t), encodeURIComponent(page), write(paths)];
    if (kind === "page") return [encodeURIComponent(name), short(t)];
    return kind !== "widget" || written(name, a) ? null : [name, write(a), n, short(t), k || "", (c || "") + (letters[r] || ""),
      d ? (Date.parse(t) - Date.parse(d)).toString(36) : "", write(h)];
  };
  const pack = () => {
    const found = store.keys("").map(key => [key, clean(key, store.get(key))]).filter(([, value]) => value && value.v);
    found.sort(([, one], [, other]) => newer(one, other) ? -1 : 1);
    found.sort(([one], [other]) => (other === "erased") - (one === "erased"));
    let text = start;
    for (const [key, value] of found) {
      const fields = record(key, value);
      const more = fields ? fields.join("~").replace(/~+$/, "") + "!" : "";
      if (text.length + more.length < most) text += more;
    }
    return text === start ? "" : "&s=" + text.slice(0, -1);
  };

  const unpack = text => {
    const [name, second, n, t, k = "", mark = "", d = "", h = ""] = text.split("~");
    if (name === "-") return ["erased", { v: 1, t: long(second) }];
    if (name === "*") return ["last", { v: 1, t: long(second), page: decodeURIComponent(n), paths: read(t) }];
    if (t === undefined) return ["page:" + decodeURIComponent(name), { v: 1, t: long(second) }];
    const value = { v: 1, a: read(second), n: +n, t: long(t), k };
    if (mark[0] === "1") value.c = 1;
    value.r = Object.keys(letters).find(each => letters[each] === mark.slice(-1));
    if (d) value.d = long((parseInt(t, 36) - parseInt(d, 36)).toString(36));
    if (h) value.h = Object.fromEntries(Object.entries(read(h)).map(([id, count]) => [id, +count]));
    return ["widget:" + name, value];
  };
  const take = text => {
    const [key, raw] = unpack(text);
    const value = clean(key, raw);
    if (!value || !value.t) throw new TypeError(key);
    const erased = clean("erased", store.get("erased"));
    if (erased && !newer(value, erased)) return;
    if (newer(value, clean(key, store.get(key)))) store.set(key, value);
    if (key === "erased") store.keys("").forEach(each => {
      const kept = each === "erased" ? null : store.get(each);
      if (kept && kept.t && !newer(kept, value)) store.remove(each);
    });
  };
  const arrive = () => {
    const [, section, state] = /^#([^&]*)&s=(.*)$/s.exec(location.hash) || [];
    if (state === undefined) return;
    if (section) location.replace("#" + section);
    else history.replaceState(null, "", location.href.split("#")[0]);
    let bad = !state.startsWith(start) || state.length > 3 * most;
    if (!bad) state.slice(start.length).split("!").forEach(text => {
      try { take(text); } catch (error) { bad = true; }
    });
    if (bad) notice((window.sitegenWords || {}).lost);
  };

  if (location.protocol !== "file:") return;
  const base = new URL(here.path ? here.path.replace(/[^/]+/g, "..").slice(0, -2) : "./", location).pathname;
  links.push(link => {
    const { protocol, pathname, hash } = link;
    if (protocol !== "file:" || pathname === location.pathname || !pathname.startsWith(base) || !pathname.endsWith(".html")) return;
    const before = link.getAttribute("href");
    const state = pack();
    if (state) link.hash = hash.replace(/&s=.*/s, "") + state;
    setTimeout(() => link.setAttribute("href", before));
  });
  arrive();
  window.addEventListener("hashchange", arrive);
})();
