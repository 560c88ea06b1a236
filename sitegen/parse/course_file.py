"""``course.toml`` → ``Config``, with everything that is wrong with it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from sitegen.language.address import slug
from sitegen.language.names import LABELS, LOCALES
from sitegen.model.course import Config, Licence, ThemeConfig
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.parse.toml_file import Fields, line_of, line_of_item, load

ID = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LINK = re.compile(r"https?://[^\s<>\"]+")
BASE_URL = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")


def parse_course_file(text: str, path: str) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Read the course's settings. Returns None where nothing can be built from them, and all problems found."""
    problems: list[Diagnostic] = []
    table = load(text, path, "C02", problems)
    if table is None:
        return None, tuple(problems)
    fields = Fields(table, text, path, problems)
    languages = _languages(fields, path)
    # Answers are kept by this id, so two courses on one host must not share a default.
    course_id = fields.string("id") or f"course-{slug(next(iter(_any_title(table)), ''))}".rstrip("-")
    if not ID.fullmatch(course_id):
        problems.append(diagnostic("C08", path, fields.line("id"), id=course_id))
    title = fields.texts("title", languages, required=True)
    if "title" not in table:
        problems.append(diagnostic("C06", path, 0, key="title"))
    base_url = fields.string("base_url")
    if base_url and not _is_address(base_url):
        problems.append(diagnostic("C09", path, fields.line("base_url"), url=base_url))
        base_url = ""
    config = Config(
        id=course_id,
        title=title,
        languages=languages,
        labels=_known(fields.texts("labels"), LABELS, languages),
        locales=_known(fields.texts("locales"), LOCALES, languages),
        path=path,
        description=fields.texts("description", languages),
        base_url=base_url and base_url.rstrip("/") + "/",
        modules=fields.strings("modules"),
        pages=_pages(fields, text, path, problems),
        theme=_theme(fields, text, path, problems),
        licence=_licence(fields, languages, text, path, problems),
        publisher=fields.texts("publisher", languages),
    )
    fields.rest()
    config = replace(config, lines=_lines(config, fields))
    usable = bool(languages) and all(config.title.get(lang) for lang in languages)
    return (config if usable else None), tuple(problems)


def _is_address(url: str) -> bool:
    """Whether ``url`` may be a site's: a bracket alone, for one, is no host, and keeps it from being taken apart."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return BASE_URL.fullmatch(url) is not None


def _lines(config: Config, fields: Fields) -> dict[str, int]:
    """Where names stand, for the problems that only assembling, planning and checking can find."""
    text = fields.text
    theme = fields.line("theme")
    lines = {
        "languages": fields.line("languages"),
        "theme.colour": line_of(text, "colour", theme),
        "theme.logo": line_of(text, "logo", theme),
    }
    modules = fields.line("modules")
    lines |= {f"modules.{name}": line_of_item(text, name, modules) for name in config.modules}
    for name, pages in config.pages.items():
        table = lines[f"module.{name}"] = line_of(text, name)
        listed = line_of(text, "pages", max(table - 1, 0))
        lines |= {f"module.{name}.{page}": line_of_item(text, page, listed) for page in pages}
    return lines


def _any_title(table: dict[str, Any]) -> list[str]:
    title = table.get("title")
    return [str(x) for x in title.values()] if isinstance(title, dict) else [str(title or "")]


def _languages(fields: Fields, path: str) -> tuple[str, ...]:
    languages = fields.strings("languages")
    if "languages" not in fields.table:
        fields.problems.append(diagnostic("C06", path, 0, key="languages"))
    elif fields.table["languages"] == []:
        fields.wrong("languages", 'at least one language code, such as ["cy", "en"]')
    for lang in languages:
        if not LANGUAGE.fullmatch(lang):
            fields.problems.append(diagnostic("C07", path, fields.line("languages"), lang=lang))
    return tuple(dict.fromkeys(lang for lang in languages if LANGUAGE.fullmatch(lang)))


def _known(given: dict[str, str], defaults: dict[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    return {lang: given.get(lang) or defaults.get(lang) or defaults.get(lang.split("-")[0], lang) for lang in languages}


def _pages(fields: Fields, text: str, path: str, problems: list[Diagnostic]) -> dict[str, tuple[str, ...]]:
    pages: dict[str, tuple[str, ...]] = {}
    for name, table in fields.table_at("module").items():
        if not isinstance(table, dict):
            fields.wrong(name, f"a table, [module.{name}]")
            continue
        module = Fields(table, text, path, problems, fields.line(name))
        pages[name] = module.strings("pages")
        module.rest()
    return pages


def _theme(fields: Fields, text: str, path: str, problems: list[Diagnostic]) -> ThemeConfig:
    theme = Fields(fields.table_at("theme"), text, path, problems, fields.line("theme"))
    colour, logo = theme.string("colour"), theme.string("logo")
    if colour and not COLOUR.fullmatch(colour):
        problems.append(diagnostic("C10", path, theme.line("colour"), colour=colour))
        colour = ""
    theme.rest()
    return ThemeConfig(colour.lower(), logo)


def _licence(
    fields: Fields, languages: tuple[str, ...], text: str, path: str, problems: list[Diagnostic]
) -> Licence | None:
    table = fields.table_at("licence")
    if not table:
        return None
    licence = Fields(table, text, path, problems, fields.line("licence"))
    url = licence.string("url")
    if url and not LINK.fullmatch(url):
        problems.append(diagnostic("C09", path, licence.line("url"), url=url))
        url = ""
    result = Licence(licence.texts("name", languages, required=True), url)
    licence.rest()
    return result
