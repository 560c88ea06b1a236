"""Containers: which there are, what may follow their names, and whether a fence is closed where it should be.

A misspelt name, a fence never closed or too short a fence would put a trainer's note or an answer before learners, or
swallow the rest of a page, without a word from the Markdown parser: all of these are errors, and what stands in such a
container is not shown.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.document import PICTURE_FORMS, Minutes
from sitegen.parse.attributes import ID, LANGUAGE, Attribute, attributes
from sitegen.parse.findings import Findings
from sitegen.parse.kinds import KINDS

if TYPE_CHECKING:
    from markdown_it.token import Token

BOXES = ("note", "key-points", "example", "quote", "case")
TRAINER: dict[str, tuple[str, ...]] = {
    "facilitator": ("minutes",),
    "slide": ("minutes",),
    "activity": ("minutes", "technique", "groups"),
    "room": ("minutes",),
    "zoom": ("minutes",),
    "handout": ("minutes",),
    "answer": ("minutes",),
}
"""Trainer's block → its attributes."""
PICTURE = "picture"
NAMES = (*BOXES, PICTURE, *TRAINER, *KINDS)
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
RANGE = re.compile(r"([1-9][0-9]{0,2})-([1-9][0-9]{0,2})-([1-9][0-9]{0,2})")
"""Minutes at the least, usually and at the most."""


class Fence(NamedTuple):
    """The opening line of a container. ``end`` is the index of its closing line; ``at`` where ``rest`` begins."""

    name: str
    rest: list[Attribute]
    line: int
    at: int
    colons: int
    end: int


def name_of(token: Token) -> str:
    """The container's name: the first word after the colons."""
    return token.info.split(maxsplit=1)[0] if token.info.split() else ""


def reaches_learners(name: str) -> bool:
    """Whether a learner's page shows what stands in a container of this name."""
    return name in KINDS or name in BOXES or name in (PICTURE, "activity")


def read_fence(found: Findings, token: Token) -> Fence:
    """Take the opening line apart."""
    first, end = token.map or (0, 0)
    name = name_of(token)
    start = found.lines[first].find(token.markup) + len(token.markup)
    skip = token.info.find(name) + len(name)
    return Fence(name, attributes(token.info[skip:]), first + 1, start + skip, len(token.markup), end)


def check_fence(found: Findings, fence: Fence) -> bool:
    """Report a fence that is not closed, has too many colons, an unknown name or no business here."""
    around = found.around
    here = f"::: {fence.name}"
    if around.container and fence.colons >= around.colons:
        found.strays.append(fence.line)
        if around.widget:
            what = f"“{here}” begins in it at line {fence.line}"
            found.report_line("Q14", around.line, id=around.widget, what=what)
            found.torn = around.line
        else:
            related = ((found.path, around.line),)
            found.report_line("B05", fence.line, related=related, name=fence.name, outer=around.container)
        return False
    last = around.end if around.container else len(found.lines) - (not found.lines[-1].strip(" \t"))
    if fence.end >= last:
        if fence.name in KINDS:
            name = fence.rest[0].name if fence.rest else fence.name
            found.report_line("Q14", fence.line, id=name, what="it is not closed")
            found.torn = fence.line
        else:
            found.report_line("B01", fence.line, name=fence.name, colons=":" * fence.colons)
    if fence.name not in NAMES:
        near = tuple(difflib.get_close_matches(fence.name, NAMES, n=1, cutoff=0.5))
        found.report_line("B02", fence.line, near=near, name=fence.name)
        return False
    misplaced = around.widget or (
        (fence.name in KINDS and (around.trainer or around.activity))
        or (fence.name in TRAINER and around.trainer)
        or (fence.name == "activity" and around.activity)
    )
    if misplaced:
        outer = around.trainer or (around.container if around.widget else "activity")
        found.report_line("B07", fence.line, related=((found.path, around.line),), name=fence.name, outer=outer)
    elif fence.name not in KINDS and not any(row.strip() for row in found.lines[fence.line : fence.end]):
        found.report_line("B25", fence.line, name=fence.name)
    return not misplaced


