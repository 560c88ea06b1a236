"""Scales in one language, and labels → positions."""

from __future__ import annotations

from sitegen.model.course import Scale
from sitegen.model.view import GroupView, PositionView, ScaleView
from sitegen.model.widget import WidgetOutline

#: The attributes of a widget that name a scale.
SCALE_ATTRIBUTES = ("by", "on", "rows", "cells")


def scale_view(scale: Scale, lang: str) -> ScaleView:
    """A scale in ``lang``."""
    positions = tuple(
        PositionView(x.id, x.label.get(lang, x.key), x.text.get(lang, ""), x.group) for x in scale.positions
    )
    groups = tuple(
        GroupView(key, labels.get(lang, key), tuple(x.id for x in scale.positions if x.group == key))
        for key, labels in scale.groups.items()
    )
    return ScaleView(scale.name, scale.kind == "ordered", positions, groups)


def rows_view(name: str, scales: dict[str, ScaleView]) -> tuple[PositionView, ...]:
    """What ``rows=`` names: a scale's positions, or with ``NAME.groups`` its groups as positions."""
    base, _, part = name.partition(".")
    scale = scales.get(base)
    if scale is None:
        return ()
    if part == "groups":
        return tuple(PositionView(group.key, group.label, "") for group in scale.groups)
    return scale.positions


def by_label(label: str, positions: tuple[PositionView, ...]) -> PositionView | None:
    """The position with this label; case and outer space do not matter, since a label may begin a sentence."""
    wanted = label.strip().casefold().replace("'", "’")
    return next((x for x in positions if x.label.casefold().replace("'", "’") == wanted), None)


def scale_names(widget: WidgetOutline) -> tuple[str, ...]:
    """The names of the scales that a widget uses."""
    return tuple(widget.attributes[key].partition(".")[0] for key in SCALE_ATTRIBUTES if key in widget.attributes)
