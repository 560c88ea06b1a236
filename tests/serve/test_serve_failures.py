"""What is wrong is said in the page and in the terminal in the same words, and goes away when it is mended."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from serving import COURSE, PAGE, PAGES, Browser, Served

Serve = Callable[..., Served]
MARK = "data-sitegen-failure"


def shown(page: str) -> str:
    """What the message over a page says."""
    found = re.search(r'<pre lang="en"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert found, page
    return html.unescape(found[1])


def test_the_message_speaks_the_page_s_language_and_says_what_the_terminal_says(serve: Serve) -> None:
    """The frame is in the page's language; the text is that of ``sitegen check``."""
    server = serve()
    browser = Browser(server.port)
    before = (server.folder / "build/site/cy/index.html").read_bytes()
    (server.content / "en/one/page.md").write_text("---\ntitle: A <page>\n---\n\n[broken](nowhere.md)\n", "utf-8")
    assert browser.message()["styles"] == []
    english, welsh = server.get(PAGE).text, server.get("cy/index.html").text
    assert "The course could not be built" in english and "Nid oedd modd adeiladu’r cwrs" in welsh
    assert 'role="alert" lang="en"' in english and 'role="alert" lang="cy"' in welsh
    assert "nowhere.md" in shown(english) and shown(english) == shown(welsh)
    assert shown(english) in server.output()
    assert "Croeso" in welsh and (server.folder / "build/site/cy/index.html").read_bytes() == before
    assert MARK in server.get("nowhere.html").text
    (server.content / "en/one/page.md").write_text(PAGES["en/one/page.md"], "utf-8")
    assert browser.message()
    assert MARK not in server.get(PAGE).text + server.get("cy/index.html").text


def test_a_first_build_that_fails_has_a_page_of_its_own(serve: Serve, tmp_path: Path) -> None:
    """Whatever the address; in the address's language, else in the browser's."""
    server = serve(more={"course.toml": "title = \n"})
    for path in ("", "en/one/page.html", "anything"):
        answer = server.get(path)
        assert answer.status == 404 and "content/course.toml:1" in shown(answer.text)
        assert 'src="/livereload.js"' in answer.text
    assert "Nothing has been built yet" in server.get("en/").text
    assert "Nid oes dim wedi’i adeiladu eto" in server.get("", headers={"Accept-Language": "cy-GB, en;q=0.5"}).text
    assert not list((tmp_path / "build/site").rglob("*.html"))
    (server.content / "course.toml").write_text(COURSE, "utf-8")
    server.shows("en/index.html", "Welcome.")


def test_broken_settings_are_mended(serve: Serve) -> None:
    """The last good site stays under the message."""
    server = serve()
    (server.content / "course.toml").write_text(COURSE + "[broken\n", "utf-8")
    assert "A sentence." in server.shows(PAGE, MARK)
    assert server.get("404-please").status == 404
    (server.content / "course.toml").write_text(COURSE, "utf-8")
    server.shows(PAGE, MARK, absent=True)


def test_a_broken_template_and_a_broken_catalogue(serve: Serve) -> None:
    """The overlay needs neither; words that are not to be had are English, and said to be."""
    server = serve()
    theme = server.content / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates/page.html").write_text("{% if %}\n", "utf-8")
    assert "content/theme/templates/page.html:1" in shown(server.shows(PAGE, MARK))
    (theme / "locales").mkdir()
    (theme / "locales/cy.po").write_text("this is no catalogue\n", "utf-8")
    (server.content / "cy/index.md").write_text("---\ntitle: x\n---\n\n[a](b.md)\n", "utf-8")
    assert "cy.po" in shown(server.shows("cy/index.html", "cy.po"))
    assert 'role="alert" lang="en"' in server.get("cy/index.html").text
    shutil.rmtree(theme)
    (server.content / "cy/index.md").write_text(PAGES["cy/index.md"], "utf-8")
    server.shows("cy/index.html", MARK, absent=True)


def test_a_site_that_another_build_holds_and_a_site_in_the_way(serve: Serve) -> None:
    """What passes is tried again without a save."""
    server = serve()
    site = server.folder / "build/site"
    aside = server.folder / "build/aside"
    site.rename(aside)
    site.write_text("in the way")
    (server.content / "en/one/page.md").write_text(PAGES["en/one/page.md"] + "\nLater.\n", "utf-8")
    server.shows(PAGE, "build/site is not a folder")
    site.unlink()
    aside.rename(site)
    server.shows(PAGE, "Later.")
    server.shows(PAGE, MARK, absent=True)


def test_a_fault_of_our_own_is_shown_and_survived(serve: Serve, tmp_path: Path) -> None:
    """The traceback's last line in the page, all of it in the terminal."""
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import os, sitegen.build as build\n"
        "real = build.scan\n"
        "def scan(*arguments, **rest):\n"
        "    if os.path.exists('fault'):\n"
        "        raise ZeroDivisionError('a fault <for> the test')\n"
        "    return real(*arguments, **rest)\n"
        "build.scan = scan\n"
    )
    server = serve(env={"PYTHONPATH": str(hook)})
    (tmp_path / "fault").touch()
    page = server.content / "en/one/page.md"
    page.write_text(PAGES["en/one/page.md"] + "\nAfter.\n", "utf-8")
    assert "ZeroDivisionError: a fault <for> the test" in shown(server.shows(PAGE, MARK))
    assert "Traceback" in server.output()
    (tmp_path / "fault").unlink()
    page.write_text(PAGES["en/one/page.md"] + "\nAfter all.\n", "utf-8")
    server.shows(PAGE, "After all.")
    server.shows(PAGE, MARK, absent=True)
