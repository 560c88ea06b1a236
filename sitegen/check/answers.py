"""Exercises to which no edition writes an answer."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.output import Plan
from sitegen.plan.addresses import entries
from sitegen.plan.inheritance import bare


def check_answers(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """Q60: the exercise leaves its answers to another edition, and there is none that has them."""
    for entry in entries(course):
        answered = {x.id for document in entry.editions.values() for x in document.widgets if not bare(x)}
        for document in entry.editions.values():
            for widget in document.widgets:
                if widget.id not in answered:
                    yield diagnostic("Q60", document.path, widget.line, id=widget.id, kind=widget.kind)
