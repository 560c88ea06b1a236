"""The pure stages in a row: assemble → plan → check.

Comes in: everything read and parsed. Goes out: the course, its plan, and every problem found on the way.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.assemble import assemble
from sitegen.check import check
from sitegen.load import Loaded, decode_documents
from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import Plan
from sitegen.plan.products import PRODUCTS
from sitegen.write import Refused


class Checked(NamedTuple):
    """A course understood and checked, before anything is rendered; None stands where that was impossible."""

    loaded: Loaded
    course: Course | None
    plan: Plan | None
    problems: tuple[Diagnostic, ...]


def understand(loaded: Loaded, generator: str, languages: tuple[str, ...] = (), product: str = "website") -> Checked:
    """The pure stages: assemble, plan, check. ``product`` is a key of ``PRODUCTS``; no ``languages`` means all."""
    problems = list(loaded.problems)
    if loaded.config is None:
        return Checked(loaded, None, None, _in_order(problems))
    documents = decode_documents(loaded.documents)
    for document in documents:
        problems += document.problems
    course, wrong = assemble(
        loaded.config,
        documents,
        loaded.scales,
        loaded.assets,
        loaded.retired,
        sessions=loaded.sessions,
        glossary=loaded.glossary,
    )
    problems += wrong
    if loaded.theme is None or loaded.settings is None or loaded.catalogues.keys() != set(loaded.config.languages):
        return Checked(loaded, course, None, _in_order(problems))
    wanted = tuple(lang for lang in loaded.config.languages if not languages or lang in languages)
    plan, wrong = PRODUCTS[product](course, loaded.theme, loaded.settings, loaded.catalogues, generator, wanted)
    problems += wrong
    problems += check(course, plan)
    return Checked(loaded, course, plan, _in_order(problems))


def refuse_unknown(loaded: Loaded, asked: tuple[str, ...]) -> None:
    """Raise Refused when the course lacks a language that is asked for."""
    languages = loaded.config.languages if loaded.config else asked
    unknown = [lang for lang in asked if lang not in languages]
    if unknown:
        raise Refused(f"the course has no language “{unknown[0]}”; its languages are {', '.join(languages)}")


def _in_order(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(problems)))
