"""Lines of colons that open and close nothing.

Every line that begins with colons must be the first or the last line of a container, or stand in a piece of code or in
a comment. Any other is a container's line gone wrong: it became part of a paragraph, an item, a table or indented
code, and what should stand in the container stands outside of it. Looked for in the lines and not in the tokens, since
each kind of block swallows them in its own way.
"""

from __future__ import annotations

import re
from bisect import insort

from sitegen.parse.findings import Findings

FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)?(::+)(.*)$", re.MULTILINE)


def check_strays(found: Findings, start: int) -> None:
    """Report them in the text from ``start`` on. ``found.strays`` are lines after each of which one closing is due."""
    if "::" not in found.text:
        return
    used = _used_lines(found)
    due = sorted(found.strays)
    for match in FENCE.finditer(found.text, start):
        line = found.text.count("\n", 0, match.start()) + 1
        if line - 1 in used:
            continue
        colons, rest = match[1], match[2].strip()
        column = match.start(1) - match.start() + 1
        if rest:
            text = colons + match[2].rstrip()
            found.report("B04", line, column, len(text), text=text)
            insort(due, line)
        elif due and due[0] < line and len(colons) > 2:
            due.pop(0)
        else:
            found.report("B03", line, column, len(colons), colons=colons)


def _used_lines(found: Findings) -> set[int]:
    """Indexes of the lines that containers begin and end with, and of those in code and comments."""
    used: set[int] = set()
    for token in found.tokens:
        if token.map is None:
            continue
        if token.type == "container_fenced_open":
            used.update(token.map)
        elif token.type in ("fence", "html_block"):
            used.update(range(*token.map))
    return used
