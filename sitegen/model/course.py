"""The course: all documents paired and in order."""

from __future__ import annotations

from msgspec import Struct

from sitegen.model.document import Document
from sitegen.model.glossary import Glossary
from sitegen.model.session import Session
from sitegen.model.source import Asset


class Licence(Struct, frozen=True):
    """The licence of the course's text: a name per language, and an address."""

    name: dict[str, str]
    url: str = ""


class ThemeConfig(Struct, frozen=True):
    """What a course sets of its theme. ``colour`` is ``#rrggbb`` or "", ``logo`` a path in the course folder or ""."""

    colour: str = ""
    logo: str = ""


class Config(Struct, frozen=True):
    """``course.toml``. Texts are by language code; ``languages`` is in order of precedence, first leads.

    ``pages`` gives the order of a module's pages where the author fixed it. ``base_url`` ends with "/" or is "".
    ``path`` is the file's own path, relative to the course's parent. ``lines`` says where things stand in it that only
    the whole course can prove wrong: ``modules.NAME``, ``module.NAME``, ``module.NAME.PAGE``, ``theme.colour``,
    ``theme.logo``, ``languages``.
    """

    id: str
    title: dict[str, str]
    languages: tuple[str, ...]
    labels: dict[str, str]
    locales: dict[str, str]
    path: str
    description: dict[str, str] = {}
    base_url: str = ""
    modules: tuple[str, ...] = ()
    pages: dict[str, tuple[str, ...]] = {}
    theme: ThemeConfig = ThemeConfig()
    licence: Licence | None = None
    publisher: dict[str, str] = {}
    lines: dict[str, int] = {}


class Position(Struct, frozen=True):
    """One place of a scale; ``id`` is a single character, ``label`` and ``text`` are by language."""

    id: str
    key: str
    group: str
    label: dict[str, str]
    text: dict[str, str]


class Scale(Struct, frozen=True):
    """A shared vocabulary. ``kind`` is "ordered" or "set"; ``groups`` maps a group's key to labels by language."""

    name: str
    kind: str
    groups: dict[str, dict[str, str]]
    positions: tuple[Position, ...]
    path: str


class Entry(Struct, frozen=True):
    """All editions of one key. ``number`` is the page's number in its module, 0 where pages are not numbered."""

    key: str
    folder: str
    number: int
    editions: dict[str, Document]


class Folder(Struct, frozen=True):
    """A folder of pages. ``number`` is the module's number, 0 for folders that are not modules.

    ``index`` is the folder's own page; ``pages`` are the others in reading order.
    """

    name: str
    number: int
    index: Entry | None
    pages: tuple[Entry, ...]


class Course(Struct, frozen=True):
    """Everything that the course's folder says, paired and ordered; drafts are left out.

    ``modules`` in reading order, ``folders`` the unnumbered ones by name; ``home`` is ``index.md``. ``assets`` by
    their path in the course folder. ``sessions`` are trainers' plans by name, read only by commands that look at them.
    ``standing`` are the pages that every course has (``model.standing``), with the editions that authors wrote of
    them, often none. ``glossary`` is None in a course that has none.
    """

    config: Config
    home: Entry | None
    modules: tuple[Folder, ...]
    folders: tuple[Folder, ...]
    scales: dict[str, Scale]
    assets: dict[str, Asset]
    retired: frozenset[str] = frozenset()
    sessions: dict[str, Session] = {}
    standing: tuple[Entry, ...] = ()
    glossary: Glossary | None = None
