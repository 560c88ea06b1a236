"""Whatever an author does to a file, the checks end with diagnostics and never with a crash.

And what they let pass can be built.
"""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

import pytest
from course_cases import Block, base, cases, write_course

from sitegen.build import Options, build
from sitegen.inspect import problems_of
from sitegen.report import FORMATS, has_errors, report

#: SITEGEN_DAMAGE=2000 looks longer.
ROUNDS = int(os.environ.get("SITEGEN_DAMAGE", "60"))
TEXTS = [
    block
    for block in (*base(), *(x for case in cases() for x in case.blocks))
    if block.verb == "" and "/theme/" not in block.path
]
BITS = [
    "{#a}",
    "=> ",
    "[x]",
    "- ",
    ":::",
    "::: reflect",
    "|",
    '"',
    "'",
    "[",
    "]",
    "](../..)",
    "# ",
    "---",
    "\t",
    "ŵ",
    "{}",
    "=",
]


def damaged(text: str, dice: random.Random) -> str:
    """``text`` with some lines dropped, doubled, moved or cut, and signs strewn in."""
    rows = text.split("\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(rows))
        row = rows[at]
        place = dice.randint(0, len(row))
        match dice.randrange(6):
            case 0 if len(rows) > 1:
                del rows[at]
            case 1:
                rows.insert(dice.randint(0, len(rows)), row)
            case 2:
                rows[at] = row[:place] + dice.choice(BITS) + row[place:]
            case 3:
                rows[at] = row[:place]
            case 4:
                rows.insert(at, dice.choice(dice.choice(TEXTS).text.split("\n")))
            case _:
                rows[at] = re.sub(r"\w+", lambda word: word[0][::-1], row, count=1)
    return "\n".join(rows)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_damaged_course(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    chosen = list({block.path: block for block in dice.choices(TEXTS, k=4)}.values())
    blocks = tuple(Block("", block.path, damaged(block.text, dice)) for block in chosen)
    course = write_course(tmp_path, blocks)
    problems = problems_of(course, 1)
    for form in FORMATS:
        shown = report(problems, form, lambda path, line: _line(tmp_path / path, line), colour=True)
        assert shown or not problems
        if form == "json":
            assert len(json.loads(shown)) == len(problems)
    result = build(Options(course, tmp_path / "site"))
    # Trainers' plans are no part of the website.
    problems = tuple(problem for problem in problems if "/sessions/" not in problem.path)
    assert result.ok is not has_errors(problems)
    assert result.problems == problems


def _line(path: Path, line: int) -> str | None:
    rows = path.read_text("utf-8", "replace").split("\n") if path.is_file() else []
    return rows[line - 1] if 0 < line <= len(rows) else None
