"""A trainer's pack in a browser, opened from a disk: free of axe's violations, fit for a phone and for the printer."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from answering import AXE, RULES
from playwright.sync_api import Browser, Page

COURSE = Path(__file__).parent / "course"
PARTS = ("agenda", "run-sheet", "worksheets", "answer-key", "handouts", "cards", "wall")
EVERY = ["index", "agenda-cy-en", *(f"{part}-{lang}" for part in PARTS for lang in ("cy", "en"))]
KINDS = {
    "choose-one",
    "choose-many",
    "sort-into",
    "place",
    "place-own",
    "grid",
    "spot",
    "order",
    "reflect",
    "reveal",
    "poll",
}


def made(folder: Path) -> Path:
    """The folder of the pack of the plan ``trial`` in ``folder/content``, made by the real command."""
    command = [sys.executable, "-c", "import sys; from sitegen.cli import main; sys.exit(main())", "pack", "trial"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build/packs/trial"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of the test course's session."""
    folder = tmp_path_factory.mktemp("pack")
    shutil.copytree(COURSE, folder / "content")
    return made(folder)


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page whose own policy does not keep axe out, shared by this module's tests."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def show(page: Page, packed: Path, name: str, width: int = 1280) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((packed / f"{name}.html").as_uri())
    return page


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("name", EVERY)
def test_every_page_is_accessible_and_fits(packed: Path, sheet: Page, name: str) -> None:
    """On a desk and on a phone, in light and dark: no violation, nothing to scroll sideways, styles are there."""
    for scheme, width in (("light", 1280), ("dark", 320)):
        sheet.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        show(sheet, packed, name, width)
        assert violations(sheet) == [], scheme
        assert sheet.evaluate("document.documentElement.scrollWidth") <= width, scheme
    assert sheet.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    sheet.emulate_media(color_scheme="light")


def test_its_own_policy_lets_the_styles_in(packed: Path, browser: Browser) -> None:
    """Without bypassing the policy, from a disk: no error on the console, and the way to every page."""
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((packed / "index.html").as_uri())
    found = set(page.eval_on_selector_all("a", "links => links.map(a => a.getAttribute('href'))"))
    assert found == {f"{name}.html" for name in EVERY} - {"index.html"}
    for name in EVERY:
        page.goto((packed / f"{name}.html").as_uri())
        assert page.locator("h1").count() == 1
        lang = "cy" if name in ("agenda-cy-en", "index") else name[-2:]
        assert page.get_attribute("html", "lang") == lang
    context.close()
    assert errors == []


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_every_kind_has_its_form_on_paper(packed: Path, sheet: Page, lang: str) -> None:
    show(sheet, packed, f"worksheets-{lang}")
    assert set(sheet.eval_on_selector_all("[data-kind]", "all => all.map(e => e.dataset.kind)")) == KINDS
    ids = sheet.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert sheet.locator("select, button, [role=status], details:not([open])").count() == 0
    for kind in ("sort-into", "grid", "order"):
        boxes = sheet.locator(f"[data-kind={kind}] input[type=text]")
        assert boxes.count() >= 4
        for box in boxes.all():
            assert box.evaluate("e => e.labels.length > 0 || e.hasAttribute('aria-labelledby')")
    assert sheet.locator("input:checked").count() == 0
    assert sheet.eval_on_selector_all("input[type=text], textarea", "all => all.every(e => e.value === '')")


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_the_key_answers_the_worksheets(packed: Path, sheet: Page, lang: str) -> None:
    """The same numbers and letters: what the key calls B stands at B on the sheet."""
    show(sheet, packed, f"worksheets-{lang}")
    asked = sheet.eval_on_selector_all(".ex", "all => all.map(e => [e.querySelector('.ex-number').textContent, e.id])")
    lettered = sheet.eval_on_selector_all(
        "[data-kind=choose-one] label, [data-kind=choose-many] label, [data-kind=order] label",
        "all => all.map(e => e.textContent.replace(/\\s+/g, ' ').trim())",
    )
    places = sheet.eval_on_selector_all(
        "[data-kind=sort-into] .ex-choices li, [data-kind=grid] .ex-choices li",
        "all => all.map(e => [...e.querySelectorAll('b')].map(b => b.textContent).join(' '))",
    )
    show(sheet, packed, f"answer-key-{lang}")
    keyed = sheet.eval_on_selector_all(".ex", "all => all.map(e => [e.querySelector('.ex-number').textContent, e.id])")
    numbers = {number: name.partition(".")[2] for number, name in asked}
    assert {number: name.partition(".")[2] for number, name in keyed}.items() <= numbers.items()
    assert len(keyed) == 7, "judged exercises, none of the others has a comment"
    answers = sheet.eval_on_selector_all(
        ".ex-answers p:first-child:has(.ex-letter), .ex-answers li:has(> .ex-letter)",
        "all => all.map(e => e.textContent.replace(/\\s+/g, ' ').trim())",
    )
    assert set(answers) == set(lettered)
    given = " ".join(sheet.locator(".ex-key").all_text_contents())
    assert set(re.findall(r"\b[A-F] [A-ZY][\w’-]+", given)) <= {" ".join(x.split()[:2]) for x in places}


