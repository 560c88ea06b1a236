"""``grid``: a pipe table that is the key, and a list of feedback, an item per row.

Labels of rows and cells are kept as written; ``check`` looks them up in the scales.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from sitegen.model.widget import Grid, GridRow
from sitegen.parse.findings import Findings
from sitegen.parse.frame import Answers, Frame, Part
from sitegen.parse.inline import inline, plain
from sitegen.parse.options import Item, read_items
from sitegen.parse.places import cell_spans
from sitegen.parse.table import mark_cells

if TYPE_CHECKING:
    from markdown_it.token import Token

EITHER = re.compile(r"\s+/\s+")
BLANKS = re.compile(r"\s+")


def grid(found: Findings, frame: Frame) -> Answers:
    """Read header, rows and feedback."""
    if frame.table is None:
        found.report_line("Q43", frame.line, id=frame.id, what="it has no table")
        return Answers()
    rows = _rows(found, frame.table)
    header = rows[0][1] if rows else []
    found.repeated = "the table of a `grid`"
    corner, *questions = [inline(found, token).html for token in header] or [""]
    if not questions:
        found.report_line("Q43", frame.table.line, id=frame.id, what="its table needs a column for each question")
    if len(rows) < 2:
        found.report_line("Q43", frame.table.line, id=frame.id, what="its table has no rows")
    key = [_key(found, frame, line, tokens, len(header)) for line, tokens in rows[1:]]
    found.repeated = ""
    labels = [label for label, _ in key]
    for twice in sorted({label for label in labels if labels.count(label) > 1} - {""}):
        found.report_line("Q43", frame.table.line, id=frame.id, what=f"two rows of its table are called “{twice}”")
    items = read_items(found, frame) if frame.lists else []
    feedback = _feedback(found, frame, items, labels)
    answers = tuple(GridRow(label, cells, feedback.get(label, "")) for label, cells in key)
    return Answers(
        grid=Grid(corner, tuple(questions), answers),
        rows=tuple(key),
        row_lines=tuple(line for line, _ in rows[1:]),
    )


def _rows(found: Findings, table: Part) -> list[tuple[int, list[Token]]]:
    """Line and cells of each row, the header first."""
    mark_cells(found, table.start, table.end)
    rows: list[tuple[int, list[Token]]] = []
    for token in found.tokens[table.start : table.end]:
        if token.type == "tr_open" and token.map:
            rows.append((token.map[0] + 1, []))
        elif token.type == "inline":
            rows[-1][1].append(token)
    return rows


def _key(
    found: Findings, frame: Frame, line: int, tokens: list[Token], columns: int
) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """A row's label and its cells' labels."""
    count = len(cell_spans(found.lines[line - 1]))
    if count != columns:
        found.report_line("Q44", line, id=frame.id, count=count, columns=columns)
    texts = [_label(found, token) for token in tokens]
    if count == columns and not all(texts):
        found.report_line("Q43", line, id=frame.id, what="a cell of its table is empty")
    return texts[0], tuple(tuple(EITHER.split(text)) for text in texts[1:])


def _label(found: Findings, token: Token) -> str:
    tokens = inline(found, token).tokens
    return BLANKS.sub(" ", plain(token.content, tokens)).strip()


def _feedback(found: Findings, frame: Frame, items: list[Item], labels: list[str]) -> dict[str, str]:
    """Row label → feedback. The list names rows by their labels; each once."""
    known = {label.casefold(): label for label in labels}
    feedback: dict[str, str] = {}
    for item in items:
        label = known.get(item.text.casefold())
        if label is None:
            near = tuple(difflib.get_close_matches(item.text, labels, n=1))
            found.report_line("Q45", item.line, near=near, id=frame.id, what=f"no row is called “{item.text}”")
        elif not item.feedback:
            found.report_line("Q45", item.line, id=frame.id, what=f"“{item.text}” has no feedback under it")
        else:
            feedback[label] = item.feedback
    return feedback
