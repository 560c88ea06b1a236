"""A plan's items → what they stand for in the course, and how long they take."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model.course import Course, Entry, Folder
from sitegen.model.document import Activity, Document, Minutes
from sitegen.model.session import Breakout, Item, Session
from sitegen.model.widget import WidgetOutline
from sitegen.plan.addresses import entries
from sitegen.plan.menus import untitled

#: One minute for each move: into the groups, on to the next one after each round, and back.
MOVE = 1
#: How an estimate is made where no author says anything: words a minute read, and minutes a question
#: and an activity.
WORDS, QUESTION, ACTIVITY = 130, 1.5, 15


class Target(NamedTuple):
    """What a name stands for. ``kind``: "activity", "exercise", "page" or "module"; ``id`` within the first entry.

    ``entries`` are the pages that it is about, in reading order.
    """

    kind: str
    entries: tuple[Entry, ...]
    id: str = ""


class Step(NamedTuple):
    """An item with what it stands for.

    ``targets`` has one, none (a break, an own item, an unknown name) or several (the name is not clear). ``basis`` says
    whose minutes these are: "plan", "breakout", "activity", "study" or "estimate". ``near`` are names like an unknown
    one.
    """

    item: Item
    targets: tuple[Target, ...]
    minutes: Minutes
    basis: str
    near: tuple[str, ...] = ()

    @property
    def target(self) -> Target | None:
        """What it stands for, where that is clear."""
        return self.targets[0] if len(self.targets) == 1 else None

    @property
    def is_break(self) -> bool:
        """Whether people rest."""
        return bool(self.item.pause)

    def activity(self, lang: str) -> Activity | None:
        """The activity in one language."""
        target = self.target
        document = target.entries[0].editions.get(lang) if target and target.kind == "activity" else None
        return next((x for x in document.activities if target and x.id == target.id), None) if document else None

    def title(self, lang: str) -> str:
        """What agendas call it; "" for a break without a name of its own."""
        own = self.item.title.get(lang, "")
        target = self.target
        if own or target is None or not target.entries:
            return own or self.item.use
        first = target.entries[0]
        document = first.editions.get(lang)
        if document is None or (target.kind == "module" and not first.key.endswith("/index")):
            return untitled(first.folder if target.kind == "module" else first.key)
        if activity := self.activity(lang):
            if activity.title:
                return activity.title
            if activity.section >= 0:
                return document.headings[activity.section].text
        return document.meta.title or untitled(document.key)


class Names:
    """Everything that a plan can name."""

    def __init__(self, course: Course) -> None:
        """Look through the course once."""
        self.found: dict[str, list[Target]] = {}
        for folder in (*course.modules, *course.folders):
            if folder.name:
                self._add(folder.name, Target("module", _pages(folder)))
        for entry in entries(course):
            if not entry.editions:
                continue
            self._add(entry.key, Target("page", (entry,)))
            editions = entry.editions.values()
            for name in dict.fromkeys(x.id for document in editions for x in document.activities):
                self._add_both(entry, name, "activity")
            for name in dict.fromkeys(x.id for document in editions for x in document.widgets if x.id):
                self._add_both(entry, name, "exercise")

    def _add_both(self, entry: Entry, name: str, kind: str) -> None:
        self._add(name, Target(kind, (entry,), name))
        self._add(f"{entry.key}#{name}", Target(kind, (entry,), name))

    def _add(self, name: str, target: Target) -> None:
        self.found.setdefault(name, []).append(target)

    def look_up(self, name: str) -> tuple[Target, ...]:
        """What ``name`` stands for: nothing, one thing, or more."""
        return tuple(self.found.get(name, ()))

    def near(self, name: str) -> tuple[str, ...]:
        """Known names like this one, best first."""
        plain = [known for known in self.found if "#" not in known or "#" in name]
        last = {known.rpartition("/")[2]: known for known in reversed(plain)}
        close = difflib.get_close_matches(name, plain, 2) or difflib.get_close_matches(name, last, 2)
        return tuple(dict.fromkeys(last.get(word, word) for word in close))


def _pages(folder: Folder) -> tuple[Entry, ...]:
    index = (folder.index,) if folder.index else ()
    return (*index, *folder.pages)


def steps_of(session: Session, names: Names) -> tuple[Step, ...]:
    """All items of a plan."""
    return tuple(_step(item, session, names) for item in session.items)


def _step(item: Item, session: Session, names: Names) -> Step:
    targets = names.look_up(item.use) if item.use else ()
    near = names.near(item.use) if item.use and not targets else ()
    minutes, basis = _minutes(item, targets[0] if len(targets) == 1 else None, session.languages)
    return Step(item, targets, minutes, basis, near)


def _minutes(item: Item, target: Target | None, languages: tuple[str, ...]) -> tuple[Minutes, str]:
    """How long it takes. The plan knows best, then the activity, then the page; else it is an estimate."""
    if item.minutes:
        return item.minutes, "plan"
    if item.pause:
        return _just(item.pause), "plan"
    if item.breakout:
        return _just(needed(item.breakout)), "breakout"
    documents = [shown for entry in target.entries if (shown := _shown(entry, languages))] if target else []
    return _known(target, documents) if target and documents else (_just(0), "plan")


def _known(target: Target, documents: list[Document]) -> tuple[Minutes, str]:
    """What the course says of something's length."""
    if target.kind == "activity":
        known = next((x.minutes for x in documents[0].activities if x.id == target.id and x.minutes), None)
        return (known, "activity") if known else (_just(ACTIVITY), "estimate")
    if target.kind == "exercise":
        widget = next(x for x in documents[0].widgets if x.id == target.id)
        return _just(math.ceil(QUESTION * questions(widget))), "estimate"
    each = [document.meta.minutes or _estimate(document) for document in documents]
    total = Minutes(sum(x.min for x in each), sum(x.usual for x in each), sum(x.max for x in each))
    return total, "study" if all(document.meta.minutes for document in documents) else "estimate"


