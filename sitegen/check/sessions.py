"""Trainers' plans: whether everything that they name is there, in every language and for the way it is run."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sitegen.model.course import Course, Entry
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.output import Plan
from sitegen.model.session import Session
from sitegen.plan.steps import Names, Step, needed, steps_of, worksheets_of

#: People in a group: fewer have no discussion, more leave somebody out.
SMALLEST, LARGEST = 3, 8


def check_sessions(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """P06 to P09: what a plan names. P16 to P19: interpretation, groups, trainers, time for work in groups."""
    if not course.sessions:
        return
    names = Names(course)
    for session in course.sessions.values():
        steps = steps_of(session, names)
        for step in steps:
            yield from _named(session, step)
            yield from _editions(course, session, step)
            yield from _modes(course, session, step)
            yield from _lead(session, step)
            yield from _breakout(session, step)
        yield from _groups(session, steps)
        yield from _worksheets(course, session, steps, names)


def _worksheets(course: Course, session: Session, steps: tuple[Step, ...], names: Names) -> Iterator[Diagnostic]:
    if session.worksheets is None:
        return
    line = session.lines.get("worksheets", 0)
    found, unknown = worksheets_of(session, steps, names)
    for name in unknown:
        yield diagnostic("P06", session.path, line, near=names.near(name), use=name)
    for key, entry in {entry.key: entry for entry, _ in found}.items():
        yield from _missing(course, session, entry, key, line)


def _named(session: Session, step: Step) -> Iterator[Diagnostic]:
    item = step.item
    line = item.lines.get("use", item.line)
    if item.use and not step.targets:
        yield diagnostic("P06", session.path, line, near=step.near, use=item.use)
    elif len(step.targets) > 1:
        places = tuple(f"{x.entries[0].key}#{x.id}" if x.id else x.entries[0].key for x in step.targets if x.entries)
        yield diagnostic("P07", session.path, line, near=places, use=item.use)


def _editions(course: Course, session: Session, step: Step) -> Iterator[Diagnostic]:
    """Pages that a language of the session lacks. Its people would have nothing on the table."""
    line = step.item.lines.get("use", step.item.line)
    for entry in step.target.entries if step.target else ():
        yield from _missing(course, session, entry, step.item.use, line)
    if step.target and step.target.kind == "activity":
        for lang, document in step.target.entries[0].editions.items():
            if lang in session.languages and step.activity(lang) is None:
                wanted = f"{document.path}#{step.target.id}"
                yield _no_edition(course, session, lang, wanted, document.path, step.item.use, line)


def _missing(course: Course, session: Session, entry: Entry, use: str, line: int) -> Iterator[Diagnostic]:
    parent = course.config.path.rpartition("/")[0]
    for lang in session.languages:
        if lang not in entry.editions:
            wanted = f"{parent}/{lang}/{entry.key}.md"
            yield _no_edition(course, session, lang, wanted, wanted, use, line)


def _no_edition(
    course: Course, session: Session, lang: str, wanted: str, place: str, use: str, line: int
) -> Diagnostic:
    label = course.config.labels[lang]
    return diagnostic("P08", session.path, line, related=((place, 0),), use=use, lang=label, wanted=wanted)


def _modes(course: Course, session: Session, step: Step) -> Iterator[Diagnostic]:
    for lang in session.languages:
        activity = step.activity(lang)
        for mode in session.modes if activity else ():
            if activity and step.target and mode not in activity.modes:
                path = step.target.entries[0].editions[lang].path
                yield diagnostic(
                    "P09",
                    session.path,
                    step.item.lines.get("use", step.item.line),
                    use=step.item.use,
                    mode=mode,
                    lang=course.config.labels[lang],
                    related=((path, activity.line),),
                )


def _lead(session: Session, step: Step) -> Iterator[Diagnostic]:
    lead = step.item.lead
    if lead and session.trainers and lead not in session.trainers:
        near = tuple(difflib.get_close_matches(lead, session.trainers, 1))
        line = step.item.lines.get("lead", step.item.line)
        yield diagnostic("P18", session.path, line, near=near, lead=lead, trainers=", ".join(session.trainers))


def _breakout(session: Session, step: Step) -> Iterator[Diagnostic]:
    breakout = step.item.breakout
    if breakout is None:
        return
    line = step.item.lines.get("breakout", step.item.line)
    title = step.title(session.languages[0])
    if session.interpretation == "zoom" and "zoom" in session.modes:
        yield diagnostic("P16", session.path, line, title=title)
    wanted = needed(breakout)
    if wanted > step.minutes.usual:
        yield diagnostic("P19", session.path, line, title=title, wanted=wanted, minutes=step.minutes.usual)


def _groups(session: Session, steps: tuple[Step, ...]) -> Iterator[Diagnostic]:
    """Group sizes: of the plan, and where an item has groups of its own."""
    found = [(session.groups, session.lines.get("groups", 0))]
    for step in steps:
        activity = next((x for lang in session.languages if (x := step.activity(lang))), None)
        groups = step.item.breakout.groups if step.item.breakout else activity.groups if activity else 0
        found.append((groups, step.item.lines.get("breakout", step.item.lines.get("use", step.item.line))))
    seen: set[int] = set()
    for groups, line in found:
        if not groups or not session.people or groups in seen:
            continue
        seen.add(groups)
        size = session.people / groups
        if not SMALLEST <= size <= LARGEST:
            shown = f"{size:.1f}".removesuffix(".0")
            best = f"{-(-session.people // LARGEST)} to {max(session.people // SMALLEST, 1)}"
            yield diagnostic("P17", session.path, line, people=session.people, groups=groups, size=shown, best=best)
