"""Parts that a process cannot show: what pages are dressed with, and what is done when the system has no events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from serving import PAGE, PAGES, write_course

from sitegen.build import Options, build
from sitegen.serve.dress import dress
from sitegen.serve.watch import watch
from sitegen.serve.words import language_of


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<head></head><body>x", "<head>SCRIPT</head><body>x"),
        ("<HEAD></HEAD ><BODY>x", "<HEAD>SCRIPT</HEAD ><BODY>x"),
        ("<!doctype html>\nx", "<!doctype html>SCRIPT\nx"),
        ("x", "SCRIPTx"),
        ("<head></head>" + "x" * 100_000, "<head>SCRIPT</head>" + "x" * 100_000),
    ],
)
def test_every_page_gets_the_script(page: str, expected: str) -> None:
    """In the head, however it is written; at the start where there is none."""
    script = '<script defer src="/livereload.js" data-generation="1"></script>\n'
    assert dress(page.encode(), "1", "h:1").decode() == expected.replace("SCRIPT", script)


def test_the_message_comes_first_in_the_body() -> None:
    """Also behind attributes that hold a bracket."""
    page = dress(b'<head></head><body data-x="a > b">x', "1", "h:1", b"<p>MESSAGE</p>").decode()
    assert '<body data-x="a > b">\n<p>MESSAGE</p>x' in page and 'href="/livereload.css"' in page


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'self'", "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ws://h:1"),
        ("default-src 'none'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src ws://h:1"),
        (
            "script-src 'none'; style-src x; connect-src 'none'",
            "script-src 'self'; style-src x 'self'; connect-src ws://h:1",
        ),
    ],
)
def test_the_policy_allows_what_is_ours_and_no_more(policy: str, expected: str) -> None:
    """Nothing else that it says is lost."""
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><head></head>'
    assert f'content="{expected}"' in dress(page.encode(), "1", "h:1").decode()


def test_pages_not_built_anew_name_the_newest_style_sheet() -> None:
    """As the build will."""
    page = dress(b'<link href="../assets/site-0123456789.css">', "1", "h", styles=("assets/site-abcdefabcd.css",))
    assert b"../assets/site-abcdefabcd.css" in page and b"0123456789" not in page


@pytest.mark.parametrize(
    ("path", "html", "accepted", "expected"),
    [
        ("/en/x.html", b'<html lang="cy">', "cy", "en"),
        ("/x.html", b'<html class=a lang="cy-GB">', "en", "cy"),
        ("/", b"", "fr, en-GB;q=0.5", "en"),
        ("/", b"", "fr", "cy"),
    ],
)
def test_the_language_of_a_page(path: str, html: bytes, accepted: str, expected: str) -> None:
    """The address says it, else the page, else the browser."""
    assert language_of(path, html, accepted, {"cy": {}, "en": {}}) == expected


def test_a_save_right_after_a_build_is_not_taken_for_no_change(tmp_path: Path) -> None:
    """Both within the clock's grain: the stat of neither proves anything."""
    content = write_course(tmp_path)
    options = Options(content, tmp_path / "site", tmp_path / "cache", tmp_path / "code")
    page = content / "en/one/page.md"
    assert build(options).ok
    for number in range(5):
        page.write_text(PAGES["en/one/page.md"] + f"\nQuick {number}.\n", "utf-8")
        assert build(options).ok
        assert f"Quick {number}." in (tmp_path / "site" / PAGE).read_text("utf-8")


@pytest.mark.parametrize("error", [OSError("OS file watch limit reached"), RuntimeError("the watcher broke")])
def test_polls_where_the_system_has_no_events(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    """As in some containers and on network drives."""
    modes: list[Any] = []
    stop = threading.Event()

    def events(*_: object, force_polling: bool | None, **__: object) -> Iterator[set[object]]:
        modes.append(force_polling)
        if not force_polling:
            raise error
        yield {(watchfiles.Change.modified, "page.md")}

    def wake(_: object) -> None:
        stop.set()

    watching: Callable[..., None] = watch
    monkeypatch.setattr(watchfiles, "watch", events)
    watching([tmp_path], wake, lambda: False, stop)
    assert modes == [None, True] and "looking for them instead" in capsys.readouterr().out
