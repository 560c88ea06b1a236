"""Fair questions: a page on which the right answer is always first or always the longest gives itself away."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.output import Plan
from sitegen.model.widget import WidgetOutline
from sitegen.plan.addresses import entries

#: Fewer questions than this show no pattern.
ENOUGH = 3


def check_patterns(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """Q17: on one page every right answer stands first, or is the longest."""
    for entry in entries(course):
        for document in entry.editions.values():
            asked = [
                x
                for x in document.widgets
                if x.kind == "choose-one" and "shuffle" not in x.attributes and len(x.options) > 1
            ]
            if len(asked) < ENOUGH:
                continue
            if all(x.options[0].mark == "x" for x in asked):
                yield diagnostic("Q17", document.path, asked[0].line, what="first")
            if all(_longest_is_right(x) for x in asked):
                yield diagnostic("Q17", document.path, asked[0].line, what="longest")


def _longest_is_right(widget: WidgetOutline) -> bool:
    """Whether the right answer is longer than every other one."""
    longest, second = sorted(widget.options, key=lambda option: len(option.text), reverse=True)[:2]
    return longest.mark == "x" and len(longest.text) > len(second.text)
