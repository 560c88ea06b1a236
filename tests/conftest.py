"""For all tests: options of the test run, and the command as a process, as its users meet it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: The command that this interpreter's environment installed.
COMMAND = Path(sys.executable).with_name("sitegen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` rewrites what is expected in case files by what is found; look at the diff before you keep it."""
    try:
        parser.addoption("--update", action="store_true", help="write what is found into the case files")
    except ValueError:
        # A plugin (syrupy, for one) may have taken the name with the same meaning.
        return


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker. None is a failure, not a skip: these tests must not pass unseen."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
    from browser import find

    path = find()
    if path is None:
        pytest.fail("no browser for the tests: run tools/browser.py, which “make test” does", pytrace=False)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def user_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for compiled templates in place of the user's own."""
    return tmp_path_factory.mktemp("user-cache")


@pytest.fixture
def sitegen(tmp_path: Path, user_cache: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """``sitegen(*arguments, env={…}, **options of subprocess.run)`` runs the command, by default in tmp_path."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"XDG_CACHE_HOME": str(user_cache)} | options.pop("env", {})  # type: ignore[operator]
        settings = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": 120} | options
        command = [COMMAND, *map(str, arguments)]
        done = subprocess.run(command, env=env, check=False, **settings)  # type: ignore[call-overload]
        assert "Traceback" not in (done.stderr or ""), done.stderr
        return done

    return run
