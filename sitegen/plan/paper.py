"""Exercises on paper: lettered and in the order of the sheet; and without their answers.

A worksheet is made from a view that holds no answer at all, so that no template, and no attribute, can give one away.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import replace

from sitegen.model.view import OptionView, RowView, ScaleView, WidgetView
from sitegen.plan.widgets import mixed

#: The same letters in all languages, Welsh included: people with sheets in either language talk about one “C”.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Kinds that can be cut out and laid on a table, and kinds that have a right answer.
CUT_OUT = frozenset({"sort-into", "order"})
KEYED = frozenset({"choose-one", "choose-many", "sort-into", "place", "grid", "spot", "order"})
#: Kinds whose items are matched with the letter of a position, and kinds whose options have letters themselves.
MATCHED = frozenset({"sort-into", "grid"})
LETTERED = frozenset({"choose-one", "choose-many", "poll", "order"})


def on_paper(view: WidgetView) -> WidgetView:
    """An exercise as worksheet and key show it: what a script would shuffle is shuffled once for all."""
    options = mixed(view.id, view.options) if "shuffle" in view.attributes else view.options
    answers = view.answers if view.kind == "order" else options
    matched = view.scale.positions if view.scale and view.kind in MATCHED else ()
    ids = [*(x.id for x in matched), *(x.id for x in options if view.kind in LETTERED)]
    letters = dict(zip(ids, LETTERS, strict=False))
    if matched:
        answers = tuple(replace(x, target_labels=_lettered(x.targets, x.target_labels, letters)) for x in answers)
    rows = tuple(
        replace(
            row,
            cells=tuple(replace(x, target_labels=_lettered(x.targets, x.target_labels, letters)) for x in row.cells),
        )
        for row in view.rows
    )
    return replace(view, options=options, answers=answers, rows=rows, letters=letters)


def _lettered(targets: tuple[str, ...], labels: tuple[str, ...], letters: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{letters[target]} {label}" for target, label in zip(targets, labels, strict=True))


def unanswered(view: WidgetView) -> WidgetView:
    """An exercise for people who have not answered it yet: no marks, targets, feedback, hints or explanation.

    The items of ``order`` get their letters for ids, since authors letter them in the right order.
    """
    names = view.letters if view.kind == "order" else {}
    return replace(
        view,
        version="",
        attributes={key: value for key, value in view.attributes.items() if key in ("lines", "by", "on")},
        options=tuple(_bare(option, names.get(option.id, option.id)) for option in view.options),
        answers=(),
        hints=(),
        explanation=Markup(""),
        rows=tuple(_bare_row(row) for row in view.rows),
        letters={names.get(id_, id_): letter for id_, letter in view.letters.items()},
    )


def without_meanings(view: WidgetView, scale: ScaleView) -> WidgetView:
    """The same exercise with its scale's labels alone."""
    return replace(view, scale=replace(scale, positions=tuple(replace(x, text="") for x in scale.positions)))


def _bare(option: OptionView, name: str) -> OptionView:
    return OptionView(name, option.html, "", (), (), "", Markup(""))


def _bare_row(row: RowView) -> RowView:
    cells = tuple(replace(cell, targets=(), target_labels=()) for cell in row.cells)
    return replace(row, cells=cells, feedback=Markup(""))
