"""Write docs/exercises.md: kinds of exercise × states, with what a learner hears, from the browser tests' snapshots."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOTS = ROOT / "tests" / "browser" / "snapshots"
PAGE = ROOT / "docs" / "exercises.md"
HEAD = """\
# What a learner hears

Every kind of exercise, in the states that it can have, with what the live region says when the state comes; “–” is
silence. Where nothing was answered, it is the control that gets the focus, and its description. The words are those of
the browser tests’ course. `make docs` writes this page from `tests/browser/snapshots/`, where names and roles of all
that stands there are kept as well; `tests/browser/test_kinds.py` holds the theme to them.
"""
SAID = re.compile(r"^- (cy|en) (?:heard|focus): (.*)$", re.MULTILINE)


def exercises_page() -> str:
    """The page's text."""
    text = HEAD
    for path in sorted(SNAPSHOTS.glob("*.md")):
        text += f"\n## {path.stem}\n\n| state | Cymraeg | English |\n| --- | --- | --- |\n"
        for section in path.read_text("utf-8").split("\n## ")[1:]:
            said = {"cy": [], "en": []}
            for lang, words in SAID.findall(section):
                said[lang].append(words.replace(" | ", " · "))
            cells = [" ".join(said[lang]) or "–" for lang in ("cy", "en")]
            text += f"| {section.partition(chr(10))[0]} | {cells[0]} | {cells[1]} |\n"
    return text


if __name__ == "__main__":
    PAGE.write_text(exercises_page(), "utf-8")
