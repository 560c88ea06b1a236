"""The times of trainers' plans: whether a session can be run in the time that it has."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.output import Plan
from sitegen.model.session import MIDNIGHT, Session, clock
from sitegen.plan.clock import SPARE, Slot, over, run, stretches
from sitegen.plan.steps import Names, Step, cuts_of, steps_of

#: So many minutes without a break are too many.
LONGEST = 90


def check_times(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """P04, P10: pinned times. P11 to P14: the end. P15: breaks."""
    names = Names(course) if course.sessions else None
    for session in course.sessions.values():
        if names:
            steps = steps_of(session, names)
            if all(step.target or not step.item.use for step in steps):  # else its length is not known
                yield from _session(session, steps)


def _session(session: Session, steps: tuple[Step, ...]) -> Iterator[Diagnostic]:
    lead = session.languages[0]
    pins = [step.item.at for step in steps]
    usual, least, most = (
        run(session.starts, [getattr(step.minutes, length) for step in steps], pins)
        for length in ("usual", "min", "max")
    )
    outside = [
        step.item
        for step in steps
        if step.item.at >= 0 and (step.item.at < session.starts or 0 <= session.ends <= step.item.at)
    ]
    for item in outside:
        what = f"`at` is {clock(item.at)}, outside of the session"
        yield diagnostic("P04", session.path, item.lines.get("at", item.line), what=what)
    clashes = [slot for slot in usual if slot.clash and steps[slot.step].item not in outside]
    for slot in clashes:
        item, before = steps[slot.step].item, steps[slot.step - 1].title(lead)
        yield diagnostic(
            "P10",
            session.path,
            item.lines.get("at", item.line),
            at=clock(item.at),
            clash=slot.clash,
            before=before,
            free=clock(item.at + slot.clash),
        )
    if not clashes and not outside:
        yield from _end(session, steps, over(least, _ends(session)), over(usual, _ends(session)))
        if over(usual, _ends(session)) <= 0:
            yield from _at_most(session, steps, most)
    for first, minutes in stretches(usual, frozenset(at for at, step in enumerate(steps) if step.is_break)):
        if minutes > LONGEST:
            title = steps[first].title(lead)
            yield diagnostic("P15", session.path, steps[first].item.line, minutes=minutes, title=title, longest=LONGEST)


def _ends(session: Session) -> int:
    return session.ends if session.ends >= 0 else MIDNIGHT


def _end(session: Session, steps: tuple[Step, ...], least: int, usual: int) -> Iterator[Diagnostic]:
    line = session.lines.get("ends", session.lines.get("starts", 0))
    ends = clock(_ends(session))
    if least > 0:
        yield diagnostic("P12", session.path, line, minutes=least, ends=ends)
    elif usual > 0:
        yield diagnostic("P11", session.path, line, minutes=usual, ends=ends, cuts=_cuts(session, steps))
    elif session.ends >= 0 and -usual < session.spare:
        place = session.lines.get("spare", line)
        yield diagnostic("P14", session.path, place, spare=session.spare, left=-usual, cuts=_cuts(session, steps))


def _at_most(session: Session, steps: tuple[Step, ...], slots: tuple[Slot, ...]) -> Iterator[Diagnostic]:
    """P13: where everything takes as long as it can."""
    for slot in slots:
        if slot.clash and slot.step != SPARE:
            item = steps[slot.step].item
            what = f"what is pinned at {clock(item.at)}"
            yield diagnostic("P13", session.path, item.lines.get("at", item.line), minutes=slot.clash, what=what)
    if (late := over(slots, _ends(session))) > 0:
        line = session.lines.get("ends", session.lines.get("starts", 0))
        yield diagnostic("P13", session.path, line, minutes=late, what=f"the end at {clock(_ends(session))}")


def _cuts(session: Session, steps: tuple[Step, ...]) -> str:
    """What is marked to be cut, and what that gives back, as a clause."""
    found = []
    for step in cuts_of(steps):
        saved = step.minutes.usual - step.minutes.min
        shorter = f"{saved} min if shortened, " if saved else ""
        found.append(f"“{step.title(session.languages[0])}” ({shorter}{step.minutes.usual} min if left out)")
    return ", ".join(found) or "no item is marked with `cut = 1`"
