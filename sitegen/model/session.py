"""A session plan as a trainer wrote it: ``sessions/NAME.toml``.

Times of day are minutes since midnight; -1 stands for none.
"""

from __future__ import annotations

from msgspec import Struct

from sitegen.model.document import Minutes

MODES = ("room", "zoom", "hybrid")
INTERPRETATION = ("none", "room", "zoom")
MIDNIGHT = 24 * 60


class Breakout(Struct, frozen=True):
    """Work in ``groups`` at once, in so many ``rounds`` of so many ``minutes``."""

    groups: int
    rounds: int
    minutes: int


class Item(Struct, frozen=True):
    """One thing that happens. Just one of ``use``, ``pause`` and ``title`` says what; a title may name the others too.

    ``use`` is an activity's or exercise's id (``PAGE#ID`` where two pages have it), a page's key or a module; ``pause``
    the minutes of a break. ``minutes`` are None where the course knows them. ``at`` is a pinned time, ``cut`` the order
    in which items may be shortened (0: not). ``lines`` are those of the keys in the file, ``line`` the item's own.
    """

    line: int
    use: str = ""
    pause: int = 0
    title: dict[str, str] = {}
    minutes: Minutes | None = None
    lead: str = ""
    at: int = -1
    breakout: Breakout | None = None
    cut: int = 0
    lines: dict[str, int] = {}


class Session(Struct, frozen=True):
    """A plan. ``date`` is ISO ("2027-02-04") or "", ``weekday`` counts from 0 for Monday.

    ``languages`` are in order, the first leads. ``people`` and ``groups`` are 0 where not said. ``spare`` are minutes
    to hold back before ``ends``. ``worksheets`` name exercises, pages and modules; None: those of the items.
    """

    name: str
    path: str
    title: dict[str, str]
    starts: int
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    ends: int = -1
    date: str = ""
    weekday: int = 0
    mode: str = "room"
    interpretation: str = "none"
    people: int = 0
    groups: int = 0
    audience: dict[str, str] = {}
    spare: int = 0
    trainers: tuple[str, ...] = ()
    worksheets: tuple[str, ...] | None = None
    lines: dict[str, int] = {}

    @property
    def modes(self) -> tuple[str, ...]:
        """The instructions that trainers need: both in a hybrid session."""
        return ("room", "zoom") if self.mode == "hybrid" else (self.mode,)


def clock(minutes: int) -> str:
    """A time of day as everybody writes it on an agenda, in any of our languages: ``09:05``."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
