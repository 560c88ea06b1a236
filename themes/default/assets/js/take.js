// What a learner does with My learning: print, download, bring in from elsewhere, erase, and a record to print.
(() => {
  "use strict";
  const { store, clean, newer, learning } = window.sitegen;
  const { make, tagged, show, status, modules, finished, countable } = learning;
  const here = document.documentElement.dataset;
  const most = 2e6;

  const save = (suffix, type, text) => {
    const link = make("a");
    link.download = `${here.course}-${here.path.split("/").pop().replace(".html", "")}-${new Date().toISOString().slice(0, 10)}.${suffix}`;
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // A page of its own, without scripts and links: copies of what is shown, written out by the browser itself.
  const style = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 sans-serif}label,progress{display:block}"
    + ".mine-words{white-space:pre-wrap;border-left:4px solid;padding-left:1rem}.mine-line strong{margin-left:.75rem}.facts{color:#444}";
  const whole = page => {
    const own = document.implementation.createHTMLDocument(page.home.ownerDocument.title);
    const charset = own.createElement("meta");
    charset.setAttribute("charset", "utf-8");
    own.head.prepend(charset);
    own.documentElement.lang = here.lang;
    const main = own.body.appendChild(own.createElement("main"));
    main.append(make("h1", "", page.course.title), make("p", "", page.date(new Date())));
    page.home.querySelectorAll("[data-part]").forEach(part => main.append(own.importNode(part, true)));
    main.querySelectorAll("[hidden]").forEach(each => each.remove());
    main.querySelectorAll("a").forEach(link => link.replaceWith(...link.childNodes));
    return "<!doctype html>\n" + own.documentElement.outerHTML.replace("</head>", `<style>${style}</style></head>`) + "\n";
  };

  const data = page => JSON.stringify({ sitegen: 1, course: here.course, made: new Date().toISOString(),
    state: Object.fromEntries([...page.kept].filter(([key]) => key !== "erased")) }, null, 1);

  // What a file says becomes state only if this course knows it and it is younger than what is here.
  const bring = (page, text) => {
    let found;
    try { found = JSON.parse(text); } catch (error) { return page.say("Strange"); }
    if (!found || !found.sitegen || typeof found.state !== "object" || !found.state || Array.isArray(found.state)) return page.say("Strange");
    if (found.course !== here.course) return page.say("Other");
    if (found.sitegen !== 1) return page.say("Version");
    const known = new Set(["lang", "last", ...page.all.map(each => "page:" + each.key), ...page.exercises.map(ex => "widget:" + ex.id)]);
    const count = { added: 0, kept: 0, left: 0 };
    const erased = clean("erased", store.get("erased"));
    let good = true;
    for (const [key, raw] of Object.entries(found.state)) {
      const value = known.has(key) && key !== "lang" ? clean(key, raw) : null;
      if (!value) count.left += key !== "lang";
      else if (!newer(value, clean(key, store.get(key)))) count.kept += 1;
      else {
        // Brought back after everything was erased, it is the learner's latest word: pages that hear of both shall keep it.
        if (erased && !newer(value, erased)) value.t = new Date().toISOString();
        good = store.set(key, value) && good;
        count.added += 1;
      }
    }
    return page.say("Brought", count) + (good ? "" : " " + page.say("Unsaved"));
  };

  // On file: the other pages may have stores of their own; the time of erasing goes to them along with the links.
  const erase = () => {
    store.keys("").forEach(store.remove);
    if (location.protocol === "file:") store.set("erased", { v: 1, t: new Date().toISOString() });
  };

  learning.record = page => {
    const box = page.home.querySelector("[data-record]");
    const done = modules(page).flatMap(part => finished(page, part));
    const times = done.map(each => page.kept.get("page:" + each.key).t).sort();
    box.querySelector("[data-modules]").replaceChildren(...modules(page).map(part => make("li", "",
      tagged(make("strong", "", part.title), part.lang), make("br"), page.say("Pages", { done: finished(page, part).length, total: countable(part).length }))));
    box.querySelector("[data-dates]").textContent = times.length ? page.say("Dates", { first: page.date(times[0]), last: page.date(times[times.length - 1]) }) : "";
    box.querySelector("[data-made]").textContent = page.say("Made", { date: page.date(new Date()) });
  };

  const printed = name => {
    document.body.classList.add(name);
    window.print();
    document.body.classList.remove(name);
  };

  learning.bind = home => {
    if (home.bound) return;
    home.bound = true;
    const find = selector => home.querySelector(selector);
    const ask = (open, text) => {
      find("[data-sure]").hidden = !open;
      find("[data-do=ask]").hidden = open;
      find(open ? "[data-do=keep]" : "[data-do=ask]").focus();
      status(home, "gone", text);
    };
    const acts = {
      print: () => window.print(),
      page: () => save("html", "text/html", whole(learning.page)),
      data: () => save("json", "application/json", data(learning.page)),
      record: () => printed("print-record"),
      choose: () => find("[data-file]").click(),
      ask: () => ask(true, ""),
      keep: () => ask(false, learning.page.say("Kept")),
      erase: () => {
        erase();
        show(home);
        find("[type=text]").value = find("[data-name]").textContent = "";
        ask(false, learning.page.say("Erased"));
      },
    };
    home.addEventListener("click", event => {
      const button = event.target.closest("[data-do]");
      if (button) acts[button.dataset.do]();
    });
    find("[type=text]").addEventListener("input", event => { find("[data-name]").textContent = event.target.value; });
    find("[data-file]").addEventListener("change", async event => {
      const [file] = event.target.files;
      if (!file) return;
      const text = file.size > most ? "" : await file.text().catch(() => "");
      const said = file.size > most ? learning.page.say("Large") : bring(learning.page, text);
      event.target.value = "";
      show(home);
      status(home, "brought", said);
    });
  };
})();
