"""My learning in a browser: what it says of a learner's work, hostile stores and files, printing, taking, erasing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from answering import AXE, RULES
from playwright.sync_api import Page, expect

CASES = Path(__file__).parents[1] / "cases/state"
PAGES = {"en": "en/my-learning.html", "cy": "cy/fy-nysgu.html"}
EXERCISES = {"en": "en/practice/everything.html", "cy": "cy/ymarfer/popeth.html"}
DAY = "2024-03-0{}T12:00:00.000Z"
#: What a learner might have done, by exercise.
DONE: dict[str, dict[str, Any]] = {
    "pick-one": {"a": "a", "r": "wrong", "d": DAY.format(1)},
    "pick-many": {"a": ["a", "b"], "r": "right", "d": DAY.format(2)},
    "sorting": {"a": {"a": "c", "b": "b"}, "r": "partly", "d": DAY.format(3)},
    "spotting": {"a": {"b": ["-"], "c": ["e"]}},
    "gridding": {"a": {"to.0": "o", "to.1": "p"}, "r": "defensible", "d": DAY.format(2)},
    "ordering": {"a": ["a", "b", "c"]},
    "thinking": {"a": "First line.\nÄ second one with <b>signs</b> & more."},
    "own-place": {"a": "b"},
    "own-again": {"a": "d"},
    "hands": {"a": "a", "h": {"a": 3}},
}
Visit = Callable[..., Page]


def put(page: Page, state: dict[str, object]) -> None:
    """Put values into the course's store, as texts or as JSON."""
    texts = {f"trial:{key}": value if isinstance(value, str) else json.dumps(value) for key, value in state.items()}
    page.evaluate("all => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text))", texts)


def stored(page: Page, key: str) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", f"trial:{key}") or "null")


def text_of(given: Any) -> str:
    """A text of the data files: as it is, or built from a part that is repeated."""
    if isinstance(given, dict):
        return str(given["begin"]) + str(given["repeat"]) * int(given["times"]) + str(given["end"])
    return str(given)


def work() -> dict[str, object]:
    state = {f"widget:{name}": {"v": 1, "n": 1, "t": DAY.format(1), **each} for name, each in DONE.items()}
    return {**state, "page:practice/everything": {"v": 1, "t": DAY.format(4)}}


@pytest.fixture
def learner(visit: Visit, site: str) -> Callable[..., Page]:
    """``learner(lang, **options)`` opens My learning of somebody who has done ``DONE``."""

    def open_page(lang: str = "en", **options: Any) -> Page:
        page = visit(site + PAGES[lang], **options)
        put(page, work())
        page.reload()
        return page

    return open_page


def part(page: Page, name: str) -> str:
    return page.locator(f"[data-part={name}]").inner_text()


def test_what_it_says(learner: Callable[..., Page]) -> None:
    page = learner()
    assert "Pages done: 1 of 3" in part(page, "progress") and "Exercises tried: 10 of" in part(page, "progress")
    again = page.locator("[data-part=again] li")
    assert again.count() == 3
    first = again.first.inner_text()
    assert "Partly right. 3 March 2024" in first, "the latest comes first"
    assert again.first.locator("a").get_attribute("href") == "../en/practice/everything.html#sorting"
    assert "Your earlier place:" in part(page, "places") and page.locator(".mine-line .at").count() == 2
    assert "First line.\nÄ second one with <b>signs</b> & more." in part(page, "reflections")
    answers = part(page, "answers")
    assert "Exercise 1" in answers and "None of these" in answers and "First line" not in answers
    assert page.locator("[data-part=answers] ol li").count() == 3, "what was put in order is a list in order"
    page.locator("[data-part=again] a").first.click()
    expect(page).to_have_url(re.compile(r"everything\.html#sorting$"))


def test_the_same_in_welsh(learner: Callable[..., Page]) -> None:
    page = learner("cy")
    assert "Rhannol gywir. 3 Mawrth 2024" in part(page, "again")
    assert "Tudalennau wedi’u cwblhau: 1 o 3" in part(page, "progress")
    english = page.context.new_page()
    english.goto(page.url.replace(PAGES["cy"], PAGES["en"]))
    for name in ("again", "places", "answers"):
        count = "name => document.querySelectorAll(`[data-part=${name}] li`).length"
        assert page.evaluate(count, name) == english.evaluate(count, name) > 0
    english.close()


