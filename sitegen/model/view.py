"""Exercises as a template gets them: labels looked up, marks filled in, in one language."""

from __future__ import annotations

from msgspec import Struct


class PositionView(Struct, array_like=True, frozen=True):
    """One position of a scale in one language."""

    id: str
    label: str
    text: str
    group: str = ""


class GroupView(Struct, array_like=True, frozen=True):
    """A group of a scale: its key and label, and its positions' ids."""

    key: str
    label: str
    ids: tuple[str, ...]


class ScaleView(Struct, array_like=True, frozen=True):
    """A scale in the language of a page's content; ``spectrum.groups`` gives the groups as positions."""

    name: str
    ordered: bool
    positions: tuple[PositionView, ...]
    groups: tuple[GroupView, ...]


class ShapeView(Struct, array_like=True, frozen=True):
    """A shape of a drawing, in CSS pixels. ``role`` is for its looks.

    ``kind``: "box" (corner, width, height), "dot" and "ring" (centre, radii), "line", "stroke" and "arrow" (from,
    and how far across and down), "text" (foot of the line; ``h`` is the size of the letters).
    """

    kind: str
    role: str
    x: float
    y: float
    w: float
    h: float
    text: str = ""


class DrawingView(Struct, array_like=True, frozen=True):
    """Where a picture's shapes stand, in CSS pixels."""

    width: float
    height: float
    shapes: tuple[ShapeView, ...]


class PictureView(Struct, array_like=True, frozen=True):
    """A scale as a picture, and the scale itself for the words that stand in its place."""

    form: str
    scale: ScaleView
    drawing: DrawingView


class Inherited(Struct, array_like=True, frozen=True):
    """What an option takes from another edition, where its own exercise writes no answers: ``targets`` are ids."""

    id: str
    mark: str
    targets: tuple[str, ...]
    join: str


class OptionView(Struct, frozen=True):
    """An option as a template gets it: ``targets`` are position ids, ``target_labels`` their labels."""

    id: str
    html: str
    mark: str
    targets: tuple[str, ...]
    target_labels: tuple[str, ...]
    join: str
    feedback: str


class CellView(Struct, frozen=True):
    """A cell of a grid: its question's number from 0, the right position ids and their labels."""

    question: int
    targets: tuple[str, ...]
    target_labels: tuple[str, ...]


class RowView(Struct, frozen=True):
    """A row of a grid: the row position's id and label."""

    id: str
    label: str
    cells: tuple[CellView, ...]
    feedback: str


class WidgetView(Struct, frozen=True):
    """An exercise as its template gets it.

    ``number`` counts the page's exercises from 1. ``case`` and ``question`` are ``Widget``'s. ``version`` is the parity
    key's: equal in all editions, and another one when ids, marks or targets change. ``options`` are in the order to
    show; ``answers`` in the order that the author wrote (they differ in ``order``). ``scale`` is what ``by=``, ``on=``
    or ``cells=`` names. ``corner`` and ``questions`` are a grid's header. On paper, ``letters`` has a letter for each
    id that can be the answer: of the positions where something is sorted by a scale, else of the options; {} elsewhere.
    """

    id: str
    kind: str
    number: int
    version: str
    attributes: dict[str, str]
    case: str
    question: str
    options: tuple[OptionView, ...]
    answers: tuple[OptionView, ...]
    hints: tuple[str, ...]
    explanation: str
    scale: ScaleView | None
    corner: str
    questions: tuple[str, ...]
    rows: tuple[RowView, ...]
    cards: tuple[tuple[str, str], ...]
    letters: dict[str, str] = {}
