"""Case files: a tiny course as fenced blocks, and the diagnostics that it gives.

A case file is Markdown. Each ``## heading`` begins a case; what stands outside of fences is for people. A fence's info
string says what its text is:

    content/en/index.md         a file of the course, instead of the one in minimal-course.md
    remove content/en/index.md  a file that is not there
    link content/en/again       a symbolic link; the text is its target
    bytes content/en/x.md       a file given as a Python string with escapes, one character a byte
    heavy content/media/x.jpg   a file of as many bytes as the text says
    diagnostics                 one line a problem: SEVERITY CODE PATH[:LINE[:COLUMN]] [NAME=VALUE …]

All problems must be listed, in any order. Values, ``near=`` (one for each suggestion, in order) and ``related=`` are
compared where they are given; a line or column that is not given must be 0, but a column is compared only where one is
given.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sitegen.model.diagnostic import Diagnostic
from sitegen.report.catalogue import severity

CASES = Path(__file__).resolve().parents[1] / "cases" / "check"
BASE = "minimal-course.md"
FENCE = re.compile(r"^(`{3,})([^`\n]+)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"(.+?)(?::(\d+))?(?::(\d+))?")


class Block(NamedTuple):
    """A fence: what is to be done, with which file, and its text."""

    verb: str
    path: str
    text: str


class Case(NamedTuple):
    """A heading with its fences. ``name`` is "FILE: HEADING"."""

    name: str
    blocks: tuple[Block, ...]
    expected: tuple[str, ...] | None


def blocks_of(text: str) -> list[Block]:
    """All fences of a piece of a case file."""
    found = []
    for match in FENCE.finditer(text):
        verb, _, path = match[2].strip().rpartition(" ")
        found.append(Block(verb, path, match[3]))
    return found


def base() -> list[Block]:
    """The valid course that every case changes."""
    return blocks_of((CASES / BASE).read_text("utf-8"))


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.md")):
        if path.name == BASE:
            continue
        # A heading inside of a fence is not one of the case file's.
        text = path.read_text("utf-8")
        hidden = FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)
        rows, plain = text.split("\n"), hidden.split("\n")
        starts = [at for at, row in enumerate(plain) if row.startswith("## ")] + [len(rows)]
        for first, last in pairwise(starts):
            blocks = blocks_of("\n".join(rows[first:last]) + "\n")
            lists = [block.text for block in blocks if block.path == "diagnostics"]
            expected = tuple(row for row in lists[0].split("\n") if row.strip()) if len(lists) == 1 else None
            files = tuple(block for block in blocks if block.path != "diagnostics")
            yield Case(f"{path.stem}: {rows[first][3:].strip()}", files, expected)


def write_course(folder: Path, blocks: tuple[Block, ...]) -> Path:
    """Write the base course with ``blocks`` laid over it; returns the course folder."""
    for block in (*base(), *blocks):
        path = folder / block.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if block.verb == "":
            path.write_bytes(block.text.encode())
        elif block.verb == "remove":
            path.unlink()
        elif block.verb == "link":
            path.symlink_to(block.text.strip())
        elif block.verb == "bytes":
            path.write_bytes(block.text.encode("ascii").decode("unicode_escape").encode("latin-1"))
        elif block.verb == "heavy":
            path.write_bytes(b"")
            os.truncate(path, int(block.text))
        else:
            raise ValueError(block.verb)
    return folder / "content"


def shown(problem: Diagnostic) -> str:
    """A problem in the notation of the case files, with all there is to compare."""
    place = ":".join([problem.path, *(str(x) for x in (problem.line, problem.column) if x)])
    values = [*problem.values, *(("near", x) for x in problem.near)]
    values += [("related", f"{path}:{line}" if line else path) for path, line in problem.related]
    pairs = " ".join(f"{name}={shlex.quote(value)}" for name, value in values)
    return f"{severity(problem.code)} {problem.code} {shlex.quote(place)} {pairs}".rstrip()


def matches(row: str, problem: Diagnostic) -> bool:
    """Whether an expected line describes ``problem``."""
    level, code, place, *pairs = shlex.split(row)
    found = PLACE.fullmatch(place)
    assert found is not None
    path, line, column = found[1], int(found[2] or 0), int(found[3] or 0)
    if (level, code, path, line) != (severity(problem.code), problem.code, problem.path, problem.line):
        return False
    if column and column != problem.column:
        return False
    wanted: dict[str, list[str]] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        wanted.setdefault(name, []).append(value)
    given = {name: [value] for name, value in problem.values}
    given["near"] = list(problem.near)
    given["related"] = [f"{path}:{line}" if line else path for path, line in problem.related]
    return all(given.get(name) == values for name, values in wanted.items())


def compare(expected: tuple[str, ...], problems: tuple[Diagnostic, ...]) -> tuple[list[str], list[str]]:
    """Expected lines that nothing matches, and problems that nobody expected."""
    left = list(problems)
    missing = []
    for row in expected:
        hit = next((problem for problem in left if matches(row, problem)), None)
        if hit is None:
            missing.append(row)
        else:
            left.remove(hit)
    return missing, [shown(problem) for problem in left]