def _shown(entry: Entry, languages: tuple[str, ...]) -> Document | None:
    found = (entry.editions.get(lang) for lang in languages)
    return next((document for document in found if document), next(iter(entry.editions.values()), None))


def _just(minutes: int) -> Minutes:
    return Minutes(minutes, minutes, minutes)


def _estimate(document: Document) -> Minutes:
    asked = sum(questions(widget) for widget in document.widgets)
    return _just(max(1, math.ceil(document.words / WORDS + QUESTION * asked)))


def questions(widget: WidgetOutline) -> int:
    """How many questions an exercise asks."""
    if widget.kind in ("sort-into", "spot"):
        return max(len(widget.options), 1)
    if widget.kind == "grid":
        return max(len(widget.rows) * widget.questions, 1)
    return 1


def cuts_of(steps: tuple[Step, ...]) -> list[Step]:
    """The items that may be shortened or left out when it gets late, the first to go first."""
    return sorted((step for step in steps if step.item.cut), key=lambda step: step.item.cut)


def needed(breakout: Breakout) -> int:
    """Minutes that work in groups takes, moves included."""
    return breakout.rounds * breakout.minutes + (breakout.rounds + 1) * MOVE


def worksheets_of(
    session: Session, steps: tuple[Step, ...], names: Names
) -> tuple[tuple[tuple[Entry, str], ...], tuple[str, ...]]:
    """The exercises for paper as ``(entry, id)``, each once in the order of the session, and names that mean nothing.

    They are those of the items, unless the plan lists others.
    """
    unknown: list[str] = []
    targets: list[Target] = []
    if session.worksheets is None:
        targets = [step.target for step in steps if step.target and step.target.kind != "activity"]
    else:
        for name in session.worksheets:
            found = [target for target in names.look_up(name) if target.kind != "activity"]
            targets += found[:1]
            unknown += [] if found else [name]
    pairs = [pair for target in targets for pair in _exercises(target, session.languages)]
    once = {(entry.key, name): (entry, name) for entry, name in reversed(pairs)}
    return tuple(reversed(once.values())), tuple(unknown)


def _exercises(target: Target, languages: tuple[str, ...]) -> Iterator[tuple[Entry, str]]:
    for entry in target.entries:
        document = _shown(entry, languages)
        for widget in document.widgets if document else ():
            if widget.id and (not target.id or target.id == widget.id):
                yield entry, widget.id
