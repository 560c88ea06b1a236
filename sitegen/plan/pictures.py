"""Pictures of scales: which shapes stand where, in numbers. The theme gives them their looks.

A picture is as wide as its view box, in CSS pixels, so that its text is never smaller than on the page. On a phone's
screen the theme shows the picture's words instead, as a list. Words are the scale's, in the page's language.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence

from sitegen.model.view import DrawingView, GroupView, PictureView, PositionView, ScaleView, ShapeView

WIDE = 640.0
#: Height of a line of text and width of an average letter, in ems of a humanist sans-serif.
LEADING, LETTER = 1.3, 0.53
LABEL, TEXT = 17.0, 15.0
GAP = 12.0


def picture_view(scale: ScaleView, form: str) -> PictureView:
    """Draw ``scale`` in ``form`` ("" for the one that suits it); forms are the keys of ``FORMS``."""
    name = form if form in FORMS else ("line" if scale.ordered else "ring")
    return PictureView(name, scale, FORMS[name](scale))


def fits(scale: ScaleView, form: str) -> bool:
    """Whether ``form`` can draw ``scale``."""
    count = len(scale.positions)
    return count == 4 if form == "quarters" else count <= 8


class _Sheet:
    """A drawing being made: shapes, and how far down they reach."""

    def __init__(self) -> None:
        self.height, self.shapes = 0.0, list[ShapeView]()

    def add(self, kind: str, role: str, x: float, y: float, w: float = 0.0, h: float = 0.0) -> None:
        self.shapes.append(ShapeView(kind, role, round(x, 1), round(y, 1), round(w, 1), round(h, 1)))
        self.height = max(self.height, y + h)

    def text(
        self, role: str, text: str, x: float, y: float, width: float, size: float = LABEL, middle: bool = True
    ) -> float:
        """Write ``text`` from ``y`` down, broken into lines of ``width``; returns where it ends."""
        for line in broken(text, width, size):
            y += size * LEADING
            self.shapes.append(
                ShapeView(
                    "text", f"{role} middle" if middle else role, round(x, 1), round(y - size * 0.3, 1), 0, size, line
                )
            )
        self.height = max(self.height, y)
        return y

    def done(self) -> DrawingView:
        return DrawingView(WIDE, math.ceil(self.height + 6), tuple(self.shapes))


def broken(text: str, width: float, size: float) -> list[str]:
    """Lines of ``text`` that fit into ``width``; a word that is longer than a line stays whole."""
    letters = max(4, int(width / (size * LETTER)))
    return textwrap.wrap(text, letters, break_long_words=False) or [""]


def lines_high(text: str, width: float, size: float) -> float:
    """How high ``text`` will be."""
    return len(broken(text, width, size)) * size * LEADING


def groups_of(scale: ScaleView) -> Sequence[GroupView]:
    """The scale's groups; one without a name where there are none."""
    return scale.groups or (GroupView("", "", tuple(each.id for each in scale.positions)),)


def _members(scale: ScaleView, group: GroupView) -> list[PositionView]:
    return [each for each in scale.positions if each.id in group.ids]


def line(scale: ScaleView) -> DrawingView:
    """Stops on a line from left to right, under the names of their groups."""
    sheet = _Sheet()
    column = WIDE / len(scale.positions)
    at, rail = 0.0, 0.0
    if scale.groups:
        rail = max(lines_high(group.label, column * len(group.ids) - GAP, LABEL) for group in scale.groups)
    rail += 26
    sheet.add("line", "rail", column / 2, rail, WIDE - column, 0)
    for group in groups_of(scale):
        width = column * len(group.ids)
        if group.label:
            end = sheet.text("group", group.label, at + width / 2, 0, width - GAP)
            sheet.add("line", "bracket", at + GAP / 2, end + 6, width - GAP, 0)
        for position in _members(scale, group):
            sheet.add("dot", f"stop {group.key}", at + column / 2, rail, 9, 9)
            sheet.text("word", position.label, at + column / 2, rail + 14, column - 4, TEXT)
            at += column
    return sheet.done()


