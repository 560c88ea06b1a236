"""``termbase.csv`` → its rows, with everything that is wrong with it.

The file is kept by translators, mostly in a spreadsheet, so it is read strictly (RFC 4180): a quotation mark in the
wrong place would join or split cells without a word, and the wrong term would stand in every edition.
"""

from __future__ import annotations

import csv
import difflib
import io

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.glossary import TermbaseRow

KEY = "key"
CONFIDENCES = ("high", "medium", "review")

#: The line on which a row begins, and its cells.
Row = tuple[int, list[str]]


def parse_termbase_file(
    text: str, path: str, languages: tuple[str, ...]
) -> tuple[dict[str, TermbaseRow], tuple[Diagnostic, ...]]:
    """Read the termbase of a course in ``languages``. Returns the rows that can be used, by key, and all problems."""
    problems: list[Diagnostic] = []
    rows = _rows(text, path, problems)
    if not rows:
        if not problems:
            problems.append(diagnostic("G02", path, 1, found="nothing", wanted=", ".join((KEY, *languages))))
        return {}, tuple(problems)
    at = _columns(rows[0], path, languages, problems)
    found: dict[str, TermbaseRow] = {}
    if at is None:
        return found, tuple(problems)
    for line, cells in rows[1:]:
        if len(cells) != len(rows[0][1]):
            problems.append(diagnostic("G03", path, line, cells=len(cells), columns=len(rows[0][1])))
            continue
        row = _row(line, cells, at, languages)
        problem = _problem_of(row, found, path)
        problems += [problem] if problem else []
        if row.key and row.key not in found:
            found[row.key] = row
            problems += [
                diagnostic("G06", path, line, key=row.key, lang=lang)
                for lang in languages
                if lang in at and not row.words[lang]
            ]
    return found, tuple(problems)


def _rows(text: str, path: str, problems: list[Diagnostic]) -> list[Row]:
    """The rows with the line on which each begins; blank lines are left out."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(diagnostic("G01", path, line, reason=str(error)))
    return rows


def _columns(head: Row, path: str, languages: tuple[str, ...], problems: list[Diagnostic]) -> dict[str, int] | None:
    """Where each column stands; None where the key or every language is missing."""
    line, cells = head
    names = [cell.strip() for cell in cells]
    problems += [diagnostic("G04", path, line, name=name) for name in sorted({x for x in names if names.count(x) > 1})]
    at = {name: place for place, name in reversed(list(enumerate(names)))}
    missing = [name for name in (KEY, *languages) if name not in at]
    if missing:
        near = tuple(x for name in missing for x in difflib.get_close_matches(name, names, 1, 0.5))
        found = ", ".join(name for name in names if name) or "nothing"
        problems.append(diagnostic("G02", path, line, near=near, found=found, wanted=", ".join(missing)))
    return at if KEY in at and any(lang in at for lang in languages) else None


def _row(line: int, cells: list[str], at: dict[str, int], languages: tuple[str, ...]) -> TermbaseRow:
    def cell(column: str) -> str:
        return " ".join(cells[at[column]].split()) if column in at else ""

    return TermbaseRow(
        cell(KEY),
        {lang: cell(lang) for lang in languages},
        note=cell("gender_or_note"),
        source=cell("source"),
        confidence=cell("confidence"),
        line=line,
    )


def _problem_of(row: TermbaseRow, found: dict[str, TermbaseRow], path: str) -> Diagnostic | None:
    if not row.key:
        return diagnostic("G05", path, row.line, what="has no key")
    if row.key in found:
        first = found[row.key].line
        return diagnostic(
            "G05", path, row.line, what=f"has the key `{row.key}` of line {first}", related=((path, first),)
        )
    if row.confidence and row.confidence not in CONFIDENCES:
        near = tuple(difflib.get_close_matches(row.confidence, CONFIDENCES, 1))
        return diagnostic("G07", path, row.line, near=near, confidence=row.confidence)
    return None
