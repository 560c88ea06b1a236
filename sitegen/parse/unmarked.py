"""Kinds with neither marks nor targets: ``order``, ``poll``, ``reflect`` and ``place-own``."""

from __future__ import annotations

from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame
from sitegen.parse.options import options, read_items

FEWEST = 3
"""Items from which an order can be wrong in more than one way."""


def order(found: Findings, frame: Frame) -> Answers:
    """A numbered list in the right order."""
    items = read_items(found, frame)
    if 0 < len(items) < FEWEST:
        group = f"the list ({len(items)}, and at least {FEWEST} are needed)"
        found.report_line("Q20", frame.line, id=frame.id, group=group)
    return Answers(*options(items))


def poll(found: Findings, frame: Frame) -> Answers:
    """A bare list: no answer is right."""
    return Answers(*options(read_items(found, frame)))


def prompt_only(found: Findings, frame: Frame) -> Answers:
    """``reflect`` and ``place-own``: the learner writes or chooses; ``frame.split`` has refused any list."""
    del found, frame
    return Answers()
