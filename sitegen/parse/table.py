"""Pipe tables → HTML that scrolls by itself and has a name; alignment by class, since no style may stand in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.parse.findings import Findings
from sitegen.parse.inline import inline
from sitegen.parse.places import cell_spans

if TYPE_CHECKING:
    from markdown_it.token import Token

ALIGNED = {"text-align:right": ' class="align-right"', "text-align:center": ' class="align-center"'}
CELLS = {"th_open": ("<th", ' scope="col"', "</th>\n"), "td_open": ("<td", "", "</td>\n")}


def table(found: Findings, start: int, end: int) -> str:
    """Render the tokens ``start:end`` from ``table_open`` to ``table_close``."""
    tokens = found.tokens
    label = found.headings[-1].id if found.headings else "title"
    out = [f'<div class="table" role="group" tabindex="0" aria-labelledby="{label}">\n<table>\n']
    columns = mark_cells(found, start, end)
    index = start + 1
    while index < end - 1:
        token = tokens[index]
        if token.type in CELLS:
            tag, scope, close = CELLS[token.type]
            aligned = ALIGNED.get(str(token.attrs.get("style", "")), "")
            out += [tag, scope, aligned, ">", inline(found, tokens[index + 1]).html, close]
            index += 3
            continue
        if token.type == "tr_open" and token.map:
            count = _cells(found, token)
            if count > columns:
                found.report_line("B45", token.map[0] + 1, cells=count, columns=columns)
        out.append(f"</{token.tag}>\n" if token.nesting < 0 else f"<{token.tag}>\n")
        index += 1
    out.append("</table>\n</div>\n")
    return "".join(out)


def mark_cells(found: Findings, start: int, end: int) -> int:
    """Number the cells of each row in ``meta`` (``places`` needs it); returns how many columns the header has."""
    columns = number = 0
    head = True
    for index in range(start, end):
        token = found.tokens[index]
        if token.type == "tr_open":
            number = 0
        elif token.type == "thead_close":
            columns, head = number, False
        elif token.type == "inline":
            token.meta["cell"] = number
            token.meta["head"] = head
            number += 1
    return columns


def _cells(found: Findings, token: Token) -> int:
    row = found.lines[token.map[0]] if token.map else ""
    return len(cell_spans(row)) if row.count("|") > 1 else 0
