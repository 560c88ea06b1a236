"""``sitegen check --fix``: the same ids in all editions, or nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

COURSE = 'id = "prawf"\ntitle = { cy = "Cwrs", en = "Course" }\nlanguages = ["cy", "en"]\nmodules = ["m"]\n'
SCALE = """kind = "set"
[[position]]
id = "a"
key = "to"
cy = "Gwneud i"
en = "Doing to"
[[position]]
id = "b"
key = "with"
cy = "Gwneud gyda"
en = "Doing with"
"""
FRONT = "---\ntitle: {}\n---\n\nA sentence.\n\n"


def course(folder: Path, cy: str | bytes, en: str | bytes | None) -> tuple[Path, Path]:
    """A course with one page; returns its two files."""
    for path, text in {"course.toml": COURSE, "scales/ways.toml": SCALE}.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text, "utf-8")
    files = []
    for lang, title, text in (("cy", "Tudalen", cy), ("en", "Page", en)):
        file = folder / "content" / lang / "m" / "p.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        for index in (folder / "content" / lang / "index.md", file.parent / "index.md"):
            index.write_text(f"---\ntitle: {title}\n---\n\n{title}.\n", "utf-8")
        if text is not None:
            file.write_bytes(text if isinstance(text, bytes) else (FRONT.format(title) + text).encode())
        files.append(file)
    return files[0], files[1]


def one(*options: str, kind: str = "choose-one days") -> str:
    """An exercise with these items."""
    items = "\n".join(f"- {option}\n  > Because {number}." for number, option in enumerate(options))
    return f"::: {kind}\nWhich?\n\n{items}\n:::\n"


def ids(file: Path) -> list[str]:
    """The ids at the ends of lines, in order; "" for items without one."""
    rows = [row for row in file.read_text("utf-8").splitlines() if row.startswith("- ")]
    return [row.rsplit("{#")[-1][0] if "{#" in row else "" for row in rows]


@pytest.mark.parametrize(
    ("cy", "en", "expected"),
    [
        (("", "", ""), ("", "", ""), "abc"),
        ((" {#x}", "", ""), ("", "", " {#c}"), "xyc"),
        (("", "", ""), (" {#b}", "", " {#a}"), "bca"),
        ((" {#a}", "", ""), (" {#a}", "", ""), "abc"),
        ((" {#a}", " {#c}", ""), (" {#a}", " {#c}", ""), "acd"),
        ((" {#z}", "", ""), ("", "", ""), "z01"),
        ((" {#9}", "", ""), ("", "", ""), None),
        ((" {#a}", "", ""), (" {#b}", "", ""), None),
        ((" {#a}", "", ""), ("", " {#a}", ""), None),
        ((" {#A}", "", ""), ("", "", ""), None),
        ((" {#a}", " {#a}", ""), ("", "", ""), None),
        (("", "", ""), ("", ""), None),
    ],
)
def test_ids_are_the_same_or_none(
    sitegen: Run, tmp_path: Path, cy: tuple[str, ...], en: tuple[str, ...], expected: str | None
) -> None:
    """Known ids are kept and carried over; new ones come after the last; a contradiction leaves both files alone."""
    files = course(
        tmp_path,
        one(*(f"[{'x' if n == 0 else ' '}] Dewis {n}{end}" for n, end in enumerate(cy))),
        one(*(f"[{'x' if n == 0 else ' '}] Choice {n}{end}" for n, end in enumerate(en))),
    )
    before = [file.read_bytes() for file in files]
    done = sitegen("check", "--fix")
    if expected is None:
        assert [file.read_bytes() for file in files] == before and done.returncode == 1
        return
    assert [ids(file) for file in files] == [list(expected)] * 2, done.stdout + done.stderr
    assert "Q30" not in done.stderr
    again = [file.read_bytes() for file in files]
    assert "ids written" not in sitegen("check", "--fix").stdout
    assert [file.read_bytes() for file in files] == again


@pytest.mark.parametrize(
    ("cy", "en", "written"),
    [
        (("[x] Un", "[ ] Dau"), ("[ ] One", "[x] Two"), False),
        (("Un", "Dau"), ("[x] One", "[ ] Two"), True),
        (("Un => Gwneud i", "Dau => Gwneud gyda"), ("One => Doing to", "Two => Doing with"), True),
        (("Un => Gwneud i", "Dau => Gwneud gyda"), ("One => Doing with", "Two => Doing to"), False),
        (
            ("Un => Gwneud i | Gwneud gyda", "Dau => Gwneud i"),
            ("One => Doing with | Doing to", "Two => Doing to"),
            True,
        ),
    ],
)
def test_answers_in_another_order_are_not_the_same(
    sitegen: Run, tmp_path: Path, cy: tuple[str, ...], en: tuple[str, ...], written: bool
) -> None:
    """By position alone, ids would put an answer under another option."""
    kind = "sort-into ways by=ways" if "=>" in cy[0] else "choose-one days"
    files = course(tmp_path, one(*cy, kind=kind), one(*en, kind=kind))
    sitegen("check", "--fix")
    assert [ids(file) for file in files] == [["a", "b"] if written else ["", ""]] * 2


def test_other_editions_that_lack_the_exercise(sitegen: Run, tmp_path: Path) -> None:
    """An exercise or a page that is not translated yet gets its ids; the translation takes them over."""
    cy, en = course(tmp_path, one("[x] Un", "[ ] Dau"), "Nothing here.\n")
    sitegen("check", "--fix")
    assert ids(cy) == ["a", "b"] and ids(en) == []
    other = course(tmp_path, one("[x] Un", "[ ] Dau"), one("[x] One", "[ ] Two", kind="choose-many days"))
    sitegen("check", "--fix")
    assert [ids(file) for file in other] == [["", ""]] * 2


def test_only_the_ends_of_these_lines_change(sitegen: Run, tmp_path: Path) -> None:
    """Byte order mark, line ends, blanks, permissions and links stay."""
    text = (
        "\ufeff---\r\ntitle: Tudalen\r\n---\r\n\r\nBrawddeg\u2028arall.  \r\n\r\n"
        "- {#not} an exercise\r\n\r\n"
        "::: sort-into ways by=ways\r\nPa un?\r\n\r\n"
        "* Testun hir\r\n  dros ddwy linell => Gwneud i  \r\n  > Adborth.\r\n"
        "* `=> {#x}` a mwy => Gwneud gyda\r\n\r\n"
        "* Trydydd => Gwneud i\t\r\n:::\r\n\r\nDiwedd, heb linell newydd"
    )
    cy, en = course(tmp_path, text.encode(), None)
    en.unlink(missing_ok=True)
    real = tmp_path / "content/real.md"
    cy.rename(real)
    real.chmod(0o640)
    cy.symlink_to(real)
    done = sitegen("check", "--fix")
    expected = (
        text.replace("Gwneud i  \r", "Gwneud i {#a}  \r")
        .replace("Gwneud gyda\r", "Gwneud gyda {#b}\r")
        .replace("Gwneud i\t\r", "Gwneud i {#c}\t\r")
    )
    assert real.read_bytes() == expected.encode(), done.stdout + done.stderr
    assert cy.is_symlink() and real.stat().st_mode & 0o777 == 0o640
    assert "content/cy/m/p.md: 3 ids written" in done.stdout
    assert not [path for path in (tmp_path / "content").rglob("*") if path.name.startswith(".")]


def test_lone_carriage_returns(sitegen: Run, tmp_path: Path) -> None:
    """Files of very old machines."""
    text = (FRONT.format("P") + one("[x] One", "[ ] Two")).replace("\n", "\r")
    _, en = course(tmp_path, text.encode(), text.replace("One", "Only").encode())
    sitegen("check", "--fix")
    assert en.read_bytes().count(b" {#a}\r") == 1 and b"\n" not in en.read_bytes()


def test_a_course_that_cannot_be_read(sitegen: Run, tmp_path: Path) -> None:
    """The diagnostics say why; nothing is touched, nothing breaks."""
    cy, _ = course(tmp_path, one("[x] Un", "[ ] Dau"), "\xff".encode("latin-1"))
    before = cy.read_bytes()
    assert "F51" in sitegen("check", "--fix").stderr and cy.read_bytes() == before
    (tmp_path / "content/course.toml").write_text("[[[", "utf-8")
    assert "C02" in sitegen("check", "--fix").stderr and cy.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_not_be_written(sitegen: Run, tmp_path: Path) -> None:
    """One line, and the machine's exit status."""
    cy, _ = course(tmp_path, one("[x] Un", "[ ] Dau"), None)
    cy.parent.chmod(0o500)
    done = sitegen("check", "--fix")
    cy.parent.chmod(0o700)
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 1
