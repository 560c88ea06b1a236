"""Where a link or picture leads: from what the author wrote to a page, a file, or nothing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from sitegen.model.course import Course, Entry
from sitegen.model.document import Document, Reference
from sitegen.model.page import Resolved, SiteInputs
from sitegen.model.source import Asset
from sitegen.plan.addresses import Addresses, shown_edition

#: External links are rendered with their address; only their place in the list is kept.
EXTERNAL = Resolved("")


class Target(NamedTuple):
    """What a reference names. ``kind``: "page", "asset", "here" (a place on the same page) or "outside".

    ``name`` is a key or an asset's path, ``lang`` the language that the link asks for.
    """

    kind: str
    name: str
    fragment: str
    lang: str


def locate(document: Document, target: str, languages: tuple[str, ...]) -> Target:
    """Say what ``target``, written in ``document``, names; whether it exists is another question.

    Targets are relative to the Markdown file, as on a code host.
    """
    path, _, fragment = target.partition("#")
    if not path:
        return Target("here", document.key, fragment, document.lang)
    kind, name, lang = _walk(document.lang, document.key.rpartition("/")[0], path, languages)
    return Target(kind, name, fragment, lang)


@lru_cache(maxsize=1 << 16)
def _walk(lang: str, folder: str, path: str, languages: tuple[str, ...]) -> tuple[str, str, str]:
    """Kind, name and language of a relative ``path``. Kept, since a folder's pages refer to the same places."""
    parts: list[str] = [lang, *(folder.split("/") if folder else [])]
    for part in unicodedata.normalize("NFC", path).split("/"):
        if part == "..":
            if not parts:
                return "outside", path, lang
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    name = "/".join(parts)
    if name.endswith(".md") and parts[0] in languages:
        return "page", "/".join(parts[1:])[:-3], parts[0]
    return "asset", name, lang


def asset_address(path: str) -> str:
    """Where an asset of the course stands in the site: all below ``media/``."""
    return "media/" + path.removeprefix("media/")


def image_of(document: Document, course: Course) -> Asset | None:
    """The picture that the front matter names, written like a link; None where there is none."""
    if not document.meta.image:
        return None
    found = locate(document, document.meta.image, course.config.languages)
    return course.assets.get(found.name) if found.kind == "asset" else None


def resolve(
    reference: Reference,
    document: Document,
    site: SiteInputs,
    course: Course,
    known: dict[str, Entry],
    addresses: Addresses,
) -> Resolved:
    """The address of a reference on a page of ``site``. What does not exist leads to the page itself.

    A site may be built without all of the course's languages: a link to a page in another one stays in the site.
    """
    if reference.kind == "external":
        return EXTERNAL
    languages = course.config.languages
    found = locate(document, reference.target, languages)
    anchor = f"#{quote(found.fragment)}" if found.fragment else ""
    if found.kind == "here":
        return Resolved(anchor)
    picture = reference.kind == "image"
    if found.kind == "page" and found.name in known:
        asked = site.lang if found.lang == document.lang or found.lang not in site.languages else found.lang
        shown = shown_edition(known[found.name], asked, languages)
        foreign = shown.lang if shown is not None and shown.lang != document.lang else ""
        return Resolved(addresses.pages[asked][found.name] + anchor, picture, foreign)
    asset = course.assets.get(found.name) if found.kind == "asset" else None
    if asset is None:
        return Resolved("#", picture)
    return Resolved(quote(asset_address(asset.path)) + anchor, picture, "", asset.width, asset.height)
