"""Diagnostics as text, in the manner of good compilers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sitegen.model.diagnostic import Diagnostic
from sitegen.report.catalogue import hints, is_error, message, severity, visible
from sitegen.report.frame import frame

if TYPE_CHECKING:
    from sitegen.report import LineOf

#: So many of one code are shown in full; more of the same would bury the rest.
FULL = 20

RED, YELLOW, BLUE, CYAN, BOLD, PLAIN = "1;31", "1;33", "1;34", "1;36", "1", "0"


def text(problems: Sequence[Diagnostic], line_of: LineOf, colour: bool = False) -> str:
    """All ``problems`` in the order given, and their number; "" without any.

    ``line_of`` gives the text of a line, None where it is not known (then the line is not shown). ``colour`` adds the
    escape sequences of a terminal.
    """
    if not problems:
        return ""
    writer = _Writer(line_of, colour)
    shown: Counter[str] = Counter()
    parts: list[str] = []
    for problem in problems:
        shown[problem.code] += 1
        if shown[problem.code] <= FULL:
            parts.append("\n".join(writer.one(problem)) + "\n")
    more = [f"and {count - FULL} more {code}" for code, count in sorted(shown.items()) if count > FULL]
    if more:
        parts.append("\n".join(more) + "\n")
    return "\n".join([*parts, writer.summary(problems)])


class _Writer:
    def __init__(self, line_of: LineOf, colour: bool) -> None:
        self.line_of, self.colour = line_of, colour

    def paint(self, style: str, words: str) -> str:
        return f"\x1b[{style}m{words}\x1b[{PLAIN}m" if self.colour else words

    def one(self, problem: Diagnostic) -> Iterator[str]:
        """The lines of one problem."""
        level = severity(problem.code)
        style = RED if level == "error" else YELLOW
        where = f" {self.paint(BOLD, place(problem.path, problem.line, problem.column))}" if problem.path else ""
        yield self.paint(style, f"{level}[{problem.code}]") + where
        yield self.paint(BOLD, message(problem))
        line = self.line_of(problem.path, problem.line) if problem.path and problem.line else None
        related = [(path, number, self.line_of(path, number) if number else None) for path, number in problem.related]
        numbers = [problem.line if line is not None else 0, *(n for _, n, found in related if found is not None)]
        gutter = len(str(max(numbers)))
        if line is not None:
            shown, carets = frame(line, problem.column, problem.length)
            yield self.edge(gutter)
            yield self.row(gutter, problem.line, shown)
            yield self.edge(gutter, self.paint(style, carets) if line.strip() else "")
        for path, number, found in related:
            yield f"{self.paint(BLUE, ' ' * gutter + '-->')} {place(path, number)}"
            if found is not None:
                yield self.row(gutter, number, frame(found, 1, 1)[0])
        for advice in hints(problem):
            yield f"{self.paint(CYAN, 'help:')} {advice}"
        yield f"{self.paint(CYAN, 'see:')} sitegen check --explain {problem.code}"

    def edge(self, gutter: int, below: str = "") -> str:
        return self.paint(BLUE, " " * gutter + " |") + (f" {below}" if below else "")

    def row(self, gutter: int, number: int, shown: str) -> str:
        return f"{self.paint(BLUE, f'{number:>{gutter}} |')} {shown}".rstrip()

    def summary(self, problems: Sequence[Diagnostic]) -> str:
        """How many of each, and in how many files: "2 errors, 1 warning in 2 files"."""
        errors = sum(is_error(problem.code) for problem in problems)
        warnings = len(problems) - errors
        counts = [count_of(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
        files = len({problem.path for problem in problems if problem.path})
        where = f" in {count_of(files, 'file')}" if files else ""
        return self.paint(RED if errors else YELLOW, ", ".join(counts)) + where


def place(path: str, line: int, column: int = 0) -> str:
    """A place as editors understand it: ``content/cy/index.md:14:8``."""
    return ":".join([visible(path), *(str(number) for number in (line, column if line else 0) if number)])


def count_of(number: int, word: str) -> str:
    """A number of things: "1 file", "2 files"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
