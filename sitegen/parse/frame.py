"""What every exercise is made of: prompt, list or table, hints, explanation.

``split`` takes the blocks between the fences apart by their place and first sign, reports what belongs nowhere and
loses nothing silently. What the parts mean is the kind's own business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.widget import Card, Grid, Option, OptionOutline
from sitegen.parse.findings import Findings
from sitegen.parse.prose import close_of, without_comments

if TYPE_CHECKING:
    from markdown_it.token import Token

SIGN = re.compile(r"([?!])(?:[ \t]+|\n|$)")
"""A hint's or explanation's first sign."""
MARK = re.compile(r"\[([ x~])\](?:\s+|$)")
SWALLOWED_SIGN = re.compile(r"\n[ \t]*([?!])[ \t]+\S")
SWALLOWED_OPTION = re.compile(r"(?:^|\n)[ \t]*(?:[-*+][ \t]+)?\[[ x~]\][ \t]")
SWALLOWED_LINE = re.compile(r"^[ \t]*(?:[-*+>?!|]|\d+[.)]|\[[ x~]\])[ \t]", re.MULTILINE)
OPTION_SIGN = re.compile(r"\[[ xX~]?\]|\([ x~]?\)|.*\s=>|.*\{#[^{}]*\}\s*$", re.DOTALL)
LISTS = ("bullet_list_open", "ordered_list_open")


class Kind(NamedTuple):
    """What holds for all exercises of a kind.

    ``read`` makes the answers. ``attributes`` may follow the id, ``needed`` must; those in ``scales`` name a scale.
    ``listed``: has a list. ``marks``: its items are marked ``[x]``. ``joins``: how targets ``=>`` may be joined,
    "" where there are none. ``ids``: each item needs an id.
    """

    read: Callable[[Findings, Frame], Answers]
    attributes: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    listed: bool = True
    marks: bool = False
    joins: str = ""
    ids: bool = True


class Answers(NamedTuple):
    """What a kind makes of a frame: parts of ``Widget`` and of ``WidgetOutline``."""

    options: tuple[Option, ...] = ()
    outlines: tuple[OptionOutline, ...] = ()
    grid: Grid | None = None
    cards: tuple[Card, ...] = ()
    rows: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    row_lines: tuple[int, ...] = ()


class Part(NamedTuple):
    """A block of the exercise: its opening token and its tokens' range."""

    token: Token
    start: int
    end: int

    @property
    def line(self) -> int:
        """The block's first line, from 1."""
        return self.token.map[0] + 1 if self.token.map else 0


@dataclass(slots=True)
class Frame:
    """An exercise taken apart. ``lists`` are the answers' lists; ``cards`` pair a heading with its blocks."""

    id: str
    name: str
    line: int
    attributes: dict[str, str]
    kind: Kind
    prompt: list[Part] = field(default_factory=list)
    lists: list[Part] = field(default_factory=list)
    table: Part | None = None
    cards: list[tuple[Part, list[Part]]] = field(default_factory=list)
    hints: list[Part] = field(default_factory=list)
    explanations: list[Part] = field(default_factory=list)
    torn: bool = False
    """It is not closed, or its list is cut in two: further problems may only follow from that."""


def parts(found: Findings, start: int, end: int) -> list[Part]:
    """The blocks of one level among the tokens ``start:end``; comments are left out."""
    done = []
    while start < end:
        token = found.tokens[start]
        close = close_of(found.tokens, start)
        comment = token.type == "html_block" and not without_comments(token.content).strip()
        if not comment:
            done.append(Part(token, start, close))
        start = close
    return done


