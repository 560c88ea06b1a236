"""The single file: the whole course, in all languages, as one HTML file that opens from a disk.

Its pages are those of the website, with ``#/`` in place of the way to the site's root: every link between pages becomes
a hash route, in the same templates.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import BytesFile, PageFile, Plan, SingleFile
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.parse.kinds import KINDS
from sitegen.plan.addresses import make_addresses
from sitegen.plan.assets import WEBSITE, hashed, plan_assets, plan_exercises
from sitegen.plan.menus import Menus
from sitegen.plan.outline import course_script
from sitegen.plan.pages import PagePlanner, key_of
from sitegen.plan.standing import standing_views
from sitegen.plan.website import plan_choice, plan_media, site_inputs

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
    addresses = make_addresses(course, {lang: catalogue.messages for lang, catalogue in catalogues.items()})
    wanted = WEBSITE - {"travel"} | {"single"}
    assets, asset_files, problems = plan_assets(theme, settings, catalogues, course, wanted)
    sites = {
        lang: site_inputs(course, addresses, lang, assets[lang], theme.digest, generator, languages, catalogues[lang])
        for lang in languages
    }
    pages: list[PageFile] = []
    outlines: list[BytesFile] = []
    for lang in languages:
        outline = hashed(f"course-{lang}", ".js", course_script(course, addresses, lang))
        outlines.append(outline)
        standing = standing_views(settings, Menus(course, addresses, lang), catalogues[lang], outline.path)
        pages += PagePlanner(course, addresses, sites[lang], standing, lambda _: ROOT).pages()
    every = plan_exercises(theme, settings, course, [frozenset(KINDS)])
    files = {file.path: file for file in (*asset_files, *every.values(), *outlines, *plan_media(course))}
    own: dict[str, tuple[str, ...]] = {
        lang: (assets[lang].words, outline.path) for lang, outline in zip(languages, outlines, strict=True)
    }
    choice = plan_choice(tuple(sites.values()), "")
    path = f"{course.config.id}.html"
    key = key_of((choice, [page.key for page in pages], [file.key for file in files.values()]))
    return Plan((SingleFile(path, key, choice, tuple(pages), files, own),), sites), problems
