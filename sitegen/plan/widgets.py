"""Exercises as templates get them: labels looked up, marks filled in, order fixed.

Texts that the Markdown renderer made are passed on as ``Markup``, so that templates show them as they are.
"""

from __future__ import annotations

import hashlib

from markupsafe import Markup

from sitegen.model.document import Block, Body, Box, Exercise, Picture, Task
from sitegen.model.page import PageInputs
from sitegen.model.view import CellView, Inherited, OptionView, PositionView, RowView, ScaleView, WidgetView
from sitegen.model.widget import Option, Widget
from sitegen.plan.inheritance import NONE
from sitegen.plan.scales import SCALE_ATTRIBUTES, by_label, rows_view


def widget_views(body: Body, page: PageInputs) -> dict[str, WidgetView]:
    """The views of all exercises of a body, by id, numbered in reading order."""
    views: dict[str, WidgetView] = {}
    for widget in exercises_in(body.blocks):
        views[widget.id] = widget_view(widget, len(views) + 1, page)
    return views


def exercises_in(blocks: tuple[Block, ...]) -> list[Widget]:
    """All exercises of some blocks, in reading order."""
    found: list[Widget] = []
    for block in blocks:
        if isinstance(block, Exercise):
            found.append(block.widget)
        elif isinstance(block, Box | Task | Picture):
            found += exercises_in(block.blocks)
    return found


def widget_view(widget: Widget, number: int, page: PageInputs) -> WidgetView:
    """One exercise as its template gets it."""
    given = {each.id: each for each in page.inherited.get(widget.id, ())}
    scale = _scale(widget, page.scales)
    positions = scale.positions if scale else ()
    answers = tuple(_option(option, given.get(option.id), positions) for option in widget.options)
    rows: tuple[RowView, ...] = ()
    if widget.grid is not None:
        places = rows_view(widget.attributes.get("rows", ""), page.scales)
        rows = tuple(
            RowView(
                position.id if (position := by_label(row.label, places)) else str(at),
                row.label,
                tuple(_cell(question, labels, positions) for question, labels in enumerate(row.cells)),
                Markup(row.feedback),
            )
            for at, row in enumerate(widget.grid.rows)
        )
    return WidgetView(
        id=widget.id,
        kind=widget.kind,
        number=number,
        version=_version(widget, answers, rows),
        attributes=widget.attributes,
        case=Markup(widget.case),
        question=Markup(widget.question),
        options=mixed(widget.id, answers) if widget.kind == "order" else answers,
        answers=answers,
        hints=tuple(map(Markup, widget.hints)),
        explanation=Markup(widget.explanation),
        scale=scale,
        corner=Markup(widget.grid.corner if widget.grid else ""),
        questions=tuple(map(Markup, widget.grid.questions)) if widget.grid else (),
        rows=rows,
        cards=tuple((Markup(card.heading), Markup(card.html)) for card in widget.cards),
    )


def _version(widget: Widget, answers: tuple[OptionView, ...], rows: tuple[RowView, ...]) -> str:
    """The version of the parity key: what must be equal in all editions, and no text."""
    key = (
        widget.kind,
        sorted(widget.attributes.items()),
        [(option.id, option.mark, option.targets, option.join) for option in answers],
        [(row.id, [cell.targets for cell in row.cells]) for row in rows],
        len(widget.cards),
    )
    return hashlib.blake2b(repr(key).encode(), digest_size=4).hexdigest()


def _scale(widget: Widget, scales: dict[str, ScaleView]) -> ScaleView | None:
    for key in SCALE_ATTRIBUTES:
        if key != "rows" and key in widget.attributes:
            return scales.get(widget.attributes[key].partition(".")[0])
    return None


def _targets(labels: tuple[str, ...], positions: tuple[PositionView, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = [position for label in labels if (position := by_label(label, positions))]
    return tuple(position.id for position in found), tuple(position.label for position in found)


def _option(option: Option, given: Inherited | None, positions: tuple[PositionView, ...]) -> OptionView:
    mark, join = option.mark, option.join
    ids, labels = _targets(option.targets, positions)
    if option.targets == (NONE,):
        ids = (NONE,)
    if given is not None:
        mark, join, ids = given.mark, given.join, given.targets
        labels = tuple(position.label for id_ in ids for position in positions if position.id == id_)
    return OptionView(option.id, Markup(option.html), mark, ids, labels, join, Markup(option.feedback))


def _cell(question: int, labels: tuple[str, ...], positions: tuple[PositionView, ...]) -> CellView:
    ids, shown = _targets(labels, positions)
    return CellView(question, ids, shown)


def mixed(widget_id: str, options: tuple[OptionView, ...]) -> tuple[OptionView, ...]:
    """A fixed order that is not the right one and is the same in all languages."""

    def place(option: OptionView) -> bytes:
        return hashlib.blake2b(f"{widget_id}/{option.id}".encode(), digest_size=8).digest()

    found = tuple(sorted(options, key=place))
    return found[1:] + found[:1] if found == options and len(options) > 1 else found
