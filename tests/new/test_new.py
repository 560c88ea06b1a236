"""``sitegen new`` as a process: what it makes passes the strictest check, and what was there stays."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("languages", ["cy,en", "en,cy", "cy", "en"])
def test_a_new_course_has_nothing_wrong(sitegen: Run, tmp_path: Path, languages: str) -> None:
    """In Welsh and English, in either order, or in one of them; with a module and a page more, too."""
    done = sitegen("new", "course", "Fy Nghwrs", "--languages", languages)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "Fy Nghwrs"
    assert "build/" in (folder / ".gitignore").read_text() and (folder / "README.md").exists()
    settings = tomllib.loads((folder / "content/course.toml").read_text("utf-8"))
    assert settings["id"] == "fy-nghwrs" and settings["languages"] == languages.split(",")
    for step in ("module second", "page second/one", "page first-steps/2-more", "module fn", "page fn/one"):
        assert sitegen("new", *step.split(), cwd=folder).returncode == 0
    checked = sitegen("check", "--strict", cwd=folder)
    assert checked.returncode == 0, checked.stderr
    built = sitegen("build", "--strict", cwd=folder)
    assert built.returncode == 0, built.stderr
    for lang in languages.split(","):
        assert len(list((folder / "content" / lang).rglob("*.md"))) == 8
        title = {"cy": "Sut y mae tudalennau’n gweithio", "en": "How pages work"}[lang]
        assert any(title in page.read_text("utf-8") for page in (folder / "build/site" / lang).rglob("*.html"))


def test_other_languages_get_marked_english(sitegen: Run, tmp_path: Path) -> None:
    """The course works at once; everything that has to be translated says so."""
    done = sitegen("new", "course", ".", "--languages", "br,cy,pt-BR")
    assert done.returncode == 0 and "The texts in br, pt-BR are English" in done.stdout and "cd " not in done.stdout
    page = (tmp_path / "content/br/first-steps/how-pages-work.md").read_text("utf-8")
    assert 'title: "[br] How pages work"' in page and "content/br/" in page and "::: note lang=en" in page
    assert "fuzzy" in (tmp_path / "content/theme/locales/pt-BR.po").read_text("utf-8")
    built = sitegen("build")
    assert built.returncode == 0, built.stderr
    assert "T09" in built.stderr and "error" not in built.stderr
    assert "are English" in sitegen("new", "page", "first-steps/x").stdout


def test_nothing_is_overwritten(sitegen: Run, tmp_path: Path) -> None:
    """Wherever something stands in the way: one line, status 2, and not a byte changed."""
    assert sitegen("new", "course", "c").returncode == 0
    folder = tmp_path / "c"
    (folder / "content/cy/first-steps/half.md").write_text("mine")
    (folder / "content/en/odd").mkdir()
    (tmp_path / "file").write_text("mine")
    before = contents(tmp_path)
    for where, *step in (
        (tmp_path, "course", "c"),
        (tmp_path, "course", "file"),
        (folder, "module", "first-steps"),
        (folder, "module", "odd"),
        (folder, "page", "first-steps/half"),
        (folder, "page", "first-steps/how-pages-work"),
        (folder, "page", "first-steps/how-pages-work.md"),
        (folder, "page", "first-steps/index"),
        (folder, "page", "nowhere/x"),
        (folder, "page", "x"),
        (folder, "page", "first-steps/a/b"),
        (folder, "page", "first-steps/"),
        (folder, "page", "../x"),
        (folder, "module", "../x"),
        (folder, "module", "Tŷ Mawr"),
        (folder, "module", "a_b"),
        (folder, "module", ""),
        (folder, "module", "x" * 100),
        (folder, "module", "con"),
        (folder, "page", "first-steps/lpt1"),
        (tmp_path, "module", "x"),
        (tmp_path, "course", "d", "--languages", "cy,english!"),
        (tmp_path, "course", "d", "--languages", ","),
    ):
        done = sitegen("new", *step, cwd=where)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, (step, done.stdout, done.stderr)
        assert contents(tmp_path) == before, step
    assert "“ty-mawr”" in sitegen("new", "module", "Tŷ Mawr", cwd=folder).stderr


def test_settings_with_errors(sitegen: Run, tmp_path: Path) -> None:
    """Nothing is made for a course whose languages are not known."""
    assert sitegen("new", "course", ".").returncode == 0
    for data in (b"[[[", b'id = "x"\n', b"\xff"):
        (tmp_path / "content/course.toml").write_bytes(data)
        before = contents(tmp_path)
        done = sitegen("new", "module", "x")
        assert done.returncode == 1 and "sitegen check" in done.stderr and contents(tmp_path) == before


def test_settings_that_cannot_be_edited_safely(sitegen: Run, tmp_path: Path) -> None:
    """The files are made; what to add by hand is said."""
    assert sitegen("new", "course", ".").returncode == 0
    settings = tmp_path / "content/course.toml"
    text = settings.read_text("utf-8").replace("[module.first-steps]\npages = ", "[module]\nfirst-steps.pages = ")
    settings.write_text(text.replace("first-steps.pages", "first-steps = { pages").replace('work"]\n', 'work"] }\n'))
    before = settings.read_bytes()
    done = sitegen("new", "page", "first-steps/x")
    assert done.returncode == 0 and "add “x” to the list “pages”" in done.stderr
    assert settings.read_bytes() == before and (tmp_path / "content/en/first-steps/x.md").exists()
