"""Headings: levels, ids, and what other pages and the contents list see of them.

An author's ``{#id}`` wins; else the id tells the place in the outline (``s2-1``: the first h3 of the second h2), so
that it is the same in all editions whose outlines match, and the language switch keeps a reader's place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.model.document import Heading
from sitegen.parse.attributes import ID, attributes
from sitegen.parse.findings import Findings
from sitegen.parse.inline import inline, plain, render_inline
from sitegen.parse.links import take_id

if TYPE_CHECKING:
    from markdown_it.token import Token

ATTRIBUTES = re.compile(r"\{([ \t]*[#.][^{}\n]*|[^{}\n]*=[^{}\n]*)\}")
"""``{…}`` that is meant as attributes."""
INNER = re.compile(r"\[.*\](?:\([^()]*\))?", re.DOTALL)
"""Words in brackets or a link: braces straight behind them, unless they begin with an id, are theirs."""


def heading(found: Findings, opening: Token, token: Token, *, listed: bool = False) -> str:
    """Render a heading and, where a reader will see it, list it. ``listed``: it stands in a list or a quotation."""
    line = token.map[0] + 1 if token.map else 0
    level = int(opening.tag[1])
    braces = trailing_braces(token.content)
    end = len(token.content[: braces.start()].rstrip()) if braces else None
    around = found.around
    if around.widget:
        found.report_line("Q14", line, id=around.widget, what="a heading stands in it")
        return f"<p>{inline(found, token).html}</p>\n"
    if level == 1:
        found.report_line("B30", line)
        level = 2
    if around.trainer:
        html = inline(found, token, 0, end).html
        return f"<h{level}>{html}</h{level}>\n"
    if level > found.level + 1:
        found.report_line("B31", line, level=level, above=found.level)
    found.level = level
    name = _number(found, level)
    explicit = False
    if braces:
        own = _own_id(found, token, braces, line)
        explicit = bool(own)
        name = own or name
    if not explicit:
        taken = found.claim(name, line)
        if taken:
            found.report_line("B32", line, related=((found.path, taken),), id=name)
    found.heading = True
    html, tokens = inline(found, token, 0, end)
    text = plain(token.content[:end], tokens)
    if not text.strip():
        found.report_line("B37", line)
    bare = html if tokens is None else render_inline(found, tokens, linked=False)
    found.heading = False
    found.headings.append(Heading(level, name, bare, text, line, explicit, listed or around.boxed))
    return f'<h{level} id="{name}">{html}</h{level}>\n'


def trailing_braces(content: str) -> re.Match[str] | None:
    """The attributes at the end of a heading's source, if they are the heading's own."""
    at = content.rfind("{")
    found = ATTRIBUTES.fullmatch(content, at) if content.endswith("}") else None
    if found is None or found[1].lstrip().startswith("#"):
        return found
    return None if INNER.fullmatch(content, max(content.find("["), 0), at) else found


def _number(found: Findings, level: int) -> str:
    """Count the heading in the outline and give its neutral id."""
    at = level - 2
    found.outline[at] += 1
    found.outline[at + 1 :] = [0] * (4 - at)
    return "s" + "-".join(map(str, found.outline[: at + 1]))


def _own_id(found: Findings, token: Token, braces: re.Match[str], line: int) -> str:
    """The id that the author gave, "" where there is none that can be used."""
    found.at = token, 0
    own = ""
    for attribute in attributes(braces[1]):
        offset = braces.start(1) + attribute.at
        written = braces[1][attribute.at :][: attribute.length]
        if attribute.sign != "#" or own:
            found.report_text("B22", offset, attribute.length, attribute=written)
        elif not ID.fullmatch(attribute.name):
            found.report_text("B34", offset, attribute.length, id=attribute.name)
        elif take_id(found, attribute.name, line, offset):
            own = attribute.name
    return own