def split(found: Findings, frame: Frame, start: int, end: int, nested: Callable[[Findings, int, int], object]) -> None:
    """Fill ``frame`` from the tokens ``start:end``. ``nested`` is called for a container, to report it."""
    blocks = [part for part in parts(found, start, end) if part.token.type != "footnote_reference_open"]
    first = first_list(found, frame.name, blocks) if frame.kind.listed else len(blocks)
    frame.torn = found.torn == frame.line
    # Below a heading, an exercise that was not closed is only the rest of the page.
    for number, part in enumerate(blocks):
        kind = part.token.type
        sign = SIGN.match(found.tokens[part.start + 1].content) if kind == "paragraph_open" else None
        if kind == "container_fenced_open":
            nested(found, part.start, part.end)
        elif sign:
            check_swallowed(found, part, "the hint" if sign[1] == "?" else "the explanation")
            (frame.hints if sign[1] == "?" else frame.explanations).append(part)
        elif kind == "heading_open" and frame.name == "reveal":
            frame.cards.append((part, []))
        elif kind == "heading_open":
            if not frame.torn:
                found.report_line("Q14", part.line, id=frame.id, what="a heading stands in it")
            if found.torn == frame.line:
                return
            frame.torn = True
        elif kind in LISTS and number >= first:
            frame.lists.append(part)
        elif kind in LISTS and not frame.kind.listed and frame.name != "reveal":
            _refuse_list(found, frame, part)
        elif kind == "table_open" and frame.name == "grid" and frame.table is None:
            frame.table = part
        else:
            _other(found, frame, part)


def _refuse_list(found: Findings, frame: Frame, part: Part) -> None:
    """A list in an exercise that has none; its marks are the worse mistake."""
    marked = False
    for token in found.tokens[part.start : part.end]:
        if token.type == "inline" and MARK.match(token.content):
            marked = True
            found.at = token, 0
            found.report_text("Q02", 0, 3, id=frame.id, kind=frame.name)
    if not marked:
        found.report_line("Q35", part.line, id=frame.id, kind=frame.name)
    frame.lists.append(part)


def _other(found: Findings, frame: Frame, part: Part) -> None:
    """A block without a sign: part of a card or of the prompt, and after the answers a mistake."""
    if part.token.type == "blockquote_open" and frame.lists:
        found.report_line("Q12", part.line, indent=_indent(found, frame.lists[-1]))
        frame.torn = True
    elif frame.hints or frame.explanations or frame.lists or frame.table:
        if not frame.torn:
            found.report_line("Q36", part.line, id=frame.id)
    else:
        row = SWALLOWED_LINE.search(part.token.content) if part.token.type == "code_block" else None
        if row:
            line = part.line + part.token.content.count("\n", 0, row.start())
            found.report_line("Q31", line, where="a piece of code")
        check_swallowed(found, part, "the text of a card" if frame.cards else "the prompt")
        (frame.cards[-1][1] if frame.cards else frame.prompt).append(part)


def _indent(found: Findings, part: Part) -> str:
    """How many blanks stand before what belongs to the list's last item, in a word."""
    numbers = [len(token.info) for token in found.tokens[part.start : part.end] if token.type == "list_item_open"]
    return ("two", "three", "four", "five")[min(numbers[-1], 3)]


def first_list(found: Findings, name: str, blocks: list[Part]) -> int:
    """The number of the block with which the answers of an exercise of kind ``name`` begin.

    A prompt may have a list of its own before them.
    """
    lists = [number for number, part in enumerate(blocks) if part.token.type in LISTS]
    if not lists:
        return len(blocks)
    if name == "grid":
        table = next((number for number, part in enumerate(blocks) if part.token.type == "table_open"), 0)
        return next((number for number in lists if number > table), len(blocks))
    for number in lists:
        part = blocks[number]
        texts = (token.content for token in found.tokens[part.start : part.end] if token.type == "inline")
        if any(OPTION_SIGN.match(text) for text in texts):
            return number
    return lists[-1]


def check_swallowed(found: Findings, part: Part, where: str) -> None:
    """Report a hint, an explanation or an option that Markdown took for a further line of another text."""
    for token in found.tokens[part.start : part.end]:
        if token.type == "inline" and ("\n" in token.content or "[" in token.content):
            check_text(found, token, where)


def check_text(found: Findings, token: Token, where: str, start: int = 0) -> None:
    """The same for one inline token, from ``start`` on."""
    content = token.content
    found.at = token, 0
    for swallowed in SWALLOWED_SIGN.finditer(content, start):
        what = "hint" if swallowed[1] == "?" else "explanation"
        found.report_text("Q13", swallowed.start(1), 1, what=what, where=where)
    option = SWALLOWED_OPTION.search(content, start)
    if option and not (start and option.start() == start):
        at = content.index("[", option.start())
        found.report_text("Q31", at, 3, where=where)
