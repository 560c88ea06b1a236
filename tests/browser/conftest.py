"""A small course with every kind of exercise, built and served once, and one Chromium for all browser tests."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
COURSE = Path(__file__).parent / "course"

# Other work may fill the machine: waiting longer costs nothing where a test passes.
expect.set_options(timeout=15_000)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's website, built by the real command in a process of its own."""
    out = tmp_path_factory.mktemp("course") / "site"
    shutil.copytree(COURSE, out.parent / "content")
    command = [sys.executable, "-c", "import sys; from sitegen.cli import main; sys.exit(main())", "build"]
    done = subprocess.run(
        [*command, "--course", "content", "--out", str(out)],
        cwd=out.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address of the served website, ending in "/"."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(built)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Page]:
    """A page shared by the tests that need no special one: a new one for each test would cost most of the time."""
    context = browser.new_context(**DESKTOP)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(browser: Browser, desk: Page, site: str) -> Iterator[Callable[..., Page]]:
    """``visit(address, **context options)`` opens a page with nothing stored; errors on its console fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def uncaught(error: Error) -> None:
        errors.append(str(error))

    def logged(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def open_page(address: str, **options: Any) -> Page:
        page = desk
        if options:
            contexts.append(browser.new_context(**DESKTOP | options))
            page = contexts[-1].new_page()
            page.set_default_timeout(15_000)
        else:
            page.goto("about:blank")
            where = {"origin": site.rstrip("/"), "storageTypes": "local_storage"}
            page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", where)
        page.on("pageerror", uncaught)
        page.on("console", logged)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    with suppress(KeyError):
        desk.remove_listener("pageerror", uncaught)
        desk.remove_listener("console", logged)
    desk.emulate_media(media="screen")
    assert not errors, errors


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """After test_kinds.py: kinds of exercise and the states that were seen, as a table."""
    reports = terminalreporter.getreports("passed")
    rows = [json.loads(value) for report in reports for name, value in report.user_properties if name == "kind"]
    states = list(dict.fromkeys(state for _, seen in rows for state in seen))
    if rows:
        terminalreporter.section("kinds × states, in both languages")
    for kind, seen in sorted(rows):
        marks = " · ".join(state for state in states if state in seen)
        terminalreporter.write_line(f"{kind:12} {len(seen):2}  {marks}")
