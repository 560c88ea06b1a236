"""Diagnostics as GitHub's workflow commands: annotations at the line in a pull request.

The grammar and its escaping: github.com/actions/toolkit, packages/core/src/command.ts.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.model.diagnostic import Diagnostic
from sitegen.report.catalogue import entry, hints, message, severity


def annotation_list(problems: Sequence[Diagnostic]) -> str:
    """One command a line for each of ``problems``."""
    return "\n".join(map(command, problems))


def command(problem: Diagnostic) -> str:
    """One annotation; hints stand below the message."""
    where = {
        "file": problem.path.encode("utf-8", "replace").decode(),
        "line": str(problem.line) if problem.line else "",
        "col": str(problem.column) if problem.line and problem.column else "",
        "title": f"{problem.code} {entry(problem.code).title}",
    }
    properties = ",".join(f"{name}={escape_property(value)}" for name, value in where.items() if value)
    words = "\n".join([message(problem), *hints(problem)])
    return f"::{severity(problem.code)} {properties}::{escape_data(words)}"


def escape_data(words: str) -> str:
    """Text after the second pair of colons."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(words: str) -> str:
    """A property's value, which may hold neither colon nor comma."""
    return escape_data(words).replace(":", "%3A").replace(",", "%2C")
