"""State that travels with links on file:, where Firefox keeps a store for each page. Chromium is given such stores
here, so that nothing but the address can carry anything; ``tests/firefox`` tries it in Firefox itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_learning import CASES, DAY, EXERCISES, PAGES, bring, put, stored, text_of, unharmed, work

Visit = Callable[..., Page]

#: A store of its own for each file, as in Firefox. They are kept in the window's name, which goes along with a tab:
#: Chromium now and then forgets what it has just stored for file:.
APART = """(() => {
  if (location.protocol !== "file:") return;
  const mine = act => {
    const all = JSON.parse(window.name || "{}"), own = all[location.pathname] = all[location.pathname] || {};
    const found = act(own);
    window.name = JSON.stringify(all);
    return found;
  };
  const all = { getItem: key => mine(own => key in own ? own[key] : null),
    setItem: (key, text) => mine(own => { own[key] = String(text); }),
    removeItem: key => mine(own => delete own[key]) };
  const disk = new Proxy({}, { get: (_, name) => all[name], ownKeys: () => mine(Object.keys),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: "" }) });
  Object.defineProperty(window, "localStorage", { value: disk });
})()"""


@pytest.fixture
def disk(visit: Visit, built: Path) -> Callable[[str], Page]:
    """``disk(path)`` opens a page from the disk, each file with a store of its own."""
    page = visit("about:blank", locale="en")
    page.add_init_script(APART)

    def open_page(path: str) -> Page:
        page.goto(f"file://{built}/{path}")
        return page

    return open_page


def answer(page: Page, name: str, value: str) -> None:
    page.locator(f'[name="{name}"][value="{value}"]').check(force=True)


def follow(page: Page, selector: str) -> None:
    """Follow a link and wait until what came along has left the address."""
    before = page.url
    page.locator(selector).first.click()
    expect(page).not_to_have_url(before)
    expect(page).to_have_url(re.compile(r"^(?!.*&s=)"))
    expect(page.locator("h1")).to_be_visible()


def test_answers_and_place_go_along(disk: Callable[[str], Page]) -> None:
    """From the exercises to another page, to the other language and back, and on to My learning."""
    page = disk(EXERCISES["en"])
    answer(page, "pick-one", "b")
    page.locator('[data-widget="pick-one"] [data-action=check]').click()
    answer(page, "own-place", "c")
    page.locator("textarea").first.fill("My own words.")
    page.locator("textarea").first.blur()
    page.locator('[id="spotting"]').evaluate("each => each.scrollIntoView()")
    expect(page.locator("nav[data-languages] a")).to_have_attribute("href", re.compile("#spotting$"))
    box = page.locator("nav[data-languages] a").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 10, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"popeth\.html#spotting$"))
    assert page.locator("[id=spotting]").evaluate("each => Math.abs(each.getBoundingClientRect().top) < 300")
    expect(page.locator('[data-widget="pick-one"]')).to_have_attribute("data-result", "right")
    expect(page.locator('[name="own-place"][value="c"]')).to_be_checked()
    assert page.locator("textarea").first.input_value() == "", "one's own words stay where they were written"
    follow(page, ".mine-link a")
    assert "Eich safle:" in page.locator("[data-part=places]").inner_text()
    follow(page, "nav[data-languages] a")
    assert "Your place:" in page.locator("[data-part=places]").inner_text()


def test_what_is_newer_stays(disk: Callable[[str], Page]) -> None:
    page = disk(EXERCISES["en"])
    answer(page, "pick-one", "a")
    follow(page, "nav[data-languages] a")
    answer(page, "pick-one", "b")
    page.locator('[data-widget="pick-one"] [data-action=clear]').click()
    page = disk(EXERCISES["en"])
    expect(page.locator('[name="pick-one"][value="a"]')).to_be_checked()
    follow(page, "nav[data-languages] a")
    assert page.locator('[name="pick-one"]:checked').count() == 0, "cleared there, later"
    follow(page, "nav[data-languages] a")
    assert page.locator('[name="pick-one"]:checked').count() == 0, "and now here too"


def test_erasing_goes_along(disk: Callable[[str], Page]) -> None:
    page = disk(EXERCISES["en"])
    answer(page, "pick-one", "a")
    follow(page, ".mine-link a")
    page.locator("[data-do=ask]").click()
    page.locator("[data-do=erase]").click()
    follow(page, "nav.outline a")
    follow(page, "a[href*=everything]")
    assert page.locator('[name="pick-one"]:checked').count() == 0
    answer(page, "pick-one", "b")
    follow(page, ".mine-link a")
    assert page.locator("[data-part=answers] li").count() == 1, "what came after the erasing is kept"


def test_what_is_brought_back_after_erasing_stays(disk: Callable[[str], Page]) -> None:
    page = disk(EXERCISES["en"])
    answer(page, "pick-one", "a")
    follow(page, ".mine-link a")
    page.locator("[data-do=ask]").click()
    page.locator("[data-do=erase]").click()
    old = {"widget:pick-one": {"v": 1, "a": "b", "n": 1, "t": DAY.format(1)}}
    assert "Added: 1." in bring(page, json.dumps({"sitegen": 1, "course": "trial", "state": old}))
    follow(page, "nav.outline a")
    follow(page, "a[href*=everything]")
    expect(page.locator('[name="pick-one"][value="b"]')).to_be_checked()


def test_the_address_carries_ids_alone(disk: Callable[[str], Page]) -> None:
    """No own words, not even short ones; not on pages where nobody knows what the exercise was."""
    page = disk(EXERCISES["en"])
    state = {**work(), "widget:thinking": {"v": 1, "a": "secret", "n": 1, "t": DAY.format(1)}}
    for where in (EXERCISES["en"], "en/practice/own.html"):
        page = disk(where)
        put(page, state)
        page.reload()
        going: list[str] = []
        page.on("framenavigated", lambda frame, going=going: going.append(frame.url))
        follow(page, ".mine-link a")
        assert any("&s=1.trial!" in address for address in going)
        assert not any("secret" in address or "thinking" in address for address in going)
        assert page.locator("a[href*='&s=']").count() == 0, "links are as they were"


def test_nothing_travels_where_a_store_is_shared(visit: Visit, site: str) -> None:
    page = visit(site + EXERCISES["en"])
    answer(page, "pick-one", "a")
    going: list[str] = []
    page.on("framenavigated", lambda frame: going.append(frame.url))
    page.locator(".mine-link a").click()
    expect(page.locator("[data-part=answers] li")).to_have_count(1)
    assert not [address for address in going if "&s=" in address]
    assert not page.evaluate("[...document.scripts].some(each => each.src.includes('travel'))")
    page.goto(site + EXERCISES["cy"] + "#&s=1.trial!pick-many~a,~1~lr000000")
    expect(page.locator("h1")).to_be_visible()
    assert stored(page, "widget:pick-many") is None


def test_a_whole_course_fits(disk: Callable[[str], Page]) -> None:
    """90 exercises of all kinds with long ids and 40 pages; and beyond 8,000 characters the oldest stay behind."""
    page = disk("en/practice/own.html")
    fill = """count => { for (let i = 0; i < count; i++) {
      const t = new Date(1.7e12 + 1e8 * i).toISOString(), id = "an-exercise-number-" + i;
      const answers = ["b", ["a", "c"], { a: "c", b: "d", c: "a", d: "f", e: "b" }, { "to.0": "o", "to.1": "p" }];
      const state = { v: 1, a: answers[i % 4], n: 2, t, k: "0123abcd", c: 1, r: "partly", d: t };
      localStorage.setItem("trial:widget:" + id, JSON.stringify(state));
      if (i < 40) localStorage.setItem("trial:page:the-module/page-number-" + i, JSON.stringify({ v: 1, t }));
    } }"""
    page.evaluate(fill, 90)
    page.reload()
    sizes = []
    page.on("framenavigated", lambda frame: sizes.append(len(frame.url.partition("#")[2])))
    follow(page, "nav[data-languages] a")
    kept = "start => Object.keys(localStorage).filter(key => key.startsWith('trial:' + start)).length"
    assert page.evaluate(kept, "widget:an-") == 90 and page.evaluate(kept, "page:the-") == 40
    assert 4000 < max(sizes) < 8000, sizes
    page.evaluate(fill, 400)
    page.reload()
    follow(page, ".mine-link a")
    assert 7800 < max(sizes) <= 8010
    assert stored(page, "widget:an-exercise-number-399") and stored(page, "widget:an-exercise-number-0") is None
    assert page.locator(".notice").count() == 0, "nothing wrong happens, and nothing is said"


def versions(page: Page, value: Any) -> Any:
    """``value`` with each ``K(exercise)`` as that exercise's version on the page."""

    def version(found: re.Match[str]) -> str:
        return page.locator(f'[data-widget="{found[1]}"]').get_attribute("data-k") or ""

    return json.loads(re.sub(r"K\(([\w-]+)\)", version, json.dumps(value)))


@pytest.mark.parametrize(
    "case", json.loads((CASES / "fragments.json").read_text("utf-8")), ids=lambda case: case["name"]
)
def test_hostile_addresses(disk: Callable[[str], Page], case: dict[str, Any]) -> None:
    page = disk(EXERCISES["en"])
    put(page, case.get("store", {}))
    fragment = text_of(versions(page, case["fragment"]))
    page.goto("about:blank")
    page = disk(f"{EXERCISES['en']}#{fragment}")
    expect(page).to_have_url(re.compile(r"everything\.html(#[^&]*)?$"))
    unharmed(page)
    if case.get("lost"):
        expect(page.locator(".notice")).to_contain_text("left out")
    else:
        assert page.locator(".notice").count() == 0
    for key, wanted in case.get("kept", {}).items():
        found = stored(page, key)
        assert {name: found.get(name) for name in wanted} == versions(page, wanted), key
    for key in case.get("gone", []):
        assert stored(page, key) is None, key


@pytest.mark.parametrize("path", [*PAGES.values(), "cy/index.html"])
def test_a_bad_address_is_told_on_every_page(disk: Callable[[str], Page], path: str) -> None:
    page = disk(path + "#&s=nonsense")
    expect(page.locator(".notice")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\.html$"))
