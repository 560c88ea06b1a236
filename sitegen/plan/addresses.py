"""The only place that makes an address.

``/LANG/FOLDER/PAGE.html``, folders' own pages ``index.html``, words from ``slug`` or the file's name; those of standing
pages from the catalogues. A page missing in a language stands at the other edition's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sitegen.language.address import is_slug, slug
from sitegen.model.course import Course, Entry
from sitegen.model.document import Document
from sitegen.model.standing import STANDING
from sitegen.model.theme import Catalogue


class Addresses(NamedTuple):
    """``pages[lang][key]`` is a page's path from the site's root; ``aliases[lang]`` are ``(old path, key)``."""

    pages: dict[str, dict[str, str]]
    aliases: dict[str, tuple[tuple[str, str], ...]]


def entries(course: Course) -> Iterator[Entry]:
    """All entries of a course in reading order; folders without a page of their own get an empty entry."""
    yield course.home or Entry("index", "", 0, {})
    for folder in (*course.modules, *course.folders):
        if folder.name:
            yield folder.index or Entry(f"{folder.name}/index", folder.name, 0, {})
        yield from folder.pages
    yield from course.standing


def shown_edition(entry: Entry, lang: str, languages: tuple[str, ...]) -> Document | None:
    """The document that a page in ``lang`` shows: its own edition, or the first of the others."""
    return entry.editions.get(lang) or next((entry.editions[x] for x in languages if x in entry.editions), None)


def make_addresses(course: Course, catalogues: Mapping[str, Catalogue]) -> Addresses:
    """Give every page in every language its address. Words that cannot stand in one are folded.

    ``catalogues``, by language, have the words of standing pages' addresses.
    """
    languages = course.config.languages
    everything = list(entries(course))
    indexes = {entry.folder: entry for entry in everything if entry.key.endswith("/index")}
    pages: dict[str, dict[str, str]] = {}
    aliases: dict[str, tuple[tuple[str, str], ...]] = {}
    for lang in languages:
        folders = {"": lang}
        for folder in indexes:
            place_folder(folder, folders, indexes, lang, languages)
        pages[lang] = {}
        old: list[tuple[str, str]] = []
        for entry in everything:
            name = entry.key.rpartition("/")[2]
            if not entry.folder and name in STANDING:
                name = catalogues[lang].messages.get(STANDING[name].word, name)
            last = "index" if name == "index" else word(entry, lang, name, languages)
            pages[lang][entry.key] = f"{folders[entry.folder]}/{last}.html"
            own = entry.editions.get(lang)
            given = own.meta.aliases if own else ()
            old += [(alias_path(alias, lang, folders, entry), entry.key) for alias in given]
        aliases[lang] = tuple(old)
    return Addresses(pages, aliases)


def place_folder(
    folder: str, folders: dict[str, str], indexes: dict[str, Entry], lang: str, languages: tuple[str, ...]
) -> str:
    """The address of a folder, noted in ``folders``; those above it come first, whether they hold pages or not."""
    if folder not in folders:
        parent, _, name = folder.rpartition("/")
        above = place_folder(parent, folders, indexes, lang, languages)
        entry = indexes.get(folder) or Entry(f"{folder}/index", folder, 0, {})
        folders[folder] = f"{above}/{word(entry, lang, name, languages)}"
    return folders[folder]


def word(entry: Entry, lang: str, name: str, languages: tuple[str, ...]) -> str:
    """The address word of an entry in ``lang``."""
    document = shown_edition(entry, lang, languages)
    chosen = document.meta.slug if document else ""
    if not chosen:
        return name if is_slug(name) else slug(name) or "page"
    return chosen if is_slug(chosen) else slug(chosen) or "page"


def alias_path(alias: str, lang: str, folders: dict[str, str], entry: Entry) -> str:
    """The path of an old address: a word in the page's own folder, or a path from the language's root.

    A folder's old address is a folder, unless it names a file.
    """
    parts = [part for part in alias.strip("/").removesuffix(".html").split("/") if part]
    words = "/".join(slug(part) or "page" for part in parts)
    folder = entry.folder
    if entry.key.rpartition("/")[2] == "index":
        return f"{lang}/{words}.html" if alias.endswith(".html") else f"{lang}/{words}/index.html"
    return f"{lang}/{words}.html" if len(parts) > 1 or alias.startswith("/") else f"{folders[folder]}/{words}.html"


def root_of(path: str) -> str:
    """The way from a page back to the site's root: "../../" for ``cy/a/b.html``."""
    return "../" * path.count("/")
