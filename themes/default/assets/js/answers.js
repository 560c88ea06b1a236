// The parts of My learning: progress, what to look at again, places on scales, reflections, answers.
(() => {
  "use strict";
  const { learning } = window.sitegen;
  const { make, tagged } = learning;

  const finished = (page, part) => part.pages.filter(each => each.number && page.kept.has("page:" + each.key));
  const countable = part => part.pages.filter(each => each.number);
  const tried = ex => !!ex.kept && ex.kept.n > 0;
  const bar = (text, done, total) => {
    const progress = make("progress");
    progress.max = total || 1;
    progress.value = done;
    return make("label", "progress", make("span", "", text), " ", progress);
  };
  const modules = page => page.course.parts.filter(part => part.number);
  const heading = (page, at, level = "h3") => make(level, "", tagged(page.link(at.path, at.title), at.lang));
  const question = ex => ex.q ? tagged(make("p", "mine-question", ex.q), ex.at.lang) : "";
  const name = (page, ex) => page.say("Exercise", { n: ex.n });
  // By page, in the course's order: [page, its exercises].
  const byPage = found => [...found.reduce((map, ex) => map.set(ex.at.key, [...(map.get(ex.at.key) || []), ex]), new Map()).values()];

  const scale = (page, ex) => page.course.scales[ex.on] || [];
  const label = (pairs, id) => (pairs.find(([found]) => found === id) || [])[1];
  const listed = value => [].concat(value === undefined ? [] : value).filter(Boolean);

  // An answer in words of this page's language: [what was asked, [what was answered]].
  const rows = (page, ex) => {
    const { a } = ex.kept;
    const options = Object.entries(ex.o || {});
    const gone = page.say("Gone");
    const grouped = ex.kind === "sort-into" || ex.kind === "spot" || ex.kind === "grid";
    const pairs = grouped || ex.kind.startsWith("place") ? scale(page, ex) : options;
    const words = value => listed(value).map(id => label(pairs, id) || (id === "-" ? page.say("None") : gone));
    if (!grouped) return [["", words(typeof a === "object" && !Array.isArray(a) ? [] : a)]];
    if (typeof a !== "object" || Array.isArray(a)) return [];
    return Object.entries(a).map(([slot, value]) => {
      const [, row, column] = /^(.*)\.(\d+)$/.exec(slot) || [];
      const item = ex.kind !== "grid" ? label(options, slot)
        : [label(page.course.scales[ex.rows] || [], row), (ex.columns || [])[column]].filter(Boolean).join(" – ");
      return [item || gone, words(value)];
    });
  };
  const answered = (page, ex) => ["reflect", "reveal", "place-own"].includes(ex.kind) || !ex.kept ? []
    : rows(page, ex).filter(([, values]) => values.length);

  learning.parts.progress = page => {
    const own = modules(page);
    const total = own.flatMap(countable).length;
    const done = own.flatMap(part => finished(page, part)).length;
    const found = page.exercises;
    const list = make("ul", "mine-modules", ...own.map(part => {
      const values = { done: finished(page, part).length, total: countable(part).length };
      return make("li", "", make("span", "number", part.number), " ", tagged(page.link(part.path, part.title), part.lang), bar(page.say("Pages", values), values.done, values.total));
    }));
    const whole = { done: found.filter(tried).length, total: found.length };
    return [total ? bar(page.say("Pages", { done, total }), done, total) : "", found.length ? make("p", "facts", page.say("Tried", whole)) : "",
      own.length ? list : ""].filter(Boolean);
  };

  const kinds = { right: "Right", defensible: "Defensible", partly: "Partly", wrong: "Wrong" };
  const result = (page, ex) => {
    const { r, d, t } = ex.kept;
    return [r ? page.say(kinds[r]) : "", d || t ? page.date(d || t) : ""].filter(Boolean).join(" ");
  };

  learning.parts.again = page => {
    const found = page.exercises.filter(ex => ex.kept && ex.kept.r && ex.kept.r !== "right");
    found.sort((one, other) => Date.parse(other.kept.d || other.kept.t || 0) - Date.parse(one.kept.d || one.kept.t || 0));
    return found.length ? [make("ul", "mine-list", ...found.map(ex => make("li", "",
      tagged(page.link(ex.at.path, `${ex.at.title}: ${name(page, ex)}`, ex.id), ex.at.lang), question(ex), make("p", "facts", result(page, ex)))))] : [];
  };

  // A place asked for twice is one story: the earlier place, the later one, and the line that they stand on.
  learning.parts.places = page => {
    const own = page.exercises.filter(ex => ex.kind === "place-own");
    const place = ex => ex && ex.kept && label(scale(page, ex), listed(ex.kept.a)[0]);
    return own.filter(ex => !own.some(other => other.again === ex.id)).flatMap(ex => {
      const first = own.find(other => other.id === ex.again);
      const [before, now] = [place(first), place(ex)];
      if (!before && !now) return [];
      const marks = { [before || ""]: [page.say("Before")], [now || ""]: [page.say("Now")] };
      if (before && before === now) marks[now] = [page.say("Before"), page.say("Now")];
      const line = make("ol", "mine-line", ...scale(page, ex).map(([, text]) => {
        const at = text === before || text === now ? marks[text] : [];
        return make("li", at.length ? "at" : "", make("span", "", text), ...at.map(mark => make("strong", "", mark)));
      }));
      const words = [before ? page.say(first && now ? "Earlier" : "Place", { place: before }) : "", now ? page.say("Place", { place: now }) : ""];
      const shown = now || !first ? ex : first;
      return [make("section", "mine-place", make("h3", "", tagged(page.link(shown.at.path, shown.at.title, shown.id), shown.at.lang)),
        question(shown), make("p", "", words.filter(Boolean).join(" ")), line)];
    });
  };

  learning.parts.reflections = page => byPage(page.exercises.filter(ex => ex.kind === "reflect" && ex.kept
    && typeof ex.kept.a === "string" && ex.kept.a.trim()))
    .map(found => make("section", "", heading(page, found[0].at), ...found.flatMap(ex => [question(ex), make("div", "mine-words", ex.kept.a)])));

  learning.parts.answers = page => byPage(page.exercises.filter(ex => answered(page, ex).length))
    .map(found => make("section", "", heading(page, found[0].at), make("ul", "mine-list", ...found.map(ex => {
      const given = answered(page, ex);
      const values = each => each.map(text => tagged(make("strong", "", text), ex.at.lang));
      const words = given[0][0] ? make("dl", "", ...given.flatMap(([item, each]) => [tagged(make("dt", "", item), ex.at.lang), make("dd", "", ...joined(values(each)))]))
        : ex.kind === "order" ? make("ol", "", ...values(given[0][1]).map(each => make("li", "", each))) : make("p", "", ...joined(values(given[0][1])));
      return make("li", "", page.link(ex.at.path, name(page, ex), ex.id), question(ex), words, make("p", "facts", result(page, ex)));
    }))));
  const joined = elements => elements.flatMap((each, i) => i ? ["; ", each] : [each]);

  Object.assign(learning, { modules, finished, countable });
})();
