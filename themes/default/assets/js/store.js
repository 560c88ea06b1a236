// What the browser keeps of a course. window.sitegen is what other scripts use.
// Storage may be missing, forbidden or full, and hold what others wrote. Values are JSON, texts as they are. What the
// browser refuses is held in memory, so that it is there as long as the page is; that is said once.
(() => {
  "use strict";
  const prefix = document.documentElement.dataset.course + ":";
  const memory = new Map();
  const attempt = (use, otherwise) => {
    try { return use(window.localStorage); } catch (error) { return otherwise; }
  };
  const store = {
    ok: true,
    watch: [],
    get: key => {
      const text = memory.has(key) ? memory.get(key) : attempt(disk => disk.getItem(prefix + key), null);
      try { return JSON.parse(text); } catch (error) { return text; }
    },
    set: (key, value) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      store.ok = attempt(disk => { disk.setItem(prefix + key, text); return true; }, false);
      if (store.ok) memory.delete(key);
      else memory.set(key, text);
      store.watch.forEach(each => each(key));
      return store.ok;
    },
    remove: key => {
      memory.delete(key);
      attempt(disk => disk.removeItem(prefix + key));
    },
    keys: start => [...new Set([...attempt(disk => Object.keys(disk), [])
      .filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)), ...memory.keys()])]
      .filter(key => key.startsWith(start)),
  };

  // Something that the whole page has to say, once each: beside the exercise in use, else before the text.
  const said = new Set();
  const notice = text => {
    if (!text || said.has(text)) return;
    said.add(text);
    const at = document.activeElement && document.activeElement.closest("[data-widget]");
    const line = document.createElement("p");
    line.className = "box notice";
    line.setAttribute("role", "status");
    if (at) at.append(line);
    else (document.querySelector(".shown main") || document.querySelector("main") || document.body).prepend(line);
    setTimeout(() => { line.textContent = text; }, 50);
  };

  window.sitegen = { store, notice };
})();
