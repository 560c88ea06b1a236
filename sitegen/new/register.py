"""A module's or page's entry in ``course.toml``: text in, text out, nothing else about it changed.

TOML has no editor in the standard library, so the place is found by a small scanner, and the result is parsed and
compared with what it should say. Where it says anything else, nothing is edited.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

STRING = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
NAME = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


class Statement(NamedTuple):
    """A line ``key = value`` or a header ``[table]``. Offsets in the text: ``start:end`` is all of it, ``value`` where
    the value begins (``end`` for a header). ``table`` and ``key`` are names without quotes.
    """

    table: tuple[str, ...]
    key: tuple[str, ...]
    start: int
    value: int
    end: int


def add_module(text: str, name: str) -> str | None:
    """``course.toml`` with a module more, at the end of its list; None where that cannot be done safely."""
    wanted = _parsed(text)
    if wanted is None or not isinstance(wanted.setdefault("modules", []), list):
        return None
    wanted["modules"].append(name)
    found = _find(text, (), "modules")
    edited = _append(text, found, name) if found else _insert_key(text, f'modules = ["{name}"]')
    return _checked(edited, wanted)


def add_page(text: str, module: str, name: str, others: Sequence[str]) -> str | None:
    """``course.toml`` with a page more in ``module``; None where that cannot be done safely.

    Where the module has no list of pages yet, its pages stand in the order of their names: ``others`` keep it.
    """
    wanted = _parsed(text)
    if wanted is None or not isinstance(modules := wanted.setdefault("module", {}), dict):
        return None
    table = modules.setdefault(module, {})
    if not isinstance(table, dict) or not isinstance(table.get("pages", []), list):
        return None
    listed = "pages" in table
    table.setdefault("pages", list(others)).append(name)
    found = _find(text, ("module", module), "pages")
    if listed:
        edited = _append(text, found, name) if found else None
    else:
        pages = ", ".join(f'"{page}"' for page in table["pages"])
        edited = _insert_page_list(text, module, f"pages = [{pages}]")
    return _checked(edited, wanted)


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return None


def _checked(text: str | None, wanted: dict[str, Any]) -> str | None:
    return text if text is not None and _parsed(text) == wanted else None


def _find(text: str, table: tuple[str, ...], key: str) -> Statement | None:
    return next((x for x in _statements(text) if x.table + x.key == (*table, key)), None)


def _statements(text: str) -> Iterator[Statement]:
    """The statements of a valid TOML text."""
    at = 1 if text.startswith("\ufeff") else 0
    table: tuple[str, ...] = ()
    while (at := _skip(text, at)) < len(text):
        start = at
        if text[at] == "[":
            key, at = _name(text, _skip(text, at + 1 + text.startswith("[[", at)))
            at = text.index("]", at) + 1
            at += text.startswith("]", at)
            table = key
            yield Statement(table, (), start, at, at)
        else:
            key, at = _name(text, at)
            value = _skip(text, text.index("=", at) + 1)
            at = _value_end(text, value)
            yield Statement(table, key, start, value, at)


def _skip(text: str, at: int) -> int:
    """Past blanks, line ends and comments."""
    found = BLANK.match(text, at)
    return found.end() if found else at


def _name(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """A dotted name, and where it ends."""
    names: list[str] = []
    while found := NAME.match(text, at):
        names.append(found[0].strip("\"'"))
        at = _skip(text, found.end())
        if not text.startswith(".", at):
            break
        at = _skip(text, at + 1)
    return tuple(names), at


def _value_end(text: str, at: int) -> int:
    """Where the value ends that begins at ``at``."""
    depth = 0
    while at < len(text):
        if found := STRING.match(text, at):
            at = found.end()
        elif depth and text[at] == "#":
            at = _skip(text, at)
        elif text[at] in "[{":
            depth, at = depth + 1, at + 1
        elif text[at] in "]}":
            depth, at = depth - 1, at + 1
        elif depth == 0 and text[at] in "#\r\n":
            break
        else:
            at += 1
            continue
        if depth == 0:
            break
    return at


def _append(text: str, found: Statement, name: str) -> str:
    """A list with an item more, written as its last one is."""
    at = last = found.value + 1
    while (at := _skip(text, at)) < found.end - 1:
        string = STRING.match(text, at)
        at = last = string.end() if string else at + 1
    before, after = text[:last], text[last:]
    comma = before.endswith(",")
    row = text.rfind("\n", found.value, last) + 1
    if before.endswith("["):
        return f'{before}"{name}"{after}'
    if not row:
        return f'{before} "{name}",{after}' if comma else f'{before}, "{name}"{after}'
    indent = text[row : row + len(text[row:]) - len(text[row:].lstrip(" \t"))]
    line_end = _line_end(text, last)
    rest = text[last:line_end]
    if line_end >= found.end:  # the bracket stands behind the last item
        return f'{before}{"" if comma else ","}{_newline(text)}{indent}"{name}"{"," if comma else ""}{after}'
    new = f'{_newline(text)}{indent}"{name}"{"," if comma else ""}'
    return f"{before}{'' if comma else ','}{rest}{new}{text[line_end:]}"


def _insert_key(text: str, row: str) -> str:
    """A line more before the first table."""
    top = [statement for statement in _statements(text) if not statement.table]
    if not top:
        start = 1 if text.startswith("\ufeff") else 0
        return f"{text[:start]}{row}{_newline(text)}{text[start:]}"
    return _insert_line(text, top[-1].end, row)


def _insert_page_list(text: str, module: str, row: str) -> str:
    header = next((x for x in _statements(text) if x.table == ("module", module) and not x.key), None)
    if header is not None:
        return _insert_line(text, header.end, row)
    new = _newline(text)
    gap = "" if not text or text.endswith("\n") else new
    return f"{text}{gap}{new}[module.{module}]{new}{row}{new}"


def _insert_line(text: str, after: int, row: str) -> str:
    end = _line_end(text, after)
    return f"{text[:end]}{_newline(text)}{row}{text[end:]}"


def _line_end(text: str, at: int) -> int:
    """Where the line ends in which ``at`` stands, before its line end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
