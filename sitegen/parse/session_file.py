"""``sessions/NAME.toml`` → ``Session``, with everything that is wrong with it as it stands there alone.

Whether the things that it names exist, and whether the times add up, is seen with the whole course: ``check/``.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Minutes
from sitegen.model.session import INTERPRETATION, MODES, Breakout, Item, Session
from sitegen.parse.toml_file import Fields, line_of, load

TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")
#: A bare 09:30 is no TOML, and everybody writes it once.
SHORT_TIME = re.compile(r"^\s*(\w+)\s*=\s*(\d{1,2}:\d\d)\s*(?:#.*)?$")
A_TIME = "a time such as 09:30:00"
#: More people, groups or minutes than any session has.
MANY = 10_000


def parse_session_file(
    text: str, path: str, name: str, languages: tuple[str, ...]
) -> tuple[Session | None, tuple[Diagnostic, ...]]:
    """Read one plan; ``languages`` are the course's. None where no agenda can be made of it; and all problems."""
    problems: list[Diagnostic] = []
    table = load(text, path, "P01", problems)
    if table is None:
        return None, tuple(_explained(problem, text) for problem in problems)
    top = Plan(table, text, path, problems)
    plan = Plan(top.table_at("session"), text, path, problems, top.line("session"))
    wanted = _languages(plan, languages)
    items = _items(top, wanted)
    session = Session(
        name=name,
        path=path,
        title=plan.titles(wanted),
        starts=plan.time("starts"),
        languages=wanted,
        items=items,
        ends=plan.time("ends"),
        date=plan.date("date"),
        weekday=plan.weekday("date"),
        mode=plan.one_of("mode", MODES),
        interpretation=plan.one_of("interpretation", INTERPRETATION),
        people=plan.number("people"),
        groups=plan.number("groups"),
        audience=plan.texts("audience", wanted),
        spare=plan.number("spare"),
        trainers=plan.strings("trainers"),
        worksheets=plan.strings("worksheets") if "worksheets" in plan.table else None,
        lines={key: plan.line(key) for key in plan.table},
    )
    plan.asked.append("worksheets")
    plan.rest()
    top.rest()
    missing = [key for key in ("title", "starts") if key not in plan.table]
    problems += [diagnostic("P02", path, plan.after, key=key, where="[session]") for key in missing]
    if not items:
        problems.append(diagnostic("P02", path, 0, key="item", where="the plan"))
    if 0 <= session.ends <= session.starts:
        what = "`ends` is not after `starts`"
        problems.append(diagnostic("P04", path, plan.line("ends"), what=what))
    # A clock can go on with a wrong mode, but not without a beginning.
    usable = session.starts >= 0 and items and not any(problem.code in ("P02", "P04") for problem in problems)
    return (session if usable else None), tuple(problems)


def time_of_day(text: str) -> int:
    """Minutes since midnight for ``9:30`` or ``09:30:00``; -1 for anything else."""
    found = TIME.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else -1


def _explained(problem: Diagnostic, text: str) -> Diagnostic:
    """A syntax error, in words that help where it is the commonest one."""
    row = text.split("\n")[problem.line - 1] if 0 < problem.line <= text.count("\n") + 1 else ""
    if found := SHORT_TIME.match(row):
        reason = f"a time has seconds, `{found[2]:0>5}:00`, or stands in quotes"
        return diagnostic("P01", problem.path, problem.line, row.find(found[2]) + 1, len(found[2]), reason=reason)
    return problem


