"""What a trainer gets: one page of a session's pack, planned.

As with ``PageInputs``, what is not in the inputs cannot be shown, and a page's key is their digest.
"""

from __future__ import annotations

from msgspec import Struct

from sitegen.model.document import Minutes
from sitegen.model.page import PageInputs
from sitegen.model.view import ScaleView

#: The parts of a pack, in the order in which a trainer needs them.
PARTS = ("agenda", "run-sheet", "worksheets", "answer-key", "handouts", "cards", "wall")
#: Those that hold answers or notes: never public, never for people who take part.
PRIVATE = frozenset({"run-sheet", "answer-key"})


class SlotView(Struct, array_like=True, frozen=True):
    """A line of the agenda. ``kind``: "item", "break" or "spare". ``titles`` are by language, "" for the plain word.

    ``item`` is the index in ``PackInputs.items``, -1 for spare time. Times are written out.
    """

    kind: str
    starts: str
    ends: str
    minutes: int
    titles: dict[str, str]
    estimate: bool = False
    item: int = -1


class ItemView(Struct, array_like=True, frozen=True):
    """What the run sheet tells of an item besides its line.

    ``kind``: "activity", "exercise", "page", "module", "break" or "own"; ``basis`` as in ``plan.steps.Step``. ``pages``
    are the keys of the pages that it is about, ``id`` the activity or exercise. ``least`` and ``most`` people are in
    each of ``groups`` (0: no groups, or nobody knows). ``cut`` is its turn to be shortened, 0 for never. ``exercises``
    are the numbers of its worksheets, ``cards`` of those that are there to cut out as well; () where the pack has none.
    """

    kind: str
    id: str
    pages: tuple[str, ...]
    minutes: Minutes
    basis: str
    lead: str
    groups: int
    least: int
    most: int
    rounds: int
    round_minutes: int
    cut: int
    exercises: tuple[int, ...]
    cards: tuple[int, ...] = ()


class ExerciseRef(Struct, array_like=True, frozen=True):
    """An exercise on paper: its number in the pack, the same in all languages, and its page's key."""

    number: int
    page: str
    id: str
    kind: str


class PackPart(Struct, array_like=True, frozen=True):
    """A part of the pack, for lists of it. ``copies`` in all languages together, 0 where nobody knows.

    ``paths`` are by language; ``both`` is the page with two languages side by side, "" for none.
    """

    part: str
    paths: dict[str, str]
    copies: int
    both: str = ""


class PackInputs(Struct, array_like=True, frozen=True):
    """Everything that one page of a pack shows besides the bodies of its ``pages`` and the words of the catalogues.

    ``part`` is one of ``PARTS`` or "index". ``languages`` are those shown on this page, ``lang`` the first of them;
    ``all`` are those of the pack. ``day``, ``month``, ``weekday`` (from 0) and ``year`` are 0 without a date. ``modes``
    are the instructions that the trainers need. ``trainers`` are () in a public pack.
    """

    part: str
    path: str
    lang: str
    languages: tuple[str, ...]
    all: tuple[str, ...]
    labels: dict[str, str]
    titles: dict[str, str]
    course: dict[str, str]
    year: int
    month: int
    day: int
    weekday: int
    starts: str
    ends: str
    mode: str
    modes: tuple[str, ...]
    interpretation: str
    people: int
    groups: int
    audience: dict[str, str]
    trainers: tuple[str, ...]
    spare: int
    public: bool
    slots: tuple[SlotView, ...]
    items: tuple[ItemView, ...]
    exercises: tuple[ExerciseRef, ...]
    walls: tuple[ScaleView, ...]
    pages: dict[str, PageInputs]
    parts: tuple[PackPart, ...]
    styles: tuple[str, ...]
    favicon: str
    theme: str
    generator: str
