"""Kinds whose items are marked: ``choose-one``, ``choose-many`` and ``place`` (one position of a scale)."""

from __future__ import annotations

import re

from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame
from sitegen.parse.options import Item, options, read_items

POSITIONAL = {
    "en": re.compile(
        r"\b(?:all|none|both|neither) of (?:the above|these above)\b"
        r"|\bthe (?:first|second|third|fourth|fifth|last|above|previous|next) (?:option|answer|choice|one)\b"
        r"|\b(?:option|answer) [A-F]\b",
        re.IGNORECASE,
    ),
    "cy": re.compile(
        r"\b(?:pob|dim|yr?) un o['’]r (?:uchod|rhai uchod)\b|\by (?:cyfan|ddau) uchod\b"
        r"|(?:\by|\byr|['’]r) (?:opsiwn|ateb|dewis) (?:cyntaf|olaf|nesaf|blaenorol|uchod)\b"
        r"|(?:\byr|['’]r) (?:ail|trydydd|drydedd) (?:opsiwn|ateb|dewis|ddewis)\b",
        re.IGNORECASE,
    ),
}
"""Words that point at a place in the list, by language: they are wrong once the list is shuffled."""


def choose_one(found: Findings, frame: Frame) -> Answers:
    """Exactly one ``[x]``, any number of ``[~]``."""
    items = read_items(found, frame)
    right = _check_marks(found, frame, items)
    if right > 1 or (not right and _is_marked(items)):
        lines = tuple((found.path, item.line) for item in items if item.cut.mark == "x")
        found.report_line("Q01", frame.line, related=lines, id=frame.id, kind=frame.name, count=right, needed="one")
    return _marked(found, frame, items)


def choose_many(found: Findings, frame: Frame) -> Answers:
    """One ``[x]`` or more."""
    items = read_items(found, frame)
    if not _check_marks(found, frame, items) and _is_marked(items):
        found.report_line("Q01", frame.line, id=frame.id, kind=frame.name, count=0, needed="one or more")
    return _marked(found, frame, items)


def _is_marked(items: list[Item]) -> bool:
    """Whether the list has marks of its own; one that is misspelt may be the right one."""
    return any(item.cut.mark for item in items) and not any(item.typo for item in items)


def _check_marks(found: Findings, frame: Frame, items: list[Item]) -> int:
    """All items have a mark or none has; returns how many are right."""
    if any(item.cut.mark for item in items):
        for item in items:
            if not item.cut.mark and item.text:
                found.report_line("Q32", item.line, id=frame.id)
    return sum(item.cut.mark == "x" for item in items)


def _marked(found: Findings, frame: Frame, items: list[Item]) -> Answers:
    """Warn about what makes an exercise teach less, then hand the options over."""
    for item in items:
        if frame.torn or item.feedback:
            pass
        elif item.cut.mark == "x":
            found.report_line("Q21", item.line, id=frame.id, what="the right option has no feedback")
        elif item.cut.mark == "~" and not frame.explanations:
            found.report_line("Q21", item.line, id=frame.id, what="nothing explains why [~] can be defended")
        pattern = POSITIONAL.get(found.lang)
        if frame.attributes.get("shuffle") and pattern and (words := _positional(pattern, item)):
            found.report_line("Q18", item.line, id=frame.id, words=words)
    return Answers(*options(items))


def _positional(pattern: re.Pattern[str], item: Item) -> str:
    match = pattern.search(item.text) or pattern.search(item.feedback)
    return match[0] if match else ""
