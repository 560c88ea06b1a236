"""Block tokens between containers → HTML.

The renderer's own rules, in place of markdown-it's: no style, no raw HTML, every problem with its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.parse import links
from sitegen.parse.characters import HIDDEN, code_point, escape
from sitegen.parse.findings import Findings
from sitegen.parse.headings import heading
from sitegen.parse.inline import inline, parse_inline, plain, render_inline
from sitegen.parse.markdown import MAX_NESTING
from sitegen.parse.table import table

if TYPE_CHECKING:
    from markdown_it.token import Token

TABLE_ROW = re.compile(r"^[ \t]*(?:\|.*\||(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?)[ \t]*$", re.MULTILINE)
"""A row of a pipe table, or the line of dashes below its header."""
EXERCISE_SIGN = re.compile(r"(?:[?!]|\[[ x~]\])[ \t]+")
TAGS = {
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_close": "</li>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "hr": "<hr>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_close": "</dt>\n",
    "dd_close": "</dd>\n",
    "dt_open": "<dt>",
}


def close_of(tokens: list[Token], start: int) -> int:
    """The index after the token that closes the one at ``start``."""
    if tokens[start].nesting < 1:
        return start + 1
    level = tokens[start].level
    index = start + 1
    while tokens[index].level != level or tokens[index].nesting >= 0:
        index += 1
    return index + 1


def without_comments(text: str) -> str:
    """Raw HTML without its comments; from one that is not closed on, everything stays."""
    while (start := text.find("<!--")) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        text = text[:start] + text[end + 3 :]
    return text


def prose(found: Findings, start: int, end: int) -> str:
    """Render the page's tokens ``start:end``. Containers in a list or a quotation are reported and left out."""
    tokens = found.tokens
    out: list[str] = []
    index = start
    while index < end:
        token = tokens[index]
        kind = token.type
        if kind in TAGS:
            out.append(TAGS[kind])
            index += 1
        elif kind == "paragraph_open":
            out.append(paragraph(found, token, tokens[index + 1], last=_is_last(tokens, index + 3, end)))
            index += 3
        elif kind in ("list_item_open", "dd_open"):
            hidden = index + 1 < end and tokens[index + 1].hidden
            bare = hidden or tokens[index + 1].nesting < 0
            out.append(f"<{token.tag}>" if bare else f"<{token.tag}>\n")
            index += 1
        elif kind == "ordered_list_open":
            first = token.attrs.get("start")
            out.append("<ol>\n" if first is None else f'<ol start="{first}">\n')
            index += 1
        elif kind == "heading_open":
            out.append(heading(found, token, tokens[index + 1], listed=token.level > tokens[start].level))
            index += 3
        elif kind == "table_open":
            close = close_of(tokens, index)
            out.append(table(found, index, close))
            index = close
        elif kind == "container_fenced_open":
            line = token.map[0] + 1 if token.map else 0
            found.report_line("B06", line, text=found.lines[line - 1].strip())
            index = close_of(tokens, index)
        elif kind == "footnote_reference_open":
            index = close_of(tokens, index)
        elif kind == "inline":
            out.append(inline(found, token).html)
            index += 1
        else:
            out.append(_leaf(found, token))
            index += 1
        if token.level >= MAX_NESTING - 2 and token.map:
            found.report_line("B18", token.map[0] + 1, limit=MAX_NESTING // 2)
            index = end
    return "".join(out)


def _is_last(tokens: list[Token], index: int, end: int) -> bool:
    return index >= end or tokens[index].nesting < 0


def paragraph(found: Findings, opening: Token, token: Token, *, last: bool = True) -> str:
    """A paragraph, a tight list item's text, or a picture that stands alone with its caption."""
    content = token.content
    found.at = token, 0
    if "|" in content and (row := TABLE_ROW.search(content)):
        found.report_text("B46", row.start() + len(row[0]) - len(row[0].lstrip()), len(row[0].strip()))
    if content[:1] in ("?", "!", "[") and not found.around.widget and not found.around.trainer:
        sign = EXERCISE_SIGN.match(content)
        if sign:
            found.report_text("Q49", 0, len(sign[0].rstrip()), sign=sign[0].rstrip())
    tokens = parse_inline(found, token, content)
    if tokens is None:
        html = escape(content)
    elif len(tokens) == 1 and tokens[0].type == "image" and tokens[0].attrs.get("title"):
        alt = plain("", tokens[0].children or [])
        image = links.image(found, tokens[0], alt, caption=True)
        return f"<figure>{image}<figcaption>{escape(str(tokens[0].attrs['title']))}</figcaption></figure>\n"
    else:
        html = render_inline(found, tokens)
    if opening.hidden:
        return html if last else html + "\n"
    # A paragraph of nothing but a comment leaves nothing.
    return f"<p>{html}</p>\n" if html or not content else ""


def _leaf(found: Findings, token: Token) -> str:
    """Code and raw HTML."""
    if token.type in ("fence", "code_block"):
        return _code(found, token)
    if token.type == "html_block":
        return _html(found, token)
    return ""


def _code(found: Findings, token: Token) -> str:
    first, after = token.map or (0, 0)
    if token.type == "fence":
        last = found.lines[after - 1].strip(" \t>") if after > first + 1 else ""
        if not (last.startswith(token.markup) and not last.strip(token.markup[0])):
            found.report_line("B19", first + 1, fence=token.markup)
    if found.suspicious:
        hidden = HIDDEN.search(token.content)
        if hidden:
            line = first + 1 + (token.type == "fence") + token.content.count("\n", 0, hidden.start())
            column = found.lines[line - 1].find(hidden[0]) + 1
            found.report("F02", line, column, 1, character=code_point(hidden[0]), where="code")
    return f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'


def _html(found: Findings, token: Token) -> str:
    """Comments go. Any other raw HTML, and what stands behind a comment, is an error and shown as text."""
    line = token.map[0] + 1 if token.map else 0
    rest = without_comments(token.content).strip()
    if not rest:
        return ""
    if token.content.startswith("<!--"):
        place = token.content.find(rest.split("\n", 1)[0])
        where = line + token.content.count("\n", 0, place) if place >= 0 else line
        found.report_line("B11", where)
    else:
        found.report_line("B10", line, tag=rest.split("\n", 1)[0])
    return f"<p>{escape(rest)}</p>\n"
