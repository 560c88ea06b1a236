"""The table of products: a product is a line here and a planner beside it.

A product only plans: which files, at which addresses, from which inputs. Rendering and writing are shared, so that
products cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import Plan
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.plan.single import plan_single
from sitegen.plan.website import plan_website

#: (course, theme, settings, catalogues by language, digest of the program, languages to make) → plan and problems.
Planner = Callable[
    [Course, Theme, Settings, Mapping[str, Catalogue], str, tuple[str, ...]], tuple[Plan, tuple[Diagnostic, ...]]
]

PRODUCTS: dict[str, Planner] = {
    "website": plan_website,
    "single": plan_single,
}
