"""Exercises as their author wrote them in one edition.

``Widget`` has the texts and stands in a document's ``Body``; ``WidgetOutline`` has what must be equal in all
editions (the parity key) and stands in the ``Document``. Labels are kept as written; ``assemble`` looks them up.
"""

from __future__ import annotations

from msgspec import Struct


class Option(Struct, frozen=True):
    """One list item of a widget: an answer, an item to sort, a passage, a position.

    ``html`` and ``feedback`` are HTML (inline, and blocks or ""). ``mark`` is "x" right, "~" also defensible,
    " " not, "" no mark written. ``targets`` are labels after ``=>`` as written, joined by ``join``: "|" any of
    them is right, "&" all are needed, "" for one target; ``=> -`` ("none") gives ``targets=("-",)``.
    """

    id: str
    html: str
    mark: str = ""
    targets: tuple[str, ...] = ()
    join: str = ""
    feedback: str = ""


class GridRow(Struct, frozen=True):
    """A row of a grid's key: its label, and for each question the labels that are right (one or more)."""

    label: str
    cells: tuple[tuple[str, ...], ...]
    feedback: str = ""


class Grid(Struct, frozen=True):
    """A ``grid``'s pipe table: ``corner`` and ``questions`` are inline HTML of the header row."""

    corner: str
    questions: tuple[str, ...]
    rows: tuple[GridRow, ...]


class Card(Struct, frozen=True):
    """One card of a ``reveal``: inline HTML of the heading, block HTML of the text."""

    heading: str
    html: str


class Widget(Struct, frozen=True):
    """One exercise in one edition.

    ``question`` is the prompt's last paragraph, inline HTML (a legend takes nothing else), "" where the prompt ends in
    something else; ``case`` is what comes before it. ``case``, ``hints`` and ``explanation`` are block HTML.
    """

    id: str
    kind: str
    attributes: dict[str, str]
    case: str
    question: str
    options: tuple[Option, ...] = ()
    hints: tuple[str, ...] = ()
    explanation: str = ""
    grid: Grid | None = None
    cards: tuple[Card, ...] = ()


class OptionOutline(Struct, array_like=True, frozen=True):
    """What other editions and the checks need of an option. ``text`` is its plain text; ``line`` counts from 1."""

    id: str
    mark: str
    targets: tuple[str, ...]
    join: str
    text: str
    feedback: bool
    line: int


class WidgetOutline(Struct, array_like=True, frozen=True):
    """What other editions and the checks need of a widget.

    ``section`` is the index of the last heading before it in ``Document.headings`` (-1: none), its position in the
    page's outline. ``rows`` are a grid's labels and cells as written; ``row_lines`` their lines.

    ``question`` (and a grid's ``columns``) are the plain text by which a list names the exercise. That has a price: it
    is part of the outline, so who edits a question changes more than a sentence, and everything is planned anew.
    """

    id: str
    kind: str
    attributes: dict[str, str]
    options: tuple[OptionOutline, ...]
    hints: int
    explanation: bool
    cards: int
    section: int
    line: int
    questions: int = 0
    rows: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    row_lines: tuple[int, ...] = ()
    question: str = ""
    columns: tuple[str, ...] = ()
