"""Addresses: words that cannot stand in one, and two pages at one address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sitegen.language.address import is_slug, slug
from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import PageFile, Plan, ViewFile
from sitegen.model.page import RedirectInputs
from sitegen.plan.addresses import entries

#: Names that Windows keeps for devices: a copy of the site there would lose these pages.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})


def check_addresses(course: Course, plan: Plan) -> Iterator[Diagnostic]:
    """U01 bad word, U02 two at one address, U03 bad alias, U04 reserved name."""
    documents: dict[tuple[str, str], Document] = {}
    for entry in entries(course):
        for lang, document in entry.editions.items():
            documents[lang, entry.key] = document
            yield from _words(document)
    seen: dict[str, tuple[str, str]] = {}
    for file in plan.files:
        if isinstance(file, PageFile):
            page = file.inputs
            owner = documents.get((page.content_lang, page.key))
            source = owner.path if owner else page.key
        elif isinstance(file, ViewFile) and isinstance(file.view, RedirectInputs):
            owner = _of_alias(file.view, plan, documents)
            source = owner.path if owner else file.path
        else:
            source = ""
        address = unicodedata.normalize("NFC", file.path).casefold()
        other, path = seen.setdefault(address, (source, file.path))
        if (other, path) != (source, file.path) or (source and other == source and path is not file.path):
            yield diagnostic(
                "U02", source or file.path, address=file.path, other=other or path, related=((other or path, 0),)
            )


def _words(document: Document) -> Iterator[Diagnostic]:
    meta = document.meta
    if meta.slug and not is_slug(meta.slug):
        yield diagnostic("U01", document.path, near=(slug(meta.slug),) if slug(meta.slug) else (), slug=meta.slug)
    name = meta.slug or document.key.rpartition("/")[2]
    if name.casefold() in RESERVED:
        yield diagnostic("U04", document.path, name=name)
    for alias in meta.aliases:
        parts = alias.strip("/").removesuffix(".html").split("/")
        if not all(is_slug(part) for part in parts):
            yield diagnostic("U03", document.path, alias=alias)


def _of_alias(view: RedirectInputs, plan: Plan, documents: dict[tuple[str, str], Document]) -> Document | None:
    for file in plan.files:
        if isinstance(file, PageFile) and file.path == view.target:
            return documents.get((view.lang, file.inputs.key))
    return None