@pytest.mark.parametrize("lang", PAGES)
def test_nothing_yet(visit: Visit, site: str, lang: str) -> None:
    """Empty lists say what will appear; on a page of exercises nothing is counted."""
    page = visit(site + PAGES[lang])
    assert page.locator("[data-none]:visible").count() == 4
    page.goto(site + EXERCISES[lang])
    expect(page.locator("[data-tried]")).to_be_hidden()
    page.locator("textarea").first.fill("Something.")
    page.locator("textarea").first.blur()
    expect(page.locator("[data-tried]")).to_be_visible()
    page.goto(site + EXERCISES[lang].partition("/")[0] + "/index.html")
    expect(page.locator(".title progress")).to_be_visible()


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_keyboard_and_reflow(learner: Callable[..., Page], lang: str, width: int) -> None:
    page = learner(lang, viewport={"width": width, "height": 800})
    page.locator("[data-do=ask]").click()
    page.evaluate(AXE)
    found: Any = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    assert [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-do=keep]").press("Enter")
    page.locator("h1").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        act = page.evaluate("document.activeElement.dataset.do || document.activeElement.id")
        seen.add(act)
    assert {"print", "page", "data", "choose", "my.name", "record", "ask"} <= seen


def test_without_scripts(visit: Visit, site: str) -> None:
    page = visit(site + PAGES["en"], java_script_enabled=False)
    expect(page.locator("[data-off]")).to_contain_text("needs scripts")
    assert page.locator("button:visible, input:visible, h2:visible").count() == 0


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return [pytest.param(each, id=each["name"]) for each in found]


def unharmed(page: Page) -> None:
    """No script of the data has run, and none of it has become HTML."""
    assert page.title() != "ran"
    assert page.locator("main script, main [onerror], main img").count() == 0


@pytest.mark.parametrize("case", cases("stored"))
def test_hostile_stores(visit: Visit, site: str, case: dict[str, Any]) -> None:
    page = visit(site + PAGES["en"])
    put(page, {key: text_of(text) for key, text in case.get("store", {}).items()})
    foreign = "all => Object.entries(all).forEach(([key, text]) => localStorage.setItem(key, text))"
    page.evaluate(foreign, case.get("foreign", {}))
    # The exercise itself mends what it can; "direct" is for what only this page gets to see.
    before = () if case.get("direct") else (EXERCISES["en"], EXERCISES["cy"], "en/index.html")
    for path in (*before, PAGES["cy"], PAGES["en"]):
        page.goto(site + path)
        expect(page.locator("h1")).to_be_visible()
        unharmed(page)
    told = "could not be read" in page.locator("[data-trouble]").inner_text()
    assert told == case["unread"]
    assert case.get("shows", "") in page.locator("main").inner_text()
    assert "ANOTHER COURSE" not in page.locator("main").inner_text()