class Plan(Fields):
    """``Fields`` with the values that only plans have."""

    def titles(self, languages: tuple[str, ...]) -> dict[str, str]:
        """The title in each language of the session."""
        return self.texts("title", languages, required="title" in self.table)

    def number(self, key: str, least: int = 0) -> int:
        """The whole number at ``key``, from ``least`` on; 0 where there is none."""
        self.asked.append(key)
        value = self.table.get(key, 0)
        if key in self.table and (not isinstance(value, int) or isinstance(value, bool) or not least <= value < MANY):
            self.impossible(key, f"a whole number from {least} on")
            return 0
        return int(value)

    def one_of(self, key: str, words: tuple[str, ...]) -> str:
        """One of ``words``; the first stands for none."""
        value = self.string(key, words[0])
        if value in words:
            return value
        near = tuple(difflib.get_close_matches(value, words, 1, 0.4))
        self.impossible(key, " or ".join(f'"{word}"' for word in words), near)
        return words[0]

    def time(self, key: str) -> int:
        """The time of day at ``key``, as TOML has it or in quotes; -1 where there is none."""
        self.asked.append(key)
        value = self.table.get(key)
        if value is None:
            return -1
        if isinstance(value, str) and (found := time_of_day(value)) >= 0:
            return found
        if hasattr(value, "hour") and not hasattr(value, "year") and value.second == 0:
            return int(value.hour) * 60 + int(value.minute)
        self.impossible(key, A_TIME)
        return -1

    def date(self, key: str) -> str:
        """The date at ``key``, "" where there is none."""
        self.asked.append(key)
        value = self.table.get(key)
        if value is None:
            return ""
        if hasattr(value, "year") and not hasattr(value, "hour"):
            return str(value.isoformat())
        self.impossible(key, "a date such as 2027-02-04, without quotes")
        return ""

    def weekday(self, key: str) -> int:
        """The day of the week of the date at ``key``, from 0 for Monday."""
        value: Any = self.table.get(key)
        return int(value.weekday()) if hasattr(value, "weekday") else 0

    def range(self, key: str) -> Minutes | None:
        """Minutes at ``key``: a number, or ``{ min, usual, max }``."""
        self.asked.append(key)
        value = self.table.get(key)
        if value is None:
            return None
        numbers = [value] * 3
        if isinstance(value, dict) and value.keys() == {"min", "usual", "max"}:
            numbers = [value["min"], value["usual"], value["max"]]
        if all(type(x) is int for x in numbers) and 0 < numbers[0] <= numbers[1] <= numbers[2] < 1440:
            return Minutes(*numbers)
        self.impossible(key, "a number of minutes, or { min = 10, usual = 15, max = 25 }, going up")
        return None

    def impossible(self, key: str, expected: str, near: tuple[str, ...] = ()) -> None:
        """P03: the value at ``key`` cannot be."""
        self.problems.append(diagnostic("P03", self.path, self.line(key), near=near, key=key, expected=expected))


def _languages(plan: Plan, languages: tuple[str, ...]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(plan.strings("languages"))) or languages
    for lang in wanted:
        if lang not in languages:
            line = plan.line("languages")
            plan.problems.append(diagnostic("P20", plan.path, line, lang=lang, languages=", ".join(languages)))
    return tuple(lang for lang in wanted if lang in languages) or languages


def _items(top: Plan, languages: tuple[str, ...]) -> tuple[Item, ...]:
    top.asked.append("item")
    rows = top.table.get("item", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        top.wrong("item", "a table for each item, [[item]]")
        return ()
    items: list[Item] = []
    after = 0
    for row in rows:
        after = line_of(top.text, "item", after) or after
        items.append(_item(Plan(row, top.text, top.path, top.problems, after), languages))
    return tuple(items)


def _item(part: Plan, languages: tuple[str, ...]) -> Item:
    item = Item(
        line=part.after,
        use=part.string("use").strip().removesuffix(".md"),
        pause=part.number("break", 1),
        title=part.titles(languages),
        minutes=part.range("minutes"),
        lead=part.string("lead"),
        at=part.time("at"),
        breakout=_breakout(part),
        cut=part.number("cut"),
        lines={key: part.line(key) for key in part.table},
    )
    part.rest()
    if part.table.keys().isdisjoint({"use", "break", "title"}):
        part.problems.append(diagnostic("P05", part.path, part.after, what="does not say what happens"))
    elif part.table.get("use") == "":
        part.problems.append(diagnostic("P05", part.path, part.line("use"), what="has an empty `use`"))
    elif {"use", "break"} <= part.table.keys():
        part.problems.append(diagnostic("P05", part.path, part.after, what="has both `use` and `break`"))
    elif part.table.keys().isdisjoint({"use", "break", "minutes", "breakout"}):
        part.problems.append(diagnostic("P02", part.path, part.after, key="minutes", where="this item"))
    return item


def _breakout(part: Plan) -> Breakout | None:
    table = part.table_at("breakout")
    if not table:
        return None
    inner = Plan(table, part.text, part.path, part.problems, part.line("breakout"))
    found = Breakout(inner.number("groups", 1), inner.number("rounds", 1) or 1, inner.number("minutes", 1))
    inner.rest()
    for key in ("groups", "minutes"):
        if key not in table:
            part.problems.append(diagnostic("P02", part.path, inner.after, key=key, where="`breakout`"))
    return found if found.groups and found.minutes else None
