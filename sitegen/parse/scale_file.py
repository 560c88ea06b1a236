"""``scales/NAME.toml`` → ``Scale``, with everything that is wrong with it."""

from __future__ import annotations

from typing import Any

from sitegen.model.course import Position, Scale
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.parse.toml_file import Fields, line_of, load


def parse_scale_file(
    text: str, path: str, name: str, languages: tuple[str, ...]
) -> tuple[Scale | None, tuple[Diagnostic, ...]]:
    """Read one scale. Returns None where its exercises cannot be judged by it, and all problems found."""
    problems: list[Diagnostic] = []
    table = load(text, path, "S01", problems)
    if table is None:
        return None, tuple(problems)
    fields = Fields(table, text, path, problems)
    kind = fields.string("kind", "set")
    if kind not in ("ordered", "set"):
        problems.append(diagnostic("S02", path, fields.line("kind"), kind=kind))
        kind = "set"
    groups = _groups(fields, languages)
    positions: list[Position] = []
    fields.asked.append("position")
    rows = table.get("position", [])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        problems.append(diagnostic("S03", path, 0, name=name))
        return None, tuple(problems)
    after = 0
    for row in rows:
        after = line_of(text, "position", after) or after
        position = _position(row, after, fields, groups, languages)
        _unique(position, positions, after, path, languages, problems)
        positions.append(position)
    fields.rest()
    return Scale(name, kind, groups, tuple(positions), path), tuple(problems)


def _groups(fields: Fields, languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    table = fields.table_at("groups")
    inner = Fields(table, fields.text, fields.path, fields.problems, fields.line("groups"))
    return {key: inner.texts(key, languages, required=True) for key in table}


def _position(
    row: dict[str, Any], line: int, fields: Fields, groups: dict[str, dict[str, str]], languages: tuple[str, ...]
) -> Position:
    part = Fields(row, fields.text, fields.path, fields.problems, line)
    position = Position(
        id=part.string("id"),
        key=part.string("key"),
        group=part.string("group"),
        label={lang: part.string(lang) for lang in languages},
        text=part.texts("text", languages),
    )
    # Scales may hold languages that this course does not use.
    part.asked += [key for key in row if len(key) == 2]
    part.rest()
    if len(position.id) != 1 or not position.id.isascii() or not position.id.isalnum() or position.id.isupper():
        fields.problems.append(diagnostic("S04", fields.path, part.line("id"), id=position.id))
    if position.group and position.group not in groups:
        near = tuple(groups)
        fields.problems.append(diagnostic("S05", fields.path, part.line("group"), near=near, group=position.group))
    for lang in languages:
        if not position.label[lang].strip():
            fields.problems.append(diagnostic("S06", fields.path, line, id=position.id, lang=lang))
    return position


def _unique(
    position: Position,
    others: list[Position],
    line: int,
    path: str,
    languages: tuple[str, ...],
    problems: list[Diagnostic],
) -> None:
    for other in others:
        if other.id == position.id:
            problems.append(diagnostic("S07", path, line, what="id", value=position.id))
        same = [x for x in languages if position.label[x].casefold() == other.label[x].casefold() != ""]
        problems += [diagnostic("S07", path, line, what=lang, value=position.label[lang]) for lang in same]
