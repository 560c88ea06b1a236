"""``sitegen single``: the whole course as one file, opened from the disk as its reader does."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from answering import AXE
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
COURSE = Path(__file__).parent / "course"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test course with a picture and a file to download, as a single file."""
    folder = tmp_path_factory.mktemp("single")
    course = shutil.copytree(COURSE, folder / "content")
    (course / "media").mkdir()
    (course / "media/plan ŵ.svg").write_text(PICTURE, encoding="utf-8")
    (course / "media/sheet.pdf").write_bytes(b"%PDF-1.4 tiny")
    for lang in ("cy", "en"):
        page = course / lang / "practice/own.md"
        with page.open("a", encoding="utf-8") as file:
            file.write("\n\n![A plan](<../../media/plan ŵ.svg>)\n\n[A sheet](../../media/sheet.pdf)\n")
            file.write("[All kinds](everything.md#key)\n")
    command = Path(sys.executable).with_name("sitegen")
    done = subprocess.run([command, "single"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build/single/trial.html"


@pytest.fixture
def reader(browser: Browser, made: Path) -> Iterator[Callable[..., Page]]:
    """``reader(route)`` opens the file with nothing stored; anything on the console fails the test."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")

    def open_file(route: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(made.as_uri() + route)
        return page

    yield open_file
    context.close()
    assert not errors, errors


def shown(page: Page) -> str:
    """The path of the one page that is to be seen."""
    paths = page.locator(".sheet:visible").evaluate_all("all => all.map(sheet => sheet.dataset.path)")
    assert len(paths) == 1, paths
    return str(paths[0])


def test_chooses_language_first(reader: Callable[..., Page]) -> None:
    page = reader()
    assert shown(page) == ""
    page.locator("a[hreflang=cy]:visible").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    assert shown(page) == "cy/index.html"
    assert page.evaluate("document.activeElement.localName") == "main"
    assert page.title() != ""


def test_switch_keeps_place_and_answer(reader: Callable[..., Page]) -> None:
    page = reader("#/en/practice/everything.html#pick-one")
    exercise = page.locator(".shown [data-widget=pick-one]")
    exercise.locator("[value=b]").check()
    exercise.locator("[data-action=check]").click()
    expect(exercise.get_by_role("status")).to_contain_text("Right")
    switch = page.locator(".shown nav[data-languages] a")
    expect(switch).to_have_attribute("href", re.compile("#pick-one$"))
    # Not with the pointer: the driver may scroll to a sticky element's own place first, as no reader does.
    switch.evaluate("link => link.click()")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    assert shown(page) == "cy/ymarfer/popeth.html"
    assert page.url.endswith("#/cy/ymarfer/popeth.html#pick-one")
    welsh = page.locator(".shown [data-widget=pick-one]")
    expect(welsh).to_be_in_viewport()
    expect(welsh.locator("[value=b]")).to_be_checked()
    expect(welsh).to_have_attribute("data-result", "right")
    expect(welsh.locator(".ex-told")).to_contain_text("Cywir")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".shown [data-widget=pick-one] [value=b]")).to_be_checked()


def test_links_and_history(reader: Callable[..., Page]) -> None:
    page = reader("#/en/practice/own.html")
    page.locator(".shown .prose").get_by_role("link", name="All kinds").click()
    assert shown(page) == "en/practice/everything.html"
    expect(page.locator(".shown [id$='#key']")).to_be_in_viewport()
    page.go_back()
    assert shown(page) == "en/practice/own.html"
    expect(page.get_by_role("link", name="All kinds").locator("visible=true")).to_be_in_viewport()
    page.reload()
    assert shown(page) == "en/practice/own.html"


def test_menu_is_lent(reader: Callable[..., Page]) -> None:
    """The course's menu stands once a folder in the file; each page shows it, with itself marked."""
    page = reader("#/en/practice/own.html")
    menu = page.locator(".shown nav.outline")
    expect(menu).to_be_visible()
    expect(menu.locator("[aria-current=page]")).to_have_attribute("href", "#/en/practice/own.html")


def test_skip_link_stays_on_the_page(reader: Callable[..., Page]) -> None:
    page = reader("#/en/practice/own.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page) == "en/practice/own.html"
    expect(page.locator(".shown main")).to_be_focused()


@pytest.mark.parametrize("route", ["#/en/nowhere.html", "#/", "#%E0%A4%A", "#x", "#/__proto__", "#//a#b#c"])
def test_unknown_routes_lead_to_the_choice(reader: Callable[..., Page], route: str) -> None:
    assert shown(reader(route)) == ""


def test_pictures_and_files_are_inside(reader: Callable[..., Page]) -> None:
    page = reader("#/en/practice/own.html")
    picture = page.locator(".shown img[alt='A plan']")
    assert picture.evaluate("img => [img.naturalWidth, img.src.slice(0, 18)]") == [40, "data:image/svg+xml"]
    link = page.locator(".shown").get_by_role("link", name="A sheet")
    assert (link.get_attribute("href") or "").startswith("data:application/pdf;base64,")


def test_nothing_is_asked_for(browser: Browser, made: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(made.as_uri() + "#/en/practice/everything.html")
    page.wait_for_load_state("networkidle")
    page.close()
    assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == {made.as_uri()}


def test_axe(reader: Callable[..., Page]) -> None:
    page = reader("#/cy/ymarfer/popeth.html")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    problems = [(x["id"], node["html"]) for x in found["violations"] for node in x["nodes"]]
    # For axe, what begins with "#/" is no skip link, so it should stand in a landmark.
    assert not [each for each in problems if each[0] != "region" or 'class="skip"' not in each[1]]


def test_scripts_off(browser: Browser, made: Path) -> None:
    """All pages stand below each other, and links lead to their places."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 700})
    page = context.new_page()
    page.goto(made.as_uri() + "#/en/practice/everything.html#key")
    assert page.locator(".sheet:visible").count() == page.locator(".sheet").count() > 5
    expect(page.locator("[id='/en/practice/everything.html#key']")).to_be_in_viewport()
    expect(page.locator("button:visible")).to_have_count(0)
    context.close()


def test_ids_are_unique_and_links_lead_somewhere(made: Path) -> None:
    text = re.sub(r"<(script|style)>.*?</\1>", "", made.read_text(encoding="utf-8"), flags=re.DOTALL)
    ids = Counter(re.findall(r'<[^>]* id="([^"]*)"', text))
    assert not [name for name, count in ids.items() if count > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        wanted = {each for value in re.findall(rf'<[^>]* {attribute}="([^"]*)"', text) for each in value.split()}
        assert not {each for each in wanted - ids.keys() if not each.endswith(".k")}, attribute
    targets = set(re.findall(r'<a[^>]* href="#([^"]*)"', text))
    assert not targets - ids.keys()


def test_same_bytes_twice(sitegen: Command, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        assert sitegen("single", "--course", COURSE, "--out", name).returncode == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_leaves_other_files_alone(sitegen: Command, tmp_path: Path) -> None:
    (tmp_path / "thesis.html").write_text("Mine.", encoding="utf-8")
    done = sitegen("single", "--course", COURSE, "--out", "thesis.html")
    assert done.returncode == 2
    assert "was not made by" in done.stderr
    assert (tmp_path / "thesis.html").read_text(encoding="utf-8") == "Mine."
    (tmp_path / "folder").mkdir()
    assert sitegen("single", "--course", COURSE, "--out", "folder").returncode == 2
    assert sitegen("single", "--course", COURSE, "--lang", "fr").returncode == 2


def test_errors_keep_the_last_good_file(sitegen: Command, tmp_path: Path) -> None:
    course = shutil.copytree(COURSE, tmp_path / "content")
    assert sitegen("single").returncode == 0
    before = (tmp_path / "build/single/trial.html").read_bytes()
    with (course / "en/index.md").open("a", encoding="utf-8") as page:
        page.write("\n::: nonsense\n:::\n")
    done = sitegen("single")
    assert done.returncode == 1
    assert "B02" in done.stderr
    assert (tmp_path / "build/single/trial.html").read_bytes() == before


def test_one_language(sitegen: Command, tmp_path: Path) -> None:
    assert sitegen("single", "--course", COURSE, "--lang", "en", "--out", "en.html").returncode == 0
    assert 'id="/cy/' not in (tmp_path / "en.html").read_text(encoding="utf-8")


def test_size_of_the_real_course(sitegen: Command, tmp_path: Path) -> None:
    """At most 2.5 MB, and 600 KB compressed."""
    assert sitegen("single", "--course", ROOT / "content", "--out", "all.html").returncode == 0
    data = (tmp_path / "all.html").read_bytes()
    assert len(data) <= 2_500_000
    assert len(gzip.compress(data, 9)) <= 600_000


def test_glossary_is_a_page_like_others(reader: Callable[..., Page]) -> None:
    page = reader("#/en/practice/own.html")
    page.locator(".shown footer").get_by_role("link", name="Glossary").click()
    assert shown(page) == "en/glossary.html"
    page.locator(".shown .letters a", has_text="S").click()
    term = page.locator(".shown .term", has_text="A row of positions.")
    expect(term).to_be_in_viewport()
    term.get_by_role("link", name="power").click()
    assert page.url.endswith("#/en/glossary.html#power")
    page.locator(".shown .term", has_text="The last word.").locator(".leads a").first.click()
    assert page.url.endswith("#/en/practice/everything.html#pick-one")
    assert shown(page) == "en/practice/everything.html"


def test_my_learning_works_here_too(reader: Callable[..., Page], tmp_path: Path) -> None:
    """A name goes on the record, and data can be brought in: ids are others in this file."""
    page = reader("#/cy/fy-nysgu.html")
    mine = page.locator(".sheet:visible [data-learning]")
    mine.get_by_role("textbox").fill("Siân Gwŷdd")
    expect(mine.locator("[data-name]")).to_have_text("Siân Gwŷdd")
    with page.expect_download() as saved:
        mine.locator("[data-do=data]").click()
    saved.value.save_as(tmp_path / "data.json")
    mine.locator("[data-file]").set_input_files(tmp_path / "data.json")
    expect(mine.locator("[data-brought]")).to_contain_text("Ychwanegwyd")
