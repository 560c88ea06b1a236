// The single file: shows one page at a time, by the route in the address (#/cy/a.html, #/cy/a.html#section), and tells
// scripts of the page as <html data-…>. With scripts off all pages stand one below the other and the links work too.
(() => {
  "use strict";
  const { sitegen, sitegenLanguages } = window;
  const html = document.documentElement;
  const { course, root } = html.dataset;
  const open = sitegen.open;
  const sheets = new Map();
  document.querySelectorAll(".sheet").forEach(sheet => sheets.set(sheet.dataset.path, sheet));
  let shown = null;

  // Route and section of the page that a link leads to; `id` may be written for this page or for another one.
  sitegen.place = (link, id) => link.hash.slice(1).replace(/#.*/, "") + (id && "#" + id.split("#").pop());

  // A page without the course's menu and the foot of the page borrows those of its folder's own page.
  const lend = sheet => {
    const { folder, path } = sheet.dataset;
    const columns = sheet.querySelector(".columns");
    if (!folder || !columns || sheet.querySelector(".outline")) return;
    const owner = [...sheets.values()].find(s => s.lang === sheet.lang && s.dataset.folder === folder && s.querySelector(".outline"));
    if (!owner) return;
    const menu = owner.querySelector(".outline").cloneNode(true);
    menu.querySelectorAll("a").forEach(link => {
      if (link.hash === "#/" + path) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    columns.prepend(menu);
    sheet.append(owner.querySelector(".site-footer").cloneNode(true));
  };

  const decoded = text => {
    try { return decodeURIComponent(text); } catch (error) { return ""; }
  };

  const show = top => {
    const id = decoded(location.hash.slice(1));
    const sheet = sheets.get(id.replace(/^\/|#.*/g, "")) || (shown ? null : sheets.get(""));
    if (!sheet) return;
    const other = sheet !== shown;
    if (other) {
      if (shown) shown.classList.remove("shown");
      sheet.classList.add("shown");
      Object.keys(html.dataset).forEach(key => delete html.dataset[key]);
      Object.assign(html.dataset, sheet.dataset, { course, root });
      html.lang = sheet.lang;
      document.title = sheet.dataset.title;
      const words = sitegenLanguages[sheet.lang];
      if (words) words();
      lend(sheet);
      open(sheet);
    }
    const place = id.includes("#") && document.getElementById(id);
    if (place) {
      if (place.tabIndex >= 0 || place.hasAttribute("tabindex")) place.focus({ preventScroll: true });
      place.scrollIntoView();
    } else if (other) {
      if (shown) sheet.querySelector("main").focus({ preventScroll: true });
      window.scrollTo(0, top || 0);
    }
    shown = sheet;
  };

  // Back and forward return to where the reader was on that page.
  let top = 0, timer = 0;
  history.scrollRestoration = "manual";
  window.addEventListener("popstate", event => { top = event.state && event.state.top || 0; });
  window.addEventListener("hashchange", () => { show(top); top = 0; });
  const keep = () => {
    clearTimeout(timer);
    history.replaceState({ top: window.scrollY }, "");
  };
  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 150);
  }, { passive: true });
  sitegen.links.push(keep);

  html.classList.add("one");
  sitegen.open = () => show(history.state && history.state.top);
})();
