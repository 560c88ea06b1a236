"""The privacy page is held to the truth: a walk through the whole course, and whatever the browser then keeps or has
asked for must be in the page's list, and the list must hold nothing else."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
LISTS = {"en": "en/privacy.html", "cy": "cy/preifatrwydd.html"}

#: Every way of keeping something or asking for something, told to the test.
LISTEN = """(() => {
  const tell = (how, what) => window.__kept(how, String(what));
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    tell(this === window.localStorage ? "local" : "session", key);
    return set.call(this, key, value);
  };
  for (const [object, name] of [[IDBFactory.prototype, "open"], [window.CacheStorage && CacheStorage.prototype, "open"],
    [window.ServiceWorkerContainer && ServiceWorkerContainer.prototype, "register"],
    [Navigator.prototype, "sendBeacon"],
    [window, "fetch"], [XMLHttpRequest.prototype, "open"], [window, "WebSocket"], [window, "EventSource"]]) {
    if (object && object[name]) object[name] = function () { tell("other", name); };
  }
  Object.defineProperty(document, "cookie", { get: () => "", set: () => tell("other", "cookie") });
  window.print = () => {};
})()"""

#: Answers whatever a page asks, presses what can be pressed, and goes to its end.
DO = """async () => {
  const pause = time => new Promise(done => setTimeout(done, time));
  const every = (selector, each) => document.querySelectorAll(selector).forEach(each);
  const tell = (field, ...types) => types.forEach(type => field.dispatchEvent(new Event(type, { bubbles: true })));
  every("[data-widget] summary, [data-action=down]", each => each.click());
  every("[data-widget] :is([type=radio], [type=checkbox])", each => { if (!each.checked) each.click(); });
  every("[data-widget] select", each => { each.selectedIndex = 1; tell(each, "input", "change"); });
  every("[data-widget] [type=number]", each => { each.value = 2; tell(each, "input", "change"); });
  every("[data-widget] textarea", each => { each.value = "Own words."; tell(each, "input", "change"); });
  every("[data-action=check]", each => each.click());
  await pause(50);
  every("[data-action=retry], [data-action=hint]", each => each.hidden || each.click());
  window.scrollTo(0, document.body.scrollHeight);
  every("[id='my.name']", each => { each.value = "A Name"; tell(each, "input"); });
  for (const act of ["print", "record", "ask", "keep"]) {
    every(`[data-do=${act}]`, each => each.click());
    await pause(20);
  }
  await pause(200);
}"""


def listed(page: Page, lang: str, base: str) -> tuple[list[str], int]:
    """The patterns of keys that the privacy page names, and how many addresses."""
    page.goto(base + LISTS[lang])
    return page.locator("[data-storage]").all_inner_texts(), page.locator("[data-network]").count()


def test_the_list_is_the_truth(visit: Visit, site: str, built: Path) -> None:
    page = visit("about:blank", locale="en", accept_downloads=True)
    keys: set[str] = set()
    other: list[tuple[str, str]] = []
    asked: set[str] = set()

    def kept(_source: object, how: str, what: str) -> None:
        if how == "local":
            keys.add(what)
        else:
            other.append((how, what))

    page.context.expose_binding("__kept", kept)
    page.context.on("request", lambda request: asked.add(request.url))
    page.add_init_script(LISTEN)
    disk = f"file://{built}/"
    pages = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    pages.remove("404.html")  # has no icon of its own, so that browsers ask for one
    assert len(pages) >= 11
    for base in (site, disk):
        for path in pages:
            page.goto(base + path)
            page.evaluate(DO)
        page.goto(base + "en/my-learning.html")
        for act in ("page", "data"):
            with page.expect_download():
                page.locator(f"[data-do={act}]").click()
        state = {"widget:pick-one": {"v": 1, "a": "b", "n": 1, "t": "2024-01-01T00:00:00.000Z"}}
        file = json.dumps({"sitegen": 1, "course": "trial", "state": state}).encode()
        page.locator("[data-file]").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": file})
        expect(page.locator("[data-brought]")).not_to_be_empty()
        page.locator(".mine-link a").click()
        page.locator("nav[data-languages] a").click()
        expect(page.locator("html")).to_have_attribute("lang", "cy")
        stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        assert set(stored) <= keys
        page.locator("[data-do=ask]").click()
        page.locator("[data-do=erase]").click()
        left = page.evaluate("Object.keys(localStorage)")
        assert left == ([] if base == site else ["trial:erased"])
    patterns, addresses = listed(page, "en", site)
    assert (patterns, addresses) == listed(page, "cy", site)
    assert [key for key in keys if not any(fnmatch.fnmatchcase(key, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not fnmatch.filter(keys, pattern)] == []
    assert other == []
    assert [address for address in asked if not address.startswith((site, disk, "blob:"))] == []
    assert page.context.cookies() == [] and addresses == 0


@pytest.mark.parametrize("lang", LISTS)
def test_how_to_erase_is_one_link_away(visit: Visit, site: str, lang: str) -> None:
    page = visit(site + lang + "/index.html")
    page.locator("footer a").last.click()
    expect(page).to_have_url(site + LISTS[lang])
    page.locator("main a[href*='#my.erase']").click()
    expect(page.locator("[id='my.erase']")).to_be_in_viewport()
