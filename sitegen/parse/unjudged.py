"""Kinds without right answers: ``reveal``, ``poll``, ``reflect`` and ``place-own``."""

from __future__ import annotations

from sitegen.model.widget import Card
from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame
from sitegen.parse.inline import inline
from sitegen.parse.options import options, read_items
from sitegen.parse.prose import prose


def reveal(found: Findings, frame: Frame) -> Answers:
    """Cards that open, each a ``### heading`` and its text, or made from a scale by ``by=``.

    Their headings are no headings of the page and have no ids.
    """
    cards = []
    by = "by" in frame.attributes
    for part, inside in frame.cards:
        if part.token.tag != "h3":
            found.report_line("Q46", part.line, id=frame.id, what="a card’s heading begins with ###")
        heading = inline(found, found.tokens[part.start + 1]).html
        if not heading.strip():
            found.report_line("Q46", part.line, id=frame.id, what="a card has no heading")
        html = "".join(prose(found, block.start, block.end) for block in inside)
        if not html.strip():
            found.report_line("Q46", part.line, id=frame.id, what="a card has no text under its heading")
        cards.append(Card(heading, html))
    if by and cards:
        found.report_line("Q46", frame.cards[0][0].line, id=frame.id, what="by= already makes the cards from the scale")
    if not by and not cards:
        found.report_line("Q46", frame.line, id=frame.id, what="it has no cards")
    return Answers(cards=tuple(cards))


def poll(found: Findings, frame: Frame) -> Answers:
    """A bare list: no answer is right."""
    return Answers(*options(read_items(found, frame)))


def prompt_only(found: Findings, frame: Frame) -> Answers:
    """``reflect`` and ``place-own``: the learner writes or chooses; ``split`` has refused any list."""
    del found, frame
    return Answers()
