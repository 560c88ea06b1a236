"""Every save is shown, once, after it stands in the site."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable

import pytest
from serving import COURSE, PAGE, PAGES, Browser, Served

Serve = Callable[..., Served]


def test_each_of_four_quick_saves_is_told_after_its_commit(serve: Serve) -> None:
    """livereload drops a second reload within three seconds."""
    server = serve()
    browser = Browser(server.port)
    page = server.content / "en/one/page.md"
    for number in range(4):
        page.write_text(PAGES["en/one/page.md"] + f"\nSave {number}.\n", "utf-8")
        assert not browser.message()["styles"]
        assert f"Save {number}." in server.get(PAGE).text
        time.sleep(0.15)


def test_a_burst_is_one_build_and_perhaps_one_more(serve: Serve) -> None:
    """Fifty files at once, as a checkout writes them."""
    more = {f"{lang}/one/p{n:02d}.md": f"---\ntitle: P{n}\n---\n\nText.\n" for n in range(25) for lang in ("cy", "en")}
    server = serve(more=more)
    browser = Browser(server.port)
    before = server.builds()
    for path, text in more.items():
        (server.content / path).write_text(text.replace("Text.", "New text."), "utf-8")
    server.shows("en/one/p24.html", "New text.")
    server.shows("cy/one/p24.html", "New text.")
    assert browser.message()
    time.sleep(0.5)
    assert 1 <= server.builds() - before <= 2, server.output()


def test_saves_as_editors_make_them(serve: Serve) -> None:
    """Written beside and renamed over; the old one moved away first; emptied, then filled; with an old date."""
    server = serve()
    page = server.content / "en/one/page.md"
    text = PAGES["en/one/page.md"]
    beside = page.with_name(".page.md.tmp")
    beside.write_text(text + "\nAtomic.\n", "utf-8")
    os.replace(beside, page)
    server.shows(PAGE, "Atomic.")
    os.replace(page, page.with_name("page.md~"))
    page.write_text(text + "\nLike vim.\n", "utf-8")
    server.shows(PAGE, "Like vim.")
    with page.open("w", encoding="utf-8") as file:
        file.flush()
        time.sleep(0.04)
        file.write(text + "\nIn halves.\n")
    server.shows(PAGE, "In halves.")
    beside.write_text(text + "\nFrom long ago.\n", "utf-8")
    os.utime(beside, (1_000_000_000, 1_000_000_000))
    os.replace(beside, page)
    server.shows(PAGE, "From long ago.")


def test_pages_that_come_go_and_move(serve: Serve) -> None:
    """New, renamed, a whole folder moved in, a file that turns into a folder."""
    server = serve()
    new = server.content / "en/one/new.md"
    new.write_text("---\ntitle: New\n---\n\nHere.\n", "utf-8")
    server.shows("en/one/new.html", "Here.")
    new.rename(new.with_name("newer.md"))
    server.shows("en/one/newer.html", "Here.")
    assert server.get("en/one/new.html").status == 404
    folder = server.folder / "notes"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/far.md").write_text("---\ntitle: Far\n---\n\nFar away.\n", "utf-8")
    folder.rename(server.content / "en/notes")
    server.wait_for(r"files?: |far\.md: ")
    end = time.monotonic() + 10
    while not any("Far away." in path.read_text("utf-8") for path in (server.folder / "build/site").rglob("*.html")):
        assert time.monotonic() < end, server.output()
        time.sleep(0.05)


def test_a_style_sheet_is_shown_without_a_reload(serve: Serve) -> None:
    """First the sheet, under the name that it will have; after the commit, the pages that name it."""
    server = serve(more={"theme/assets/css/base.css": "body { color: #111; }\n"})
    browser = Browser(server.port)
    old = _sheet(server)
    (server.content / "theme/assets/css/base.css").write_text("body { color: #222; }\n", "utf-8")
    first = browser.message()
    shown = next(path for path in first["styles"] if path.startswith("assets/site-"))
    assert first["generation"] == "" and shown != old and "#222" in server.get(shown).text
    then = browser.message()
    assert then["generation"] and shown in then["styles"]
    assert _sheet(server) == shown and (server.folder / "build/site" / shown).exists()
    assert browser.nothing()


def _sheet(server: Served) -> str:
    found = re.search(r"assets/site-[0-9a-f]{10}\.css", server.get(PAGE).text)
    assert found
    return found[0]


def test_a_page_loaded_before_a_build_learns_of_it(serve: Serve) -> None:
    """Between its loading and its socket, a build may have been done."""
    server = serve()
    found = re.search(r'data-generation="([^"]+)"', server.get(PAGE).text)
    assert found
    assert Browser(server.port, found[1]).nothing()
    (server.content / "en/one/page.md").write_text(PAGES["en/one/page.md"] + "\nMore.\n", "utf-8")
    server.shows(PAGE, "More.")
    assert Browser(server.port, found[1]).message()["command"] == "reload"


@pytest.mark.parametrize("polling", [False, True])
def test_the_course_folder_goes_and_comes_back(serve: Serve, polling: bool) -> None:
    """Deleted, written again, moved away, another one moved in; also where the system reports no changes."""
    server = serve(env={"WATCHFILES_FORCE_POLLING": "1"} if polling else {})
    aside = server.folder / "aside"
    shutil.copytree(server.content, aside)
    shutil.rmtree(server.content)
    server.shows(PAGE, "data-sitegen-failure")
    shutil.copytree(aside, server.content)
    server.shows(PAGE, "data-sitegen-failure", absent=True)
    for number in (1, 2):
        (server.content / "en/one/page.md").write_text(PAGES["en/one/page.md"] + f"\nAgain {number}.\n", "utf-8")
        server.shows(PAGE, f"Again {number}.")
    (aside / "en/one/page.md").write_text(PAGES["en/one/page.md"] + "\nThe other one.\n", "utf-8")
    server.content.rename(server.folder / "gone")
    aside.rename(server.content)
    server.shows(PAGE, "The other one.")
    (server.content / "course.toml").write_text(COURSE.replace("A test course", "Renamed"), "utf-8")
    server.shows(PAGE, "Renamed")


def test_links_in_a_ring_and_files_that_are_not_pages(serve: Serve) -> None:
    """Links that lead to themselves neither hang the watcher nor the build; hidden files wake nobody."""
    server = serve()
    (server.content / "media").mkdir()
    (server.content / "media/a").symlink_to(server.content / "media")
    (server.content / "media/b").symlink_to("b")
    (server.content / "en/one/page.md").write_text(PAGES["en/one/page.md"] + "\nStill here.\n", "utf-8")
    server.shows(PAGE, "Still here.")
    time.sleep(0.3)
    before = server.builds()
    for name in (".hidden", "4913", "x.md~", ".page.md.swp"):
        (server.content / "en" / name).write_text("x", "utf-8")
    time.sleep(0.4)
    assert server.builds() == before


def test_a_site_that_was_deleted_is_built_again(serve: Serve) -> None:
    """A request that finds nothing asks for it."""
    server = serve()
    shutil.rmtree(server.folder / "build")
    assert server.get(PAGE).status == 404
    server.shows(PAGE, "A sentence.")
