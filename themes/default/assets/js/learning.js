// My learning: what is kept in this browser, in words. This file reads it and draws the parts; the parts themselves are
// functions (page) => [elements] in `learning.parts`, in answers.js. Texts come into the page as text alone, never as HTML.
(() => {
  "use strict";
  const sitegen = window.sitegen;
  const { store, clean, opening } = sitegen;
  const here = document.documentElement.dataset;
  const learning = sitegen.learning = { parts: {} };

  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside.filter(each => each || each === 0));
    return element;
  };
  const tagged = (element, lang) => {
    if (lang) element.lang = lang;
    return element;
  };

  // A page: where it is shown, its course, what is kept by key, what could not be read.
  const read = home => {
    const page = { home, course: (window.sitegenCourse || {})[here.lang], kept: new Map(), bad: 0 };
    page.say = (id, values) => (home.dataset["word" + id] || "").replace(/%\((\w+)\)s/g, (_, name) => values[name]);
    page.link = (path, text, id) => {
      const link = make("a", "", text);
      link.href = sitegen.base() + path + (id && !sitegen.place ? "#" + id : "");
      if (id && sitegen.place) link.hash = sitegen.place(link, id);
      return link;
    };
    // Chromium has no Welsh dates, so a date is put together from the catalogue's words.
    page.date = iso => {
      const at = new Date(iso);
      return page.say("Date", { day: at.getDate(), month: home.dataset.wordMonths.split("|")[at.getMonth()], year: at.getFullYear() });
    };
    store.keys("").forEach(key => {
      const value = clean(key, store.get(key));
      if (value) page.kept.set(key, value);
      else page.bad += 1;
    });
    page.all = page.course.parts.flatMap(part => part.pages.map(each => ({ ...each, part })));
    page.exercises = page.all.flatMap(at => at.exercises.map(ex => ({ ...ex, at, kept: page.kept.get("widget:" + ex.id) })));
    return page;
  };

  const status = (home, name, text) => { home.querySelector(`[data-${name}]`).textContent = text; };

  const show = home => {
    const page = learning.page = read(home);
    for (const [name, draw] of Object.entries(learning.parts)) {
      const part = home.querySelector(`[data-part=${name}]`);
      const found = draw(page);
      part.querySelector("[data-list]").replaceChildren(...found);
      const none = part.querySelector("[data-none]");
      if (none) none.hidden = found.length > 0;
    }
    status(home, "trouble", page.bad ? page.say("Unread") : "");
    if (learning.record) learning.record(page);
  };

  opening.push(root => {
    const home = root.querySelector("[data-learning]");
    if (!home || !(window.sitegenCourse || {})[here.lang]) return;
    home.querySelector("[data-off]").hidden = true;
    home.querySelector("[data-on]").hidden = false;
    show(home);
    if (learning.bind) learning.bind(home);
  });
  window.addEventListener("pageshow", event => event.persisted && learning.page && show(learning.page.home));

  Object.assign(learning, { make, tagged, show, status });
})();
