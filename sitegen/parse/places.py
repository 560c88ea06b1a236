"""From an inline token back to where its text stands in the file.

markdown-it-py keeps lines for blocks and nothing for what is inside them. An inline token's content is its lines with
their prefixes (indent, ``>``, ``-``, ``##``) cut off, so each of its lines is found again at the end of its source
line; a table's cell is found by splitting the row.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

PREFIX = re.compile(r"[ \t>]*")
FIRST_PREFIX = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")


def content_place(lines: list[str], token: Token, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at ``offset`` of ``token.content``; column 0 when not known."""
    if token.map is None:
        return 0, 0
    content = token.content
    down = content.count("\n", 0, offset)
    index = token.map[0] + down
    begin = content.rfind("\n", 0, offset) + 1
    end = content.find("\n", offset)
    text = content[begin:] if end < 0 else content[begin:end]
    if index >= len(lines):
        return token.map[0] + 1, 0
    start = line_start(lines[index], text, token)
    if start is None:
        return index + 1, 0
    along = offset - begin
    return index + 1, start + (in_cell(lines[index], start, along) if "cell" in token.meta else along) + 1


def line_start(source: str, text: str, token: Token) -> int | None:
    """The index in ``source`` of the first character of ``text``, one line of ``token.content``; None if not found.

    It may be before the line's beginning by as many columns as a tab was expanded to spaces.
    """
    if "cell" in token.meta:
        spans = cell_spans(source, first=bool(token.meta.get("head")))
        number = token.meta["cell"]
        return spans[number][0] if number < len(spans) else None
    bare = text.strip()
    if not bare:
        return None
    rest = source.rstrip()
    found = len(rest) - len(bare) if rest.endswith(bare) else source.find(bare)
    return found - text.find(bare) if found >= 0 else None


def in_cell(row: str, start: int, offset: int) -> int:
    """How far behind ``start``, where a cell's text begins, its character ``offset`` stands: bars are escaped there."""
    at = start
    for _ in range(offset):
        at += 2 if row.startswith("\\|", at) else 1
    return at - start


def cell_spans(row: str, *, first: bool = False) -> list[tuple[int, int]]:
    """Start and end of each cell's text in the line of a pipe table, as the GFM rules split it.

    ``first``: the row may begin a list item. A cell without text has equal start and end.
    """
    prefix = (FIRST_PREFIX if first else PREFIX).match(row)
    begin = prefix.end() if prefix else 0
    begin += len(row[begin:]) - len(row[begin:].lstrip())
    end = len(row.rstrip())
    edges = [at for at in range(begin, end) if row[at] == "|" and (at == begin or row[at - 1] != "\\")]
    borders = [begin - 1, *edges, end]
    if edges and edges[0] == begin:
        borders.pop(0)
    if edges and edges[-1] == end - 1 and len(borders) > 1:
        borders.pop()
    spans = []
    for left, right in pairwise(borders):
        cell = row[left + 1 : right]
        text = cell.strip()
        start = left + 1 + (cell.find(text) if text else 0)
        spans.append((start, start + len(text)))
    return spans
