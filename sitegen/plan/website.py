"""The website: every file of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import BytesFile, CopyFile, OutputFile, PageFile, Plan, ViewFile
from sitegen.model.page import (
    AssetPaths,
    ChoiceInputs,
    LinkTo,
    NotFoundInputs,
    RedirectInputs,
    SiteInputs,
    SitemapEntry,
    SitemapInputs,
)
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.plan.addresses import Addresses, entries, make_addresses, root_of
from sitegen.plan.assets import WEBSITE, hashed, kinds_in, plan_assets, plan_exercises
from sitegen.plan.head import alternates
from sitegen.plan.menus import Menus, glossary_card
from sitegen.plan.outline import course_script
from sitegen.plan.pages import PagePlanner, key_of
from sitegen.plan.references import asset_address, image_of, locate
from sitegen.plan.standing import standing_links, standing_views


class Editions(NamedTuple):
    """What products of whole courses begin with: all pages in all languages, and what they share.

    ``assets`` are the theme's files, ``outlines`` the scripts with the course's outline by language.
    """

    addresses: Addresses
    sites: dict[str, SiteInputs]
    pages: tuple[PageFile, ...]
    assets: tuple[BytesFile | CopyFile, ...]
    outlines: dict[str, BytesFile]
    problems: tuple[Diagnostic, ...]


def plan_editions(
    course: Course,
    theme: Theme,
    settings: Settings,
    catalogues: Mapping[str, Catalogue],
    generator: str,
    languages: tuple[str, ...],
    wanted: frozenset[str] = WEBSITE,
    root: Callable[[str], str] = root_of,
    exercises: Mapping[frozenset[str], BytesFile] = MappingProxyType({}),
) -> Editions:
    """Plan all pages. ``wanted``, ``root`` and ``exercises`` as in ``plan_assets`` and ``PagePlanner``."""
    addresses = make_addresses(course, catalogues)
    assets, files, problems = plan_assets(theme, settings, catalogues, course, wanted)
    sites: dict[str, SiteInputs] = {}
    pages: list[PageFile] = []
    outlines: dict[str, BytesFile] = {}
    for lang in languages:
        words = catalogues[lang]
        site = site_inputs(course, addresses, lang, assets[lang], theme.digest, generator, languages, words)
        outline = hashed(f"course-{lang}", ".js", course_script(course, addresses, lang))
        standing = standing_views(settings, Menus(course, addresses, lang), words, outline.path)
        pages += PagePlanner(course, addresses, site, standing, root, exercises).pages()
        sites[lang], outlines[lang] = site, outline
    return Editions(addresses, sites, tuple(pages), files, outlines, problems)


def plan_website(
    course: Course,
    theme: Theme,
    settings: Settings,
    catalogues: Mapping[str, Catalogue],
    generator: str,
    languages: tuple[str, ...],
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan the website in ``languages`` (a part of the course's, in its order)."""
    written = (document for entry in entries(course) for document in entry.editions.values())
    exercises = plan_exercises(theme, settings, course, map(kinds_in, written))
    editions = plan_editions(course, theme, settings, catalogues, generator, languages, exercises=exercises)
    files: list[OutputFile] = [
        *editions.assets,
        *{file.path: file for file in exercises.values()}.values(),
        *editions.outlines.values(),
        *plan_media(course),
        *editions.pages,
    ]
    files += _standing_files(course, editions.sites, editions.pages, editions.addresses)
    return Plan(tuple(files), editions.sites), editions.problems


def site_inputs(
    course: Course,
    addresses: Addresses,
    lang: str,
    assets: AssetPaths,
    theme: str,
    generator: str,
    languages: tuple[str, ...],
    catalogue: Catalogue,
) -> SiteInputs:
    """What all pages in ``lang`` share."""
    config = course.config
    menus = Menus(course, addresses, lang)
    standing = standing_links(menus, catalogue)
    licence = config.licence
    return SiteInputs(
        id=config.id,
        lang=lang,
        languages=languages,
        labels=config.labels,
        locales=config.locales,
        title=config.title[lang],
        description=config.description.get(lang, ""),
        home=LinkTo(addresses.pages[lang]["index"], config.title[lang]),
        top=(*menus.top(), *glossary_card(standing)),
        standing=standing,
        base_url=config.base_url,
        licence=LinkTo(licence.url, licence.name.get(lang, "")) if licence else None,
        publisher=config.publisher.get(lang, ""),
        assets=assets,
        theme=theme,
        generator=generator,
    )


def plan_media(course: Course) -> list[CopyFile]:
    """The course's own files that pages refer to; nothing else is copied."""
    wanted: set[str] = set()
    for entry in entries(course):
        for document in entry.editions.values():
            if image := image_of(document, course):
                wanted.add(image.path)
            for reference in document.references:
                if reference.kind != "external":
                    target = locate(document, reference.target, course.config.languages)
                    if target.kind == "asset" and target.name in course.assets:
                        wanted.add(target.name)
    found = [course.assets[path] for path in sorted(wanted)]
    return [CopyFile(asset_address(asset.path), asset.digest, asset.file or asset.path) for asset in found]


def plan_choice(sites: tuple[SiteInputs, ...], base_url: str) -> ChoiceInputs:
    """Plan the page where a reader chooses a language."""
    alternates = (*((x.lang, base_url + x.home.path) for x in sites), ("x-default", base_url)) if base_url else ()
    return ChoiceInputs("index.html", sites, base_url, alternates)


def _standing_files(
    course: Course, sites: dict[str, SiteInputs], pages: tuple[PageFile, ...], addresses: Addresses
) -> list[ViewFile]:
    base_url = course.config.base_url
    every = tuple(sites.values())
    generator = every[0].generator
    choice = plan_choice(every, base_url)
    root = (urlsplit(base_url).path or "/") if base_url else ""
    files = [
        ViewFile("index.html", key_of(choice), "choice.html", choice),
        ViewFile("404.html", key_of(missing := NotFoundInputs("404.html", root, every)), "404.html", missing),
    ]
    titles = {page.path: page.inputs.title for page in pages}
    for lang, site in sites.items():
        for path, key in addresses.aliases.get(lang, ()):
            target = addresses.pages[lang][key]
            canonical = base_url + target if base_url else ""
            view = RedirectInputs(path, root_of(path), lang, target, titles[target], canonical)
            files.append(ViewFile(path, key_of((view, site.theme, generator)), "redirect.html", view))
    if base_url:
        real = (page.inputs for page in pages if not page.inputs.fallback)
        rows = tuple(SitemapEntry(base_url + x.path, alternates(x, sites[x.lang])) for x in real)
        sitemap = SitemapInputs("sitemap.xml", rows)
        files.append(ViewFile("sitemap.xml", key_of((sitemap, every[0].theme, generator)), "sitemap.xml", sitemap))
    return files