def test_numbers_are_the_same_in_all_languages(packed: Path, sheet: Page) -> None:
    found = []
    for lang in ("cy", "en"):
        show(sheet, packed, f"answer-key-{lang}")
        found.append(sheet.eval_on_selector_all("[id], .ex-letter", "all => all.map(e => e.id || e.textContent)"))
    assert found[0] == found[1]


def printed(page: Page) -> list[tuple[float, float]]:
    """Width and height of each printed page, in points."""
    data = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", data)
    return [(float(width), float(height)) for width, height in boxes]


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_the_wall_is_one_landscape_page_a_position(packed: Path, sheet: Page, lang: str) -> None:
    show(sheet, packed, f"wall-{lang}")
    pages = printed(sheet)
    assert len(pages) == sheet.locator(".wall-page").count() == 6
    assert all(width > height for width, height in pages)
    sheet.set_viewport_size({"width": 1010, "height": 700})
    sheet.emulate_media(media="print")
    wide = sheet.eval_on_selector_all(".wall-label", "all => all.some(e => e.scrollWidth > e.clientWidth)")
    sheet.emulate_media(media="null")
    assert not wide


@pytest.mark.parametrize(("name", "most"), [("agenda-cy", 1), ("agenda-cy-en", 1), ("run-sheet-en", 2), ("index", 2)])
def test_few_pages_of_paper(packed: Path, sheet: Page, name: str, most: int) -> None:
    pages = printed(show(sheet, packed, name))
    assert 1 <= len(pages) <= most
    assert all(height > width for width, height in pages)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a full morning: sixteen items, titles of two lines, notes of more than half a page."""
    folder = tmp_path_factory.mktemp("full")
    shutil.copytree(COURSE, folder / "content")
    for lang in ("cy", "en"):
        page = folder / "content" / lang / "practice/index.md"
        text = page.read_text("utf-8")
        notes = "One two three four five six. " * 130
        page.write_text(text.replace("::: facilitator\n", f"::: facilitator\n{notes}\n\n", 1), "utf-8")
    names = "Ble mae cyd-gynhyrchu’n gweddu i’ch gwaith chi?", "Where does co-production fit with your work?"
    title = '{{ cy = "{}", en = "{}" }}'.format(*names)
    items = [f'[[item]]\nuse = "neighbours"\ntitle = {title}\nminutes = 5\n'] * 4
    items += [f"[[item]]\ntitle = {title}\nminutes = 5\n"] * 12
    plan = folder / "content/sessions/trial.toml"
    plan.write_text(plan.read_text("utf-8").partition("[[item]]")[0] + "\n".join(items), "utf-8")
    return made(folder)


def test_a_full_agenda_in_two_languages_is_one_page(full: Path, sheet: Page) -> None:
    assert show(sheet, full, "agenda-cy-en").locator("tbody tr").count() == 16 + 1
    assert len(printed(sheet)) == 1


def test_long_notes_leave_no_page_half_white(full: Path, sheet: Page) -> None:
    """They take the paper that their length takes, and the head of an item stays with what follows it."""
    show(sheet, full, "run-sheet-en", 673)
    sheet.emulate_media(media="print")
    height = sheet.evaluate("document.querySelector('main').getBoundingClientRect().height")
    heads = sheet.eval_on_selector_all(".item-facts:has(+ *)", "all => all.map(e => getComputedStyle(e).breakAfter)")
    sheet.emulate_media(media="null")
    assert len(printed(sheet)) <= height / (264 * 96 / 25.4) + 1.2
    assert heads == ["avoid"] * 4


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_handouts_leave_room_to_write(packed: Path, sheet: Page, lang: str) -> None:
    """On paper, an empty cell has its share of the page's width and room for two lines by hand."""
    show(sheet, packed, f"handouts-{lang}", 673)
    sheet.emulate_media(media="print")
    boxes = sheet.eval_on_selector_all(
        ".handout td:empty",
        "all => all.map(e => [e.clientWidth / e.closest('main').clientWidth, e.clientHeight * 25.4 / 96])",
    )
    sheet.emulate_media(media="null")
    assert len(boxes) == 2
    assert all(width > 0.45 and height > 13 for width, height in boxes), boxes


def test_on_paper_answers_are_in_the_key_alone(packed: Path, sheet: Page) -> None:
    """The key's answers are printed, though the website's are not; navigation is not."""
    show(sheet, packed, "answer-key-en")
    sheet.emulate_media(media="print")
    assert sheet.locator(".ex-answers").first.is_visible() and not sheet.locator(".pack-nav").is_visible()
    sheet.emulate_media(media="null")


def test_cards_for_everything_that_is_laid_out(packed: Path, sheet: Page) -> None:
    """Headers with the letters of the worksheets, then an item a card; 4.2 is the second item of exercise 4."""
    show(sheet, packed, "cards-en")
    assert sheet.locator(".card-header .card-number").all_text_contents() == list("ABCDEF")
    items = sheet.locator(".card:not(.card-header) .card-number").all_text_contents()
    assert items == ["4.1", "4.2", "4.3", "4.4", "4.5", "7.A", "7.B", "7.C", "7.D"]


def test_handouts_have_their_own_words_alone(packed: Path, sheet: Page) -> None:
    text = show(sheet, packed, "handouts-cy").locator("main").inner_text()
    assert "I fynd adref" in text and "Siaradwch" not in text and "CYFARWYDDYD" not in text
