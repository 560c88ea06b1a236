"""Kinds whose items belong somewhere: ``sort-into`` and ``spot`` in a scale, ``order`` in a sequence."""

from __future__ import annotations

from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame
from sitegen.parse.options import options, read_items

FEWEST = 3
"""Items from which an order can be wrong in more than one way."""


def sort_into(found: Findings, frame: Frame) -> Answers:
    """Each item ``=> Label``, or ``=> A | B`` where either is right.

    ``spot`` is read in the same way: each passage ``=> A & B`` (all of them), ``=> A | B`` (any of them) or ``=> -``
    (none). All items have a target, or none has: a bare list takes them from the other edition, as marks do.
    """
    items = read_items(found, frame)
    if any(item.cut.targets is not None for item in items):
        for item in items:
            if item.cut.targets is None and item.text:
                found.report_line("Q41", item.line, id=frame.id, text=item.text)
    return Answers(*options(items))


def order(found: Findings, frame: Frame) -> Answers:
    """A numbered list in the right order."""
    items = read_items(found, frame)
    if 0 < len(items) < FEWEST:
        group = f"the list ({len(items)}, and at least {FEWEST} are needed)"
        found.report_line("Q20", frame.line, id=frame.id, group=group)
    return Answers(*options(items))
