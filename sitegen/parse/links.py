"""Links and pictures: which address is meant, and whether one may be meant at all.

Inside the course an address becomes a ``Reference`` and a placeholder, since addresses are known only after planning.
Outside it, only http, https, mailto and tel are allowed: everything else (``javascript:`` in any disguise, ``data:``,
``file:``) is an error and no link. A picture must be the course's own: the course asks no other host for anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sitegen.model.document import Reference
from sitegen.parse.attributes import LANGUAGE, attributes
from sitegen.parse.characters import HIDDEN, code_point, escape

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sitegen.parse.findings import Findings

OUTSIDE = ("http", "https", "mailto", "tel")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
IGNORED = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What a browser, or a reader's eye, passes over in an address."""
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
TAKEN = re.compile(r"title|main|menu|fn.*")
"""Ids that the theme and the footnotes give."""
RESERVED = re.compile(rf"{TAKEN.pattern}|s\d+(?:-\d+)*")
"""The same, and those that the outline may give."""
SAFE = "%/:?#@!$&'()*+,;=~[]-._"


def link(found: Findings, token: Token, text: str) -> tuple[str, str]:
    """The opening tag of a link, and what stands after its closing tag; two empty strings where it may be no link."""
    written = str(token.attrs.get("href", ""))
    at = token.meta.get("at", 0)
    found.used.add(token.meta.get("label", ""))
    where = _address(found, written, at)
    if where is None:
        return "", ""
    if not text.strip():
        found.report_text("B16", at, target=written)
    elif found.suspicious:
        _hidden(found, text, at, "a link’s text")
    title = token.attrs.get("title")
    more = f' title="{escape(str(title))}"' if title else ""
    more += _attributes(found, token, ("lang", "hreflang"))
    if where:
        _refer(found, "external", where, written, text, at)
        return f'<a href="{escape(where)}"{more}>', ""
    number = _refer(found, "link", unquote(written), written, text, at)
    return f"<a \x1a{number}\x1a{more}>", f"\x1a{number}-\x1a"


def image(found: Findings, token: Token, alt: str, *, caption: bool = False) -> str:
    """A picture. ``caption``: its title is shown under it and not as a title."""
    written = str(token.attrs.get("src", ""))
    at = token.meta.get("at", 0)
    found.used.add(token.meta.get("label", ""))
    where = _address(found, written, at, image=True)
    if where is None:
        return escape(alt)
    decorative = _decorative(token)
    target = unquote(written)
    file = target.rsplit("/", 1)[-1].casefold()
    if decorative:
        alt = ""
    elif not alt.strip():
        inside = found.around.widget
        found.report_text("Q22" if inside else "B20", at, target=target, id=inside)
    elif alt.strip().casefold() in (file, file.rsplit(".", 1)[0]):
        found.report_text("B21", at, target=target, alt=alt)
    title = token.attrs.get("title")
    more = f' title="{escape(str(title))}"' if title and not caption else ""
    more += _attributes(found, token, ("lang",), ("decorative",))
    number = _refer(found, "image", target, written, alt, at, decorative)
    return f'<img \x1a{number}\x1a alt="{escape(alt)}"{more}>'


def take_id(found: Findings, name: str, line: int, offset: int = -1) -> bool:
    """Take an author's id for the page; False and an error where it is reserved or taken."""
    line, column = found.place(offset) if offset >= 0 else (line, 0)
    length = len(name) if column else 0
    if RESERVED.fullmatch(name):
        found.report("B33", line, column, length, id=name)
        return False
    taken = found.claim(name, line)
    if taken:
        found.report("B32", line, column, length, related=((found.path, taken),), id=name)
    return not taken


def _refer(found: Findings, kind: str, target: str, written: str, text: str, at: int, decorative: bool = False) -> int:
    line, column = found.place(_written_at(found, written, at)[0])
    found.references.append(Reference(kind, target, text, line, column, decorative))
    return len(found.references) - 1


def _written_at(found: Findings, written: str, at: int) -> tuple[int, int]:
    """Offset and length of the address of the link at ``at``; of the link itself where it stands elsewhere."""
    content, start = (found.at[0].content, found.at[1]) if found.at else ("", 0)
    for sign in ("](", "](<", "<"):
        place = content.find(sign + written, start + at) if written else -1
        if place >= 0 and (sign != "<" or place == start + at):
            return place + len(sign) - start, len(written)
    return at, 0


def _address(found: Findings, written: str, at: int, *, image: bool = False) -> str | None:
    """The address outside the course, "" for one inside it, None (and an error) for one that may not be."""
    decoded = unquote(written)
    place, length = _written_at(found, written, at)
    bare, hidden = IGNORED.sub("", written), HIDDEN.search(decoded)
    scheme = SCHEME.match(bare)
    disguised = scheme is None and SCHEME.match(IGNORED.sub("", decoded))
    unknown = scheme and (scheme[1].lower() not in OUTSIDE or hidden)
    if disguised or unknown or UNPRINTABLE.search(decoded):
        found.report_text("B12", place, length, target=written)
        return None
    if scheme and image:
        found.report_text("B17", place, length, target=written)
        return None
    if scheme:
        return quote(written, safe=SAFE)
    if hidden:
        found.report_text("F02", place, length, character=code_point(hidden[0]), where="an address")
    if bare.startswith(("//", "\\\\", "/\\", "\\/")):
        found.report_text("B13", place, length, target=written)
    elif bare.startswith(("/", "\\")):
        found.report_text("B14", place, length, target=written)
    elif not bare or bare == "#":
        found.report_text("B15", at)
    else:
        return ""
    return None


def _hidden(found: Findings, text: str, at: int, where: str) -> None:
    hidden = HIDDEN.search(text)
    if hidden:
        found.report_text("F02", at, character=code_point(hidden[0]), where=where)


def _decorative(token: Token) -> bool:
    text, _ = token.meta.get("braces", ("", 0))
    return any(one.sign in (".", "") and one.name == "decorative" for one in attributes(text))


def _attributes(found: Findings, token: Token, languages: tuple[str, ...], words: tuple[str, ...] = ()) -> str:
    """The attributes in braces after a link or picture, as HTML."""
    text, at = token.meta.get("braces", ("", 0))
    html = ""
    given: set[str] = set()
    for attribute in attributes(text):
        known = attribute.sign == "=" and attribute.name in languages and LANGUAGE.fullmatch(attribute.value)
        if known and attribute.name not in given:
            given.add(attribute.name)
            html += f' {attribute.name}="{attribute.value}"'
        elif not (attribute.sign in (".", "") and attribute.name in words):
            written = text[attribute.at :][: attribute.length]
            found.report_text("B22", at + attribute.at, attribute.length, attribute=written)
    return html
