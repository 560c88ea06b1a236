"""Which of a pack's exercises belong to which item: what a trainer finds of it on the worksheets."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.model.document import Document
from sitegen.model.pack import ExerciseRef
from sitegen.plan.references import locate
from sitegen.plan.steps import Step


def brought(
    steps: Sequence[Step], exercises: Sequence[ExerciseRef], lang: str, languages: tuple[str, ...]
) -> list[tuple[ExerciseRef, ...]]:
    """For each step, the exercises that it brings.

    An item brings those that it names, or those of its pages; an activity those of the page that it stands on. What is
    no item's own in this way belongs to the activities whose section of the page refers to the exercise's page: a case
    told in a group has its exercise on the page of the case. ``languages`` are those of the course, ``lang`` the one
    whose editions are read for that.
    """
    own = [_own(step, exercises) for step in steps]
    left = set(exercises).difference(*own)
    return [
        mine or tuple(x for x in exercises if x in left and x.page in _referred(step, lang, languages))
        for step, mine in zip(steps, own, strict=True)
    ]


def _own(step: Step, exercises: Sequence[ExerciseRef]) -> tuple[ExerciseRef, ...]:
    target = step.target
    if target is None:
        return ()
    pages = {entry.key for entry in target.entries}
    name = target.id if target.kind == "exercise" else ""
    return tuple(x for x in exercises if x.page in pages and name in ("", x.id))


def _referred(step: Step, lang: str, languages: tuple[str, ...]) -> set[str]:
    """Keys of the pages that the activity's section refers to, the activity itself and its notes included."""
    target = step.target
    if target is None or target.kind != "activity":
        return set()
    document = target.entries[0].editions[lang]
    section = next((x.section for x in document.activities if x.id == target.id), -1)
    first, last = _lines(document, section)
    found = (locate(document, x.target, languages) for x in document.references if first <= x.line < last)
    return {place.name for place in found if place.kind == "page"}


def _lines(document: Document, section: int) -> tuple[int, float]:
    """Where a section begins and where the next one on its level does."""
    headings = document.headings
    if section < 0:
        return 0, headings[0].line if headings else float("inf")
    own = headings[section]
    after = (x.line for x in headings[section + 1 :] if not x.boxed and x.level <= own.level)
    return own.line, next(after, float("inf"))
