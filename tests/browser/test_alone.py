"""Each kind of exercise alone on its page: a page gets only the scripts that its kinds need, which must be enough."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen.parse.kinds import KINDS

COURSE = Path(__file__).parent / "course"
EXERCISE = re.compile(r"^::: ([a-z-]+) ([a-z][a-z0-9-]*).*?^:::$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a page for each kind, holding the first exercise of that kind in the test course."""
    folder = tmp_path_factory.mktemp("alone")
    course = shutil.copytree(COURSE, folder / "content")
    shutil.rmtree(course / "sessions", ignore_errors=True)
    (course / "glossary.toml").unlink(missing_ok=True)
    settings = (course / "course.toml").read_text(encoding="utf-8")
    (course / "course.toml").write_text(re.sub(r"^pages = .*", "", settings, flags=re.MULTILINE), encoding="utf-8")
    for lang in ("cy", "en"):
        pages = [course / lang / "practice" / f"{name}.md" for name in ("everything", "unordered", "own")]
        text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
        for page in pages:
            page.unlink()
        (course / lang / "practice/index.md").write_text("---\ntitle: P\n---\n\nText.\n", encoding="utf-8")
        (course / lang / "index.md").write_text("---\ntitle: H\n---\n\nText.\n", encoding="utf-8")
        kinds = {
            kind: re.sub(r" again=\S+", "", source[0]) for source in EXERCISE.finditer(text) if (kind := source[1])
        }
        assert kinds.keys() == KINDS.keys()
        for kind, source in kinds.items():
            front = f"---\ntitle: {kind}\nslug: {kind}\n---\n\nText.\n\n"
            (course / lang / "practice" / f"x-{kind}.md").write_text(f"{front}{source}\n", encoding="utf-8")
    command = [Path(sys.executable).with_name("sitegen"), "build", "--out", "site"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_each_kind_alone(browser: Browser, alone: Path) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for kind in KINDS:
        found = list(alone.rglob(f"en/**/{kind}.html"))
        assert len(found) == 1, kind
        page.goto(found[0].as_uri())
        root = page.locator("[data-widget]")
        if kind in ("reflect", "reveal"):
            control = root.locator("textarea, summary").first
            control.focus()
            page.keyboard.press("Enter")
        elif kind in ("poll", "place-own"):
            root.locator("input[type=radio]").first.check()
            assert root.locator("[data-action=clear]").is_visible(), kind
        else:
            root.locator("[data-action=check]").click()
            assert root.get_attribute("data-result") == "unanswered", kind
    page.close()
    assert not errors, errors