def bring(page: Page, text: str) -> str:
    """Bring a file in and return what is said about it."""
    page.locator("[data-brought]").evaluate("each => { each.textContent = ''; }")
    file = {"name": "learning.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("[data-file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator("[data-brought]")).not_to_be_empty()
    return page.locator("[data-brought]").inner_text()


@pytest.mark.parametrize("case", cases("imports"))
def test_imports(visit: Visit, site: str, case: dict[str, Any]) -> None:
    page = visit(site + PAGES["en"])
    put(page, case.get("store", {}))
    page.reload()
    text = json.dumps(case["file"]) if "file" in case else text_of(case["text"])
    assert case["said"] in bring(page, text)
    unharmed(page)
    for key, wanted in case.get("kept", {}).items():
        assert wanted.items() <= stored(page, key).items(), key
    for key in case.get("gone", []):
        assert stored(page, key) is None, key
    assert case.get("shows", "") in page.locator("main").inner_text()


def test_data_goes_to_another_device(learner: Callable[..., Page], browser: Any, site: str) -> None:
    page = learner()
    with page.expect_download() as waiting:
        page.locator("[data-do=data]").click()
    assert waiting.value.suggested_filename.startswith("trial-my-learning-20")
    text = Path(waiting.value.path()).read_text("utf-8")
    assert json.loads(text).keys() == {"sitegen", "course", "made", "state"}
    with browser.new_context() as other:
        there = other.new_page()
        there.goto(site + PAGES["cy"])
        assert f"Ychwanegwyd: {len(DONE) + 1}." in bring(there, text)
        assert f"neu’r un fath: {len(DONE) + 1}." in bring(there, text), "a second time changes nothing"
        assert "Ä second one with <b>signs</b>" in part(there, "reflections")
        assert {name: stored(there, f"widget:{name}")["a"] for name in DONE} == {k: v["a"] for k, v in DONE.items()}


@pytest.mark.parametrize("lang", PAGES)
def test_download_as_a_page(learner: Callable[..., Page], browser: Any, tmp_path: Path, lang: str) -> None:
    """A file of its own: without scripts, links and requests, in the language shown, with every word as text."""
    page = learner(lang)
    with page.expect_download() as waiting:
        page.locator("[data-do=page]").click()
    waiting.value.save_as(tmp_path / "mine.html")
    text = (tmp_path / "mine.html").read_text("utf-8")
    assert text.startswith(f'<!doctype html>\n<html lang="{lang}">') and "<meta charset" in text
    assert "<script" not in text and "href=" not in text and "src=" not in text
    assert "&lt;b&gt;signs&lt;/b&gt; &amp; more." in text
    with browser.new_context() as other:
        alone = other.new_page()
        asked: list[str] = []
        alone.on("request", lambda request: asked.append(request.url))
        alone.goto(f"file://{tmp_path}/mine.html")
        assert asked == [f"file://{tmp_path}/mine.html"]
        assert alone.locator("h2").all_inner_texts() == page.locator("[data-part] h2").all_inner_texts()


def test_print_and_record(learner: Callable[..., Page]) -> None:
    page = learner()
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.locator("[data-do=print]").click()
    assert "print-record" not in page.evaluate("window.printed")
    page.locator("[id='my.name']").fill("Siân <b>Ŵyn</b>")
    page.locator("[data-do=record]").click()
    assert "print-record" in page.evaluate("window.printed")
    assert "print-record" not in page.evaluate("document.body.className")
    record = page.locator("[data-record]").inner_text()
    for words in ("Siân <b>Ŵyn</b>", "Pages done: 1 of 3", "Dates: 4 March 2024 – 4 March 2024", "Made by the learner"):
        assert words in record
    assert "Siân" not in page.evaluate("JSON.stringify(localStorage)"), "the name is kept nowhere"
    page.emulate_media(media="print")
    assert page.locator("[data-part=answers]").is_visible() and not page.locator("[data-do=print]").is_visible()
    assert "Pages done" in part(page, "progress")
    page.evaluate("document.body.classList.add('print-record')")
    assert page.locator("[data-record]").is_visible()
    assert page.locator("main :is(h1, h2, button, [data-part]):visible").count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_erase_asks_first(learner: Callable[..., Page]) -> None:
    page = learner()
    page.evaluate("localStorage.setItem('other:lang', 'en')")
    page.locator("[data-do=ask]").press("Enter")
    expect(page.locator("[data-do=keep]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-gone]")).to_have_text("Nothing has been erased.")
    expect(page.locator("[data-do=ask]")).to_be_focused()
    assert stored(page, "widget:thinking")
    page.keyboard.press("Enter")
    page.locator("[data-do=erase]").click()
    expect(page.locator("[data-gone]")).to_have_text("Everything has been erased.")
    expect(page.locator("[data-do=ask]")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage)") == ["other:lang"], "another course's data is none of ours"
    assert page.locator("[data-none]:visible").count() == 4


#: A store that is full, and one that is forbidden, as in a frame of another site.
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
)


@pytest.mark.parametrize("script", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_what_the_browser_refuses_is_said_once(visit: Visit, site: str, script: str) -> None:
    """And what was entered holds as long as the page is."""
    page = visit("about:blank", locale="en")
    page.add_init_script(script)
    page.goto(site + EXERCISES["en"])
    notice = page.locator(".notice")
    expect(notice).to_have_text("This browser does not keep what you enter. Copy it before you leave the page.")
    for name, value in (("pick-one", "a"), ("placing", "b")):
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    assert notice.count() == 1
    assert page.evaluate("sitegen.store.get('widget:pick-one').a") == "a"
    page.goto(site + PAGES["en"])
    assert bring(page, json.dumps({"sitegen": 1, "course": "trial", "state": work()})).endswith("leave the page.")
    assert "First line." in part(page, "reflections")