def box_language(found: Findings, fence: Fence) -> str:
    """The ``lang=`` of a readers' box, its only attribute."""
    lang = ""
    for attribute in _joined(fence.rest):
        if attribute.sign == "=" and attribute.name == "lang" and LANGUAGE.fullmatch(attribute.value):
            lang = attribute.value
        else:
            _refuse(found, fence, attribute, ("lang",))
    return lang


def picture_attributes(found: Findings, fence: Fence) -> tuple[str, str]:
    """The scale and the ``form=`` of a picture; a form that does not exist is reported and left out."""
    scale = form = ""
    for attribute in fence.rest:
        if not attribute.sign and not scale:
            scale = attribute.name
        elif attribute.sign == "=" and attribute.name == "form" and attribute.value in PICTURE_FORMS:
            form = attribute.value
        elif attribute.sign == "=" and attribute.name == "form":
            near = tuple(difflib.get_close_matches(attribute.value, PICTURE_FORMS, n=1)) or PICTURE_FORMS
            column = fence.at + attribute.at + 1
            found.report("B52", fence.line, column, attribute.length, near=near, form=attribute.value)
        else:
            _refuse(found, fence, attribute, ("form",))
    if not scale:
        found.report_line("B51", fence.line)
    return scale, form


def trainer_attributes(found: Findings, fence: Fence) -> tuple[str, dict[str, str]]:
    """The id ("" for none) and attributes of a trainer's block."""
    name, values = "", {}
    for attribute in _joined(fence.rest):
        if attribute.sign == "#" and not name:
            name = attribute.name
            if not ID.fullmatch(name):
                found.report("B34", fence.line, fence.at + attribute.at + 1, attribute.length, id=name)
                name = ""
        elif attribute.sign == "=" and attribute.name in TRAINER[fence.name]:
            values[attribute.name] = attribute.value
            if attribute.name in COUNTED and not COUNTED[attribute.name](attribute.value):
                column = fence.at + attribute.at + 1
                found.report("B09", fence.line, column, attribute.length, key=attribute.name, value=attribute.value)
                del values[attribute.name]
        else:
            _refuse(found, fence, attribute, TRAINER[fence.name])
    if not name and fence.name == "activity":
        found.report_line("B08", fence.line)
    return name, values


def minutes_of(value: str) -> Minutes | None:
    """``15``, or ``10-15-25``: at the least, usually, at the most. None for anything else."""
    if NUMBER.fullmatch(value):
        return Minutes(int(value), int(value), int(value))
    least, usual, most = map(int, found.groups()) if (found := RANGE.fullmatch(value)) else (0, 0, 0)
    return Minutes(least, usual, most) if 0 < least <= usual <= most else None


COUNTED: dict[str, Callable[[str], object]] = {"minutes": minutes_of, "groups": NUMBER.fullmatch}
"""The attributes that are numbers, and what reads them."""


def _joined(rest: list[Attribute]) -> list[Attribute]:
    """The attributes with bare words that follow each other as one."""
    joined: list[Attribute] = []
    for one in rest:
        if joined and not one.sign and not joined[-1].sign:
            first = joined[-1]
            joined[-1] = first._replace(length=one.at + one.length - first.at)
        else:
            joined.append(one)
    return joined


def _refuse(found: Findings, fence: Fence, attribute: Attribute, known: tuple[str, ...]) -> None:
    near = tuple(difflib.get_close_matches(attribute.name, known, n=1)) if attribute.sign == "=" else ()
    row = found.lines[fence.line - 1]
    written = row[fence.at + attribute.at :][: attribute.length]
    column = fence.at + attribute.at + 1
    found.report("B24", fence.line, column, attribute.length, near=near, name=fence.name, attribute=written)
