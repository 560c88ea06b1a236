"""Inline Markdown → HTML: emphasis, code, links, pictures, notes, spans in another language.

Most text has no markup at all, so what cannot be markup is escaped and goes out without being taken apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.parse import links
from sitegen.parse.attributes import ID, LANGUAGE, attributes
from sitegen.parse.characters import HIDDEN, code_point, escape
from sitegen.parse.findings import Findings, Note
from sitegen.parse.markdown import markdown

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKUP = re.compile(r"[\\`*_\[<&^{]|[ \t]\n|\n[ \t]")
"""Without any of these a text is only text; trailing blanks make line breaks."""
MOST_BRACKETS = 400
"""``[`` in one text beyond which it is not taken apart: brackets without their fellows take time by the square."""
BROKEN = ("](", "][")
"""What stays of a link that is not read as one."""
STRAY_BRACES = re.compile(r"\{[#.][A-Za-z0-9][^{}\n]*\}")
TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "link_close": "</a>",
    "span_close": "</span>",
    "softbreak": "\n",
    "hardbreak": "<br>\n",
}


class Inline(NamedTuple):
    """Rendered inline text, and its tokens; None where it had no markup."""

    html: str
    tokens: list[Token] | None


def inline(found: Findings, token: Token, start: int = 0, end: int | None = None) -> Inline:
    """Render ``token.content[start:end]``; problems get their place in the file."""
    content = token.content[start:end] if start or end is not None else token.content
    tokens = parse_inline(found, token, content, start)
    return Inline(escape(content) if tokens is None else render_inline(found, tokens), tokens)


def parse_inline(found: Findings, token: Token, content: str, start: int = 0) -> list[Token] | None:
    """Take ``content`` apart, which stands in ``token`` from ``start`` on; None where it is only text."""
    found.at = token, start
    if content and not found.around.trainer:
        found.words += content.count(" ") + content.count("\n") + 1
    if not MARKUP.search(content):
        return None
    if content.count("[") > MOST_BRACKETS:
        found.report_text("B50", content.index("["), 1, limit=MOST_BRACKETS)
        return None
    md = markdown()
    tokens: list[Token] = []
    found.env["base"] = 0
    md.inline.parse(content, md, found.env, tokens)
    return tokens


def plain(text: str, tokens: list[Token] | None) -> str:
    """The reader's text of an ``Inline``: ``text`` itself where it had no markup, else its tokens' text."""
    if tokens is None:
        return text
    out = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif token.type == "image":
            out.append(plain("", token.children or []))
    return "".join(out)


def render_inline(found: Findings, tokens: list[Token], *, linked: bool = True) -> str:
    """HTML of inline tokens. ``linked=False`` gives it without links and notes, for a heading's entry in a list."""
    out: list[str] = []
    refused = False
    tags = 0
    since = found.at[1] if found.at else 0
    for index, token in enumerate(tokens):
        kind = token.type
        if kind in ("text", "text_special"):
            out.append(_text(found, token.content, since) if linked else escape(token.content))
        elif kind in TAGS:
            if kind == "link_close":
                out.append("" if refused or not linked else "</a>" + token.meta["after"])
            else:
                out.append(TAGS[kind])
        elif kind == "code_inline":
            if found.suspicious:
                _invisible(found, token.content, "code", since)
            out.append(f"<code>{escape(token.content)}</code>")
            since = _behind(found, token.content, since)
        elif kind == "link_open" and linked:
            close = next(at for at in range(index + 1, len(tokens)) if tokens[at].type == "link_close")
            text = plain("", tokens[index + 1 : close])
            opening, after = links.link(found, token, text)
            refused = not opening
            tokens[close].meta["after"] = after
            out.append(opening)
        elif kind == "image":
            out.append(links.image(found, token, plain("", token.children or [])) if linked else "")
        elif kind == "span_open":
            out.append(_span(found, token, first=linked))
        elif kind == "footnote_ref" and linked:
            out.append(_note(found, token))
        elif kind == "html_inline":
            tags += not token.content.startswith("<!--")
            # A closing tag goes with its opening one, unless it is the first of the paragraph.
            told = tags > 1 and token.content.startswith("</")
            out.append(_html(found, token, report=linked and not told))
    return "".join(out)


def _text(found: Findings, text: str, since: int) -> str:
    if "{" in text:
        stray = STRAY_BRACES.search(text)
        if stray:
            _report_near(found, "B23", stray[0], since, text=stray[0])
    for broken in BROKEN:
        if broken in text:
            _report_near(found, "B49", broken, since)
    if "<!--" in text:
        _report_near(found, "B11", "<!--", since)
    return escape(text)


def _behind(found: Findings, code: str, since: int) -> int:
    """Where a piece of code ends that begins behind ``since``; what looks like markup in it is none."""
    at = found.at[0].content.find(code, since) if found.at else -1
    return at + len(code) if at >= 0 else since


def _report_near(found: Findings, code: str, what: str, since: int, **values: str) -> None:
    """Report where ``what`` first stands from ``since`` on in the inline token being rendered."""
    content, start = found.at or (None, 0)
    at = content.content.find(what, since) - start if content else -1
    found.report_text(code, max(at, 0), len(what) if at >= 0 else 0, **values)


def _invisible(found: Findings, text: str, where: str, since: int) -> None:
    hidden = HIDDEN.search(text)
    if hidden:
        _report_near(found, "F02", hidden[0], since, character=code_point(hidden[0]), where=where)


def _span(found: Findings, token: Token, *, first: bool) -> str:
    """A span's opening tag. Only the ``first`` rendering of a text has the id, and reports what is wrong."""
    text, at = token.meta["braces"]
    html = "<span"
    given: set[str] = set()
    for attribute in attributes(text):
        place = at + attribute.at
        again = attribute.sign in given
        given.add(attribute.sign)
        named = attribute.sign == "=" and attribute.name == "lang" and LANGUAGE.fullmatch(attribute.value)
        if named and not again:
            html += f' lang="{attribute.value}"'
        elif not first:
            continue
        elif attribute.sign == "#" and ID.fullmatch(attribute.name) and not (again or found.repeated):
            line, _ = found.place(place)
            if found.around.trainer:
                continue
            links.take_id(found, attribute.name, line, place)
            found.anchors.append(attribute.name)
            html += f' id="{attribute.name}"'
        else:
            found.report_text("B22", place, attribute.length, attribute=text[attribute.at :][: attribute.length])
    return html + ">"


def _note(found: Findings, token: Token) -> str:
    """A reference to a footnote: a number, linked both ways."""
    label, at = token.meta.get("label", ""), token.meta.get("at", 0)
    if found.around.trainer or found.heading or found.repeated:
        where = "a heading" if found.heading else found.repeated or "a block for trainers"
        found.report_text("B43", at, len(label) + 3, where=where)
        found.used.add(f"^{label}")
        return ""
    if label and label not in found.notes:
        found.report_text("B40", at, len(label) + 3, label=label)
        return escape(f"[^{label}]")
    if not label:
        label = f"\n{token.meta['id']}"
        tokens = found.env["footnotes"]["list"][token.meta["id"]]["tokens"]
        line, _ = found.place(at)
        found.notes[label] = Note(line=line, inline=tokens, at=found.at)
    count = found.cited[label] = found.cited.get(label, 0) + 1
    number = list(found.cited).index(label) + 1
    again = f"-{count}" if count > 1 else ""
    return f'<sup><a id="fnref{number}{again}" href="#fn{number}" role="doc-noteref">{number}</a></sup>'


def _html(found: Findings, token: Token, *, report: bool) -> str:
    """Comments go; any other tag is an error, and shown as text."""
    if token.content.startswith("<!--"):
        return ""
    if report:
        found.report_text("B10", token.meta.get("at", 0), len(token.content), tag=token.content)
    return escape(token.content)
