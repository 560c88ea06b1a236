"""Exercise ids: one exercise an id in the whole course, and none that was retired.

A learner's answers are kept by these ids for years, so an id that comes to mean another exercise would put an old
answer under a new question.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.output import Plan
from sitegen.plan.addresses import entries

RETIRED = "it is in retired-ids.txt, the list of ids that may not come back"


def check_ids(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """Q09: an exercise's id is used twice in the course, or was retired. Q61: ``again=`` names none to ask again."""
    seen: dict[str, tuple[str, str, int]] = {}
    own = {
        x.id
        for entry in entries(course)
        for document in entry.editions.values()
        for x in document.widgets
        if x.kind == "place-own"
    }
    for entry in entries(course):
        for document in entry.editions.values():
            for widget in document.widgets:
                if not widget.id:
                    continue
                if widget.id in course.retired:
                    yield diagnostic("Q09", document.path, widget.line, id=widget.id, what=RETIRED)
                key, path, line = seen.setdefault(widget.id, (entry.key, document.path, widget.line))
                if key != entry.key:
                    what = f"it is already used in {path}, line {line}"
                    yield diagnostic(
                        "Q09", document.path, widget.line, id=widget.id, what=what, related=((path, line),)
                    )
                again = widget.attributes.get("again", "")
                if again and (again not in own or again == widget.id):
                    near = tuple(difflib.get_close_matches(again, own - {widget.id}, 2))
                    yield diagnostic("Q61", document.path, widget.line, near=near, id=widget.id, again=again)
