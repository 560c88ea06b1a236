"""Kinds whose items have targets in a scale: ``sort-into`` (one each) and ``spot`` (any number, or none)."""

from __future__ import annotations

from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame
from sitegen.parse.options import Item, options, read_items


def sort_into(found: Findings, frame: Frame) -> Answers:
    """Each item ``=> Label``, or ``=> A | B`` where either is right."""
    return _sorted(found, frame, read_items(found, frame))


def spot(found: Findings, frame: Frame) -> Answers:
    """Each passage ``=> A & B`` (all of them), ``=> A | B`` (any of them) or ``=> -`` (none)."""
    return _sorted(found, frame, read_items(found, frame))


def _sorted(found: Findings, frame: Frame, items: list[Item]) -> Answers:
    """All items have a target or none has: then the other edition's hold.

    A list all bare inherits what belongs to it from the other edition, as marks do.
    """
    if any(item.cut.targets is not None for item in items):
        for item in items:
            if item.cut.targets is None and item.text:
                found.report_line("Q41", item.line, id=frame.id, text=item.text)
    return Answers(*options(items))
