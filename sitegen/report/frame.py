"""A line of somebody's file as a terminal shows it, with a place in it underlined.

Columns count characters (code points) as the diagnostics do; cells count places on the screen. The two differ for tabs,
for accents stored apart from their letter (NFD), for wide characters and for those that are named because a terminal
would obey them.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from sitegen.report.catalogue import hidden, named

TAB = 4
#: Longer lines are shown in part.
WIDEST = 100
#: How many cells of a shortened line stand before the place.
BEFORE = 30


class Cell(NamedTuple):
    """What is shown for one character, and how many places on the screen it takes."""

    shown: str
    width: int


def cells(line: str) -> list[Cell]:
    """One cell for each character of ``line``."""
    found: list[Cell] = []
    at = 0
    for char in line:
        cell = _cell(char, at)
        found.append(cell)
        at += cell.width
    return found


def _cell(char: str, at: int) -> Cell:
    if char == "\t":
        width = TAB - at % TAB
        return Cell(" " * width, width)
    if hidden(char):
        return Cell(named(char), len(named(char)))
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return Cell(char, 0)
    return Cell(char, 2 if unicodedata.east_asian_width(char) in "WF" else 1)


def frame(line: str, column: int, length: int) -> tuple[str, str]:
    """The line as shown, and below it the carets with the spaces before them.

    ``column`` counts from 1; 0 underlines the whole line without its indentation. A place beyond the line's end is
    underlined just behind it, and so is the place of a missing character (``length`` 0 stands for 1).
    """
    line = line.rstrip("\r\n")
    if column < 1:
        bare = line.strip()
        start, end = line.find(bare), line.find(bare) + len(bare)
    else:
        start = min(column - 1, len(line))
        end = min(start + max(length, 1), len(line))
    row = cells(line)
    while start and start < len(row) and row[start].width == 0:
        start -= 1
    while end < len(row) and row[end].width == 0:
        end += 1
    first, last = _window(row, start)
    lead = "… " if first else ""
    shown = lead + "".join(cell.shown for cell in row[first:last]) + (" …" if last < len(row) else "")
    before = len(lead) + _width(row[first:start])
    under = _width(row[start : min(end, last)])
    return shown.rstrip(), " " * before + "^" * max(under, 1)


def _window(row: list[Cell], start: int) -> tuple[int, int]:
    """Which cells of a line to show, so that the cell at ``start`` is among them."""
    if _width(row) <= WIDEST:
        return 0, len(row)
    first = start
    room = BEFORE
    while first and row[first - 1].width <= room:
        first -= 1
        room -= row[first].width
    while first < len(row) and row[first].width == 0:
        first += 1
    last, room = first, WIDEST
    while last < len(row) and row[last].width <= room:
        room -= row[last].width
        last += 1
    return first, last


def _width(row: list[Cell]) -> int:
    return sum(cell.width for cell in row)
