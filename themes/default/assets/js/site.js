// Progress, remembered language and the language switch. Nothing here is needed to read the course.
// A page is opened once when it has loaded; in the single file, each time it is shown: open(root) runs all of `opening`
// with the element that holds the page. What a page is stands in <html data-…>.
(() => {
  "use strict";
  const here = document.documentElement.dataset;
  const { store, notice } = window.sitegen;
  let at = document;
  const all = (selector, each) => at.querySelectorAll(selector).forEach(each);

  // Functions (link) => void, called before a link is followed; on file: they may add state to its address.
  const links = [];
  const done = () => {
    const { page } = here;
    if (page && !store.get("page:" + page)) store.set("page:" + page, { v: 1, t: new Date().toISOString() });
    show();
  };
  // What a page waits for before it is done. Nobody judges the others, so they hold nothing back.
  const counted = "[data-widget]:not([data-kind=reflect], [data-kind=poll], [data-kind=place-own])";
  const opening = [];
  const open = root => opening.forEach(each => each(root));
  const base = () => here.root || here.path.replace(/[^/]+/g, "..").slice(0, -2);
  const sitegen = Object.assign(window.sitegen, { done, links, counted, opening, open, base });
  ["click", "auxclick"].forEach(type => document.addEventListener(type, event => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link) links.forEach(each => each(link));
  }, true));

  // Show what is done: ticks in lists, a bar a module and one for the course, exercises tried on this page.
  const show = () => {
    const { wordDone, wordProgress } = here;
    const finished = store.keys("page:").map(key => key.slice(5));
    all("[data-key]", item => {
      const is = finished.includes(item.dataset.key);
      const mark = item.querySelector(".tick");
      item.classList.toggle("done", is);
      if (mark && !is) mark.remove();
      if (is && !mark) {
        const word = document.createElement("span");
        word.className = "tick";
        word.textContent = " " + wordDone;
        item.querySelector("a").append(word);
      }
    });
    all("label[data-progress]", bar => {
      const { progress, total } = bar.dataset;
      const inside = key => progress.split("|").some(folder => key.startsWith(folder + "/") && key !== folder + "/index");
      const count = finished.filter(inside).length;
      const number = Math.min(count, total);
      bar.firstElementChild.textContent = wordProgress.replace("%(done)s", number).replace("%(total)s", total);
      bar.lastElementChild.value = number;
      bar.hidden = false;
    });
    all("[data-tried]", line => {
      const found = [...at.querySelectorAll("[data-widget]")];
      const tried = found.filter(each => (store.get("widget:" + each.dataset.widget) || {}).n > 0).length;
      line.textContent = line.dataset.tried.replace("%(done)s", tried).replace("%(total)s", found.length);
      line.hidden = !tried;
    });
  };
  store.watch.push(key => {
    if (!key.startsWith("widget:")) return;
    show();
    if (!store.ok) notice((window.sitegenWords || {}).unsaved);
  });
  window.addEventListener("pageshow", event => event.persisted && show());
  window.addEventListener("storage", show);

  // A page without exercises to wait for is done when its end has been seen.
  const watchEnd = root => {
    const end = root.querySelector("[data-end]");
    if (!end || root.querySelector(counted) || !window.IntersectionObserver) return;
    new IntersectionObserver((seen, watch) => {
      if (seen.some(entry => entry.isIntersecting)) { watch.disconnect(); done(); }
    }).observe(end);
  };

  // Remember the language, and the module's page with its addresses in all languages.
  const remember = () => {
    const { page, module, lang, path } = here;
    const before = store.get("lang");
    if (lang) store.set("lang", lang);
    if (module) {
      const paths = { [lang]: path };
      switches.forEach(link => { paths[link.hreflang] = (here.root ? link.hash : link.getAttribute("href")).replace(/^[#./]+|#.*/g, ""); });
      store.set("last", { v: 1, t: new Date().toISOString(), page, paths });
    }
    all("[data-continue]", button => {
      const last = store.get("last");
      const target = last && last.paths && last.paths[lang];
      if (!/^[\w-]+(\/[\w-]+)+\.html$/.test(target)) return;
      button.href = base() + target;
      button.textContent = button.dataset.continue;
    });
    all("[data-remember]", link => {
      if (link.dataset.remember === before) link.querySelector("[hidden]").hidden = false;
    });
  };

  // The section in view: marked in the page's contents, kept by the language switch (ids are equal in all editions).
  let switches = [], places = [], entries = new Map(), waiting = false;
  const look = () => {
    waiting = false;
    let id = "", entry = null;
    if (window.scrollY > 20) {
      places.forEach(place => {
        const top = place.getBoundingClientRect().top;
        if (top < 130) id = place.id;
        if (top < window.innerHeight / 3) entry = entries.get(place.id) || entry;
      });
    }
    switches.forEach(link => { link.hash = sitegen.place ? sitegen.place(link, id) : id; });
    entries.forEach(link => {
      if (link === entry) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const wait = () => {
    if (!waiting) { waiting = true; requestAnimationFrame(look); }
  };
  ["scroll", "resize", "hashchange"].forEach(type => window.addEventListener(type, wait, { passive: true }));

  opening.push(root => {
    at = root;
    switches = [...root.querySelectorAll("nav[data-languages] a")];
    places = [...root.querySelectorAll("main h2[id], main h3[id], main [data-widget][id]")];
    entries = new Map();
    all(".toc a", link => entries.set(link.hash.slice(1), link));
    show();
    watchEnd(root);
    remember();
    if (!store.ok && root.querySelector("[data-widget]")) notice(window.sitegenWords.unsaved);
    wait();
  });
  // From a disk, links bring state along, and that has to be read first: the scripts for it are loaded nowhere else.
  document.addEventListener("DOMContentLoaded", () => {
    const more = location.protocol === "file:" && here.travel ? here.travel.split(" ") : [];
    const next = () => {
      const path = more.shift();
      if (!path) return sitegen.open(document);
      const script = document.createElement("script");
      script.src = base() + path;
      script.onload = script.onerror = next;
      document.head.append(script);
    };
    next();
  });

  // Menus that stand open on wide screens, for browsers whose styles cannot open them.
  if (!(window.CSS && CSS.supports("selector(::details-content)"))) {
    all("details[data-wide]", menu => { menu.open = matchMedia(`(min-width:${menu.dataset.wide})`).matches; });
  }
})();
