"""From a piece of a token's content to the bytes of the file that hold it.

A text of several lines has a prefix on each further line (``> ``, two blanks …). Where the lines do not agree, the part
that they share is the prefix and the rest stays in the text, so that the bytes can always be put back.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sitegen.parse.places import cell_spans, in_cell, line_start

if TYPE_CHECKING:
    from markdown_it.token import Token


class Span(NamedTuple):
    """Characters ``start:end`` of the file's text; each line break inside is followed by ``prefix``.

    A text of one line has the prefix that a second line would need.
    """

    start: int
    end: int
    prefix: str = ""


class Ruler:
    """Offsets in characters and bytes, by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.chars: list[int] = []
        self.bytes: list[int] = []
        chars = size = 0
        for line in self.lines:
            self.chars.append(chars)
            self.bytes.append(size)
            chars += len(line) + 1
            size += len(line.encode()) + 1

    def line(self, at: int) -> int:
        """The line, from 1, of a character."""
        return bisect_right(self.chars, at)

    def byte(self, at: int) -> int:
        """The offset in bytes of a character."""
        line = self.line(at) - 1
        return self.bytes[line] + len(self.text[self.chars[line] : at].encode())

    def of_token(self, token: Token, start: int, end: int) -> Span | None:
        """The place of ``token.content[start:end]`` without blanks around it; None for an empty or unknown one."""
        content = token.content
        start += len(content[start:end]) - len(content[start:end].lstrip())
        end = start + len(content[start:end].rstrip())
        if start >= end or token.map is None:
            return None
        if "cell" in token.meta:
            row = token.map[0]
            line = self.lines[row]
            first, _ = cell_spans(line, first=bool(token.meta["head"]))[token.meta["cell"]]
            begin = self.chars[row] + first
            return Span(begin + in_cell(line, first, start), begin + in_cell(line, first, end))
        above = content.count("\n", 0, start)
        texts = content.split("\n")[above : content.count("\n", 0, end) + 1]
        rows = range(token.map[0] + above, token.map[0] + above + len(texts))
        columns = [line_start(self.lines[row], text, token) for row, text in zip(rows, texts, strict=True)]
        known = [column for column in columns if column is not None]
        if len(known) < len(columns):
            return None
        begin = self.chars[rows[0]] + known[0] + start - (content.rfind("\n", 0, start) + 1)
        finish = self.chars[rows[-1]] + known[-1] + end - (content.rfind("\n", 0, end) + 1)
        heads = [column + len(text) - len(text.lstrip()) for column, text in zip(known, texts, strict=True)]
        prefixes = [self.lines[row][:head] for row, head in zip(rows, heads, strict=True)]
        return Span(begin, finish, _shared(prefixes[1:]) if len(rows) > 1 else _blanked(prefixes[0]))

    def of_scalar(self, start: int, end: int) -> Span | None:
        """The place of a YAML value: a quoted one inside its quotes, a block without its first line."""
        raw = self.text[start:end]
        if raw[:1] in "|>" and "\n" in raw:
            start += raw.index("\n") + 1
        elif raw[:1] in "\"'" and len(raw) > 1:
            start, end = start + 1, end - 1
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        end = start + len(raw.strip())
        further = self.text[start:end].split("\n")[1:]
        blanks = [line[: len(line) - len(line.lstrip(" "))] for line in further]
        return Span(start, end, _shared(blanks)) if start < end else None


def _shared(texts: list[str]) -> str:
    """What all of them begin with."""
    low, high = min(texts, default=""), max(texts, default="")
    differ = (at for at, (one, other) in enumerate(zip(low, high, strict=False)) if one != other)
    return low[: next(differ, min(len(low), len(high)))]


def _blanked(head: str) -> str:
    """The prefix of a second line under a first one that begins with ``head``: ``  > `` under ``- > ``."""
    return "" if "#" in head else "".join(">" if sign == ">" else " " for sign in head)
