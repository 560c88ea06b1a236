"""Answers that one edition leaves to another.

An exercise whose items all stand bare, without marks and without ``=>``, takes its answers from an edition that writes
them, so that a translator need not repeat what is not language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.model.course import Entry
from sitegen.model.view import Inherited, PositionView, ScaleView
from sitegen.model.widget import WidgetOutline
from sitegen.plan.scales import by_label

#: Kinds whose items say what is right, by a mark or by a target.
MARKED = frozenset({"choose-one", "choose-many", "place"})
SORTED = frozenset({"sort-into", "spot"})
#: The target of a passage that shows none of a scale's positions.
NONE = "-"


def bare(widget: WidgetOutline) -> bool:
    """Whether an exercise should say what is right, and says nothing."""
    if widget.kind in MARKED:
        return not any(option.mark for option in widget.options)
    return widget.kind in SORTED and not any(option.targets for option in widget.options)


def inherited(
    widget: WidgetOutline, entry: Entry, scales: Mapping[str, Mapping[str, ScaleView]]
) -> tuple[Inherited, ...]:
    """The answers of a bare exercise from the first edition that has them; () where there is nothing to inherit.

    ``scales`` are by language and name; labels are looked up in the language of the edition that wrote them.
    """
    if not bare(widget):
        return ()
    for lang, document in entry.editions.items():
        for twin in document.widgets:
            if twin.id == widget.id and not bare(twin):
                scale = scales[lang].get(twin.attributes.get("by", ""))
                positions = scale.positions if scale else ()
                return tuple(
                    Inherited(option.id, option.mark, tuple(_ids(option.targets, positions)), option.join)
                    for option in twin.options
                )
    return ()


def _ids(labels: tuple[str, ...], positions: tuple[PositionView, ...]) -> Iterator[str]:
    for label in labels:
        if label == NONE:
            yield NONE
        elif found := by_label(label, positions):
            yield found.id
