"""A tiny course and the site that it shall be: what is inside ``<main>`` of each page, and the other files as they are.

``--update`` writes what is found; read the diff before you keep it. A file that nobody expects fails, and so does an
expected one that is not there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from sitegen.read.theme import default_theme

TINY = Path(__file__).parents[1] / "cases/tiny"
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
#: Names of the theme's files change with every style: that they are there is tested where they are used.
HASHED = re.compile(r"-[0-9a-f]{10}\.")


def shown(path: Path) -> str:
    """The part of a file that a change of the layout around it leaves alone."""
    text = path.read_text("utf-8")
    found = MAIN.search(text)
    return (found[0] if found else text).rstrip() + "\n"


def test_the_tiny_site(
    tmp_path: Path, sitegen: Callable[..., CompletedProcess[str]], request: pytest.FixtureRequest
) -> None:
    """Three languages, of which the theme knows two: the course brings the third's words (here, English ones)."""
    shutil.copytree(TINY / "content", tmp_path / "content")
    words = tmp_path / "content/theme/locales/ga.po"
    words.parent.mkdir(parents=True)
    shutil.copy(default_theme() / "locales/en.po", words)
    done = sitegen("build", "--out", tmp_path / "site", "--strict")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "site"
    found = {
        path.relative_to(out).as_posix(): shown(path)
        for path in sorted(out.rglob("*"))
        if path.suffix in (".html", ".xml") and ".sitegen" not in path.parts and not HASHED.search(path.name)
    }
    expected = TINY / "expected"
    if request.config.getoption("--update"):
        for old in expected.rglob("*.*"):
            old.unlink()
        for name, text in found.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text, "utf-8")
    wanted = {
        path.relative_to(expected).as_posix(): path.read_text("utf-8") for path in expected.rglob("*") if path.is_file()
    }
    assert found.keys() == wanted.keys()
    for name, text in found.items():
        assert text == wanted[name], name
