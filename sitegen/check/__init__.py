"""Course and Plan → diagnostics: everything that can only be seen with the whole course at hand.

What is wrong inside one file is found by ``parse``. ``CHECKS`` is the whole list: a new check is one module and one
line here. Each is a pure function of the course and the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sitegen.check.addresses import check_addresses
from sitegen.check.answers import check_answers
from sitegen.check.colour import check_colour
from sitegen.check.editions import check_editions
from sitegen.check.glossary import check_glossary
from sitegen.check.ids import check_ids
from sitegen.check.labels import check_labels
from sitegen.check.links import check_links
from sitegen.check.parity import check_parity
from sitegen.check.patterns import check_patterns
from sitegen.check.pictures import check_pictures
from sitegen.check.sessions import check_sessions
from sitegen.check.times import check_times
from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import Plan

Check = Callable[[Course, Plan], Iterable[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    check_editions,
    check_addresses,
    check_links,
    check_glossary,
    check_ids,
    check_answers,
    check_labels,
    check_parity,
    check_patterns,
    check_pictures,
    check_colour,
    check_sessions,
    check_times,
)


def check(course: Course, plan: Plan) -> tuple[Diagnostic, ...]:
    """Run all checks."""
    return tuple(problem for each in CHECKS for problem in each(course, plan))
