"""Diagnostics as JSON: a list of objects with the same fields each, for editors and scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sitegen.model.diagnostic import Diagnostic
from sitegen.report.catalogue import hints, message, severity, why


def json_list(problems: Sequence[Diagnostic]) -> str:
    """All ``problems``, never shortened.

    ``line`` and ``column`` count from 1, 0 for the whole file and the whole line; ``length`` counts characters.
    Only ASCII is used, so that a console with another encoding cannot spoil it.
    """
    return json.dumps([as_object(problem) for problem in problems], indent=1)


def as_object(problem: Diagnostic) -> dict[str, object]:
    """One problem with everything that the text format says."""
    return {
        "code": problem.code,
        "severity": severity(problem.code),
        "message": message(problem),
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "length": problem.length,
        "hints": hints(problem),
        "why": why(problem),
        "related": [{"path": path, "line": line} for path, line in problem.related],
    }
