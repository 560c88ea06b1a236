"""The single file: the whole course, in all languages, as one HTML file that opens from a disk.

Its pages are those of the website, with ``#/`` in place of the way to the site's root: every link between pages becomes
a hash route, in the same templates.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import Plan, SingleFile
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.parse.kinds import KINDS
from sitegen.plan.assets import WEBSITE, plan_exercises
from sitegen.plan.pages import key_of
from sitegen.plan.website import plan_choice, plan_editions, plan_media

#: Before the path of a page, this makes its route.
ROOT = "#/"


def plan_single(
    course: Course,
    theme: Theme,
    settings: Settings,
    catalogues: Mapping[str, Catalogue],
    generator: str,
    languages: tuple[str, ...],
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan the single file in ``languages`` (a part of the course's, in its order)."""
    wanted = WEBSITE - {"travel"} | {"single"}
    editions = plan_editions(course, theme, settings, catalogues, generator, languages, wanted, lambda _: ROOT)
    sites, pages, outlines = editions.sites, editions.pages, editions.outlines
    every = plan_exercises(theme, settings, course, [frozenset(KINDS)])
    parts = (*editions.assets, *every.values(), *outlines.values(), *plan_media(course))
    files = {file.path: file for file in parts}
    own: dict[str, tuple[str, ...]] = {lang: (sites[lang].assets.words, outlines[lang].path) for lang in languages}
    choice = plan_choice(tuple(sites.values()), "")
    path = f"{course.config.id}.html"
    key = key_of((choice, [page.key for page in pages], [file.key for file in files.values()]))
    return Plan((SingleFile(path, key, choice, pages, files, own),), sites), editions.problems
