"""``reveal``: cards that open, each a ``### heading`` and its text, or made from a scale by ``by=``."""

from __future__ import annotations

from sitegen.model.widget import Card
from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame
from sitegen.parse.inline import inline
from sitegen.parse.prose import prose


def reveal(found: Findings, frame: Frame) -> Answers:
    """Render the cards. Their headings are no headings of the page and have no ids."""
    cards = []
    by = "by" in frame.attributes
    for part, inside in frame.cards:
        token = found.tokens[part.start + 1]
        if part.token.tag != "h3":
            found.report_line("Q46", part.line, id=frame.id, what="a card’s heading begins with ###")
        heading = inline(found, token).html
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
