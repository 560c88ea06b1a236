"""Case files: a small course with something wrong in it, commands as a user gives them, and what comes of them.

A case file is Markdown. Each ``## heading`` begins a case; what stands outside of fences is for people. A fence's info
string says what its text is:

    content/en/index.md           a file of the course, instead of the one in base.md
    remove content/en/index.md    a file or folder that is not there
    link content/en/again         a symbolic link; the text is its target
    bytes content/en/x.md         a file given as a Python string with escapes, one character a byte
    repeat 9 content/en/x.md      a file of the text nine times
    change content/theme/NAME     a file of the theme with text replaced: the old text, a line ``→``, the new one
    sitegen build --strict        a command; the text is its exit status and the problems that it reports
    site cy/index.html            a file of the site after the last command: each line begins with ``+`` for text that
                                  it has, ``-`` for text that it has not; a ``-`` alone means that there is no such file
    same                          the site is that of base.md, byte by byte

``\\uXXXX`` in an info string or in an expected problem stands for that character.

A problem is a line ``SEVERITY CODE PATH[:LINE] [| words of its message or hints] …``; the line is compared where one is
given, ``:*`` stands for any. All problems must be listed, in any order. A command's problems are asked for as JSON.
A command that fails must write nothing, and ``check`` never writes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "sites"
THEME = ROOT / "themes" / "default"
BASE = "base.md"
FENCE = re.compile(r"^(`{3,})([^`\n]+)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"(.*):(\d+|\*)")
ARROW = "\n→\n"


class Block(NamedTuple):
    """A fence: its info string's words and its text."""

    info: tuple[str, ...]
    text: str


class Case(NamedTuple):
    """A heading with its fences. ``name`` is "FILE: HEADING"."""

    name: str
    blocks: tuple[Block, ...]


def blocks_of(text: str) -> tuple[Block, ...]:
    """All fences of a piece of a case file."""
    return tuple(Block(words(found[2]), found[3]) for found in FENCE.finditer(text))


def words(info: str) -> tuple[str, ...]:
    """The words of an info string; a file's name may hold blanks."""
    at = info.find("content/")
    return (*info[:at].split(), unescaped(info[at:].strip())) if at >= 0 else tuple(info.split())


def unescaped(text: str) -> str:
    """Text with its escapes as characters."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def base() -> tuple[Block, ...]:
    """The valid course that every case changes."""
    return blocks_of((CASES / BASE).read_text("utf-8"))


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.md")):
        if path.name == BASE:
            continue
        text = path.read_text("utf-8")
        # A heading inside of a fence is not one of the case file's.
        hidden = FENCE.sub(lambda found: "\n" * found[0].count("\n"), text).split("\n")
        rows = text.split("\n")
        starts = [at for at, row in enumerate(hidden) if row.startswith("## ")] + [len(rows)]
        for first, last in pairwise(starts):
            yield Case(f"{path.stem}: {rows[first][3:].strip()}", blocks_of("\n".join(rows[first:last]) + "\n"))


def put(folder: Path, block: Block) -> None:
    """Do what a fence about a file says."""
    *verb, name = block.info
    path = folder / name
    match verb:
        case ["remove"]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            return
        case ["link"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(block.text.strip())
            return
        case ["bytes"]:
            data = block.text.encode("ascii").decode("unicode_escape").encode("latin-1")
        case ["repeat", times]:
            data = block.text.encode() * int(times)
        case ["change"]:
            whole = (THEME / name.removeprefix("content/theme/")).read_text("utf-8")
            old, new = block.text.removesuffix("\n").split(ARROW)
            assert old in whole, f"the theme has no {old!r}"
            data = whole.replace(old, new).encode()
        case []:
            data = block.text.encode()
        case _:
            raise ValueError(block.info)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def is_file(block: Block) -> bool:
    """Whether a fence is about a file of the course, or (a Python name in it escaped) may be."""
    return block.info[-1].startswith("content/")


def compare(expected: list[str], output: str) -> list[str]:
    """What is not as expected in the problems that a command printed as JSON, for a message."""
    left = json.loads(output)
    wrong = []
    for row in expected:
        found = next((problem for problem in left if matches(unescaped(row), problem)), None)
        if found is None:
            wrong.append(f"missing:    {row}")
        else:
            left.remove(found)
    return wrong + [f"unexpected: {shown(problem)}" for problem in left]


def matches(row: str, problem: dict[str, object]) -> bool:
    """Whether an expected line describes a problem."""
    head, *phrases = (part.strip() for part in row.split(" | "))
    severity, code, place = head.split(" ", 2)
    path, line = place, ""
    if found := LINE.fullmatch(place):
        path, line = found[1], found[2]
    if (severity, code, path) != (problem["severity"], problem["code"], problem["path"]):
        return False
    if (line == "*" and not problem["line"]) or (line.isdigit() and int(line) != problem["line"]):
        return False
    hints = problem["hints"]
    assert isinstance(hints, list)
    related = problem["related"]
    assert isinstance(related, list)
    text = "\n".join([str(problem["message"]), *map(str, hints), *(each["path"] for each in related)])
    return all(phrase in text for phrase in phrases)


def shown(problem: dict[str, object]) -> str:
    """A problem in the notation of the case files, with all its words."""
    place = f"{problem['path']}:{problem['line']}" if problem["line"] else problem["path"]
    return f"{problem['severity']} {problem['code']} {place} | {problem['message']} | {problem['hints']}"