def ladder(scale: ScaleView) -> DrawingView:
    """Rungs, the first one lowest, beside the names of their bands."""
    sheet = _Sheet()
    words = [word for group in scale.groups for word in group.label.split()]
    side = 30 + max(max(map(len, words), default=0) * TEXT * LETTER * 1.1, 160.0)
    right = WIDE - side if scale.groups else WIDE - 12
    step = max(lines_high(each.label, right - 44, LABEL) for each in scale.positions) + 22
    bottom = step * len(scale.positions) + 12
    for x in (14.0, right):
        sheet.add("line", "rail", x, 4, 0, bottom)
    y = bottom - step + 4
    for group in groups_of(scale):
        top = y
        for position in _members(scale, group):
            top = y
            sheet.add("line", f"rung {group.key}", 14, y + step - 6, right - 14, 0)
            high = lines_high(position.label, right - 44, LABEL)
            sheet.text("word", position.label, (right + 14) / 2, y + step - 10 - high, right - 44)
            y -= step
        if group.label:
            high = lines_high(group.label, side - 30, TEXT)
            tall = step * len(group.ids) - 12
            sheet.add("line", "bracket", right + 14, top + 8, 0, tall)
            sheet.text("group", group.label, right + 24, top + 8 + (tall - high) / 2, side - 30, TEXT, middle=False)
    return sheet.done()


def _card(sheet: _Sheet, position: PositionView, x: float, y: float, width: float, height: float = 0.0) -> float:
    """A box with a position's label and text; returns its height."""
    inner = width - 24
    high = lines_high(position.label, inner, LABEL) + 20
    if position.text:
        high += lines_high(position.text, inner, TEXT) + 4
    high = max(high, height)
    sheet.add("box", "card", x, y, width, high)
    end = sheet.text("name", position.label, x + 12, y + 6, inner, LABEL, middle=False)
    if position.text:
        sheet.text("word", position.text, x + 12, end + 4, inner, TEXT, middle=False)
    return high


def _card_height(scale: ScaleView, width: float) -> float:
    return max(_card(_Sheet(), each, 0, 0, width) for each in scale.positions)


def quarters(scale: ScaleView) -> DrawingView:
    """Four boxes, from the lower right one against the clock, as Cynefin is drawn."""
    sheet = _Sheet()
    width = (WIDE - 2 - GAP) / 2
    high = _card_height(scale, width)
    places = ((1, 1), (1, 0), (0, 0), (0, 1))
    for position, (column, row) in zip(scale.positions, places, strict=False):
        _card(sheet, position, column * (width + GAP) + 1, row * (high + GAP) + 2, width, high)
    return sheet.done()


def ring(scale: ScaleView) -> DrawingView:
    """Boxes in a ring, joined in the middle: none is first."""
    sheet = _Sheet()
    width = 200.0
    count = len(scale.positions)
    high = _card_height(scale, width)
    across, down = (WIDE - width) / 2 - 2, max(high * 1.45, 120.0)
    middle = WIDE / 2, down + high / 2 + 2
    angles = [math.tau * place / count - math.pi / 2 for place in range(count)]
    centres = [(middle[0] + across * math.cos(a), middle[1] + down * math.sin(a)) for a in angles]
    for x, y in centres:
        sheet.add("stroke", "rail", middle[0], middle[1], x - middle[0], y - middle[1])
    for offset in (-17, 17):
        sheet.add("ring", "motif", middle[0] + offset, middle[1], 30, 30)
    for each, (x, y) in zip(scale.positions, centres, strict=True):
        _card(sheet, each, x - width / 2, y - high / 2, width, high)
    return sheet.done()


def chain(scale: ScaleView) -> DrawingView:
    """Boxes from left to right with arrows between."""
    sheet = _Sheet()
    count = len(scale.positions)
    gap = 26.0
    width = (WIDE - 4 - gap * (count - 1)) / count
    high = _card_height(scale, width)
    for place, position in enumerate(scale.positions):
        x = 2 + place * (width + gap)
        _card(sheet, position, x, 2, width, high)
        if place:
            sheet.add("arrow", "right", x - gap + 4, 2 + high / 2, gap - 8, 0)
    return sheet.done()


#: Form → how it is drawn. A form is a line here.
FORMS: dict[str, Callable[[ScaleView], DrawingView]] = {
    "line": line,
    "ladder": ladder,
    "quarters": quarters,
    "ring": ring,
    "chain": chain,
}
