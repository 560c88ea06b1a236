"""Addresses: words that cannot stand in one, and two files at one address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sitegen.language.address import is_slug, slug
from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import CopyFile, OutputFile, PageFile, Plan, ViewFile
from sitegen.model.page import PageInputs, RedirectInputs
from sitegen.plan.addresses import entries

#: Names that Windows keeps for devices: a copy of the site there would lose these pages.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})

HOSTILE = re.compile(r"""[\x00-\x1f\x7f\\:*?"<>|]""")


def check_addresses(course: Course, plan: Plan) -> Iterator[Diagnostic]:
    """U01 bad word, U02 two at one address, U03 bad alias, U04 reserved name, U05 a name that cannot be copied."""
    parent = course.config.path.rpartition("/")[0]
    for entry in entries(course):
        for document in entry.editions.values():
            yield from _words(document)
            name = document.path.removeprefix(f"{parent}/")
            if not holdable(name):
                yield diagnostic("U05", document.path, name=name)
    yield from _collisions(course, plan)
    for file in plan.files:
        if isinstance(file, CopyFile) and not (holdable(file.source) and not reserved(file.source)):
            yield diagnostic("U05", f"{parent}/{file.source}", name=file.source)


def holdable(path: str) -> bool:
    """Whether every system can hold the characters of a name (Microsoft, "Naming Files, Paths, and Namespaces")."""
    return all(not HOSTILE.search(name) and name[-1:] not in (".", " ") for name in path.split("/"))


def reserved(path: str) -> bool:
    """Whether Windows keeps a part of the name for itself."""
    return any(name.partition(".")[0].casefold() in RESERVED for name in path.split("/"))


def _words(document: Document) -> Iterator[Diagnostic]:
    meta = document.meta
    if meta.slug and not is_slug(meta.slug):
        near = (slug(meta.slug),) if slug(meta.slug) else ()
        yield diagnostic("U01", document.path, document.lines.get("slug", 0), near=near, slug=meta.slug)
    own = meta.slug or document.key.removesuffix("/index").rpartition("/")[2]
    used = [(own, document.lines.get("slug", 0))]
    for alias in meta.aliases:
        parts = alias.strip("/").removesuffix(".html").split("/")
        used += [(part, document.lines.get("aliases", 0)) for part in parts]
        if not all(is_slug(part) for part in parts):
            near = ("/".join(map(slug, parts)),) if all(map(slug, parts)) else ()
            yield diagnostic("U03", document.path, document.lines.get("aliases", 0), near=near, alias=alias)
    for word, line in used:
        if word.casefold() in RESERVED:
            yield diagnostic("U04", document.path, line, name=word)


def _collisions(course: Course, plan: Plan) -> Iterator[Diagnostic]:
    """Every file of the plan whose place another has taken; case and Unicode form do not tell places apart."""
    parent = course.config.path.rpartition("/")[0]
    paths = {(lang, entry.key): document.path for entry in entries(course) for lang, document in entry.editions.items()}
    documents = {document.path: document for entry in entries(course) for document in entry.editions.values()}
    pages = {file.path: file.inputs for file in plan.files if isinstance(file, PageFile)}

    def of_page(page: PageInputs) -> str:
        return paths.get((page.content_lang, page.key), f"{parent}/{page.lang}/{page.key}.md")

    def source(file: OutputFile) -> str:
        """The author's file that ``file`` comes from."""
        if isinstance(file, PageFile):
            return of_page(file.inputs)
        if isinstance(file, ViewFile) and isinstance(file.view, RedirectInputs):
            return of_page(pages[file.view.target])
        return f"{parent}/{file.source}" if isinstance(file, CopyFile) else file.path

    taken: dict[str, str] = {}
    reported: set[tuple[str, str]] = set()
    for file in plan.files:
        place = unicodedata.normalize("NFC", file.path).casefold()
        here = source(file)
        if place not in taken:
            taken[place] = here
        elif (taken[place], here) not in reported:
            # A page that stands in for a missing edition collides again in the other language: once is enough.
            reported.add((taken[place], here))
            line = document.lines.get("slug", 0) if (document := documents.get(here)) else 0
            yield diagnostic("U02", here, line, address=file.path, other=taken[place], related=((taken[place], 0),))
