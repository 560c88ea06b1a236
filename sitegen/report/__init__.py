"""Diagnostics → text for people, JSON for editors, annotations for GitHub; and what each code means.

Comes in: the problems that the stages found. Goes out: one string. Severities and wording live in ``codes/*.toml``
alone; they are read at the first problem, so that a build without problems never pays for them.

    catalogue    the codes: severity, message, hints       text         like a good compiler's
    frame        the source line with the place underlined json_format  for editors and scripts
    explain      one code at length, docs/diagnostics.md   github       annotations in a pull request
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from sitegen.model.diagnostic import Diagnostic
from sitegen.report.catalogue import is_error, known_codes
from sitegen.report.explain import explain
from sitegen.report.github import annotation_list
from sitegen.report.json_format import json_list
from sitegen.report.text import text

__all__ = ["FORMATS", "Format", "LineOf", "explain", "has_errors", "known_codes", "report"]

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")

LineOf = Callable[[str, int], str | None]
"""Gives line n (from 1) of the file that a diagnostic calls by this path; None where there is none."""


def report(problems: Iterable[Diagnostic], format: Format, line_of: LineOf, colour: bool = False) -> str:  # noqa: A002
    """All problems in one of ``FORMATS``, sorted by place, each once.

    No line end stands last; text is "" where there is nothing to say, JSON is always a list. ``line_of`` and
    ``colour`` serve the text alone.
    """
    ordered = sorted(
        set(problems), key=lambda problem: (problem.path, problem.line, problem.column, problem.code, problem)
    )
    if format == "json":
        return json_list(ordered)
    if format == "github":
        return annotation_list(ordered)
    return text(ordered, line_of, colour)


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether any of ``problems`` is an error."""
    return any(is_error(problem.code) for problem in problems)
