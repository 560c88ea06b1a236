"""TOML in, typed values out: the reading shared by ``course.toml`` and the scales.

``Fields`` takes keys out of a table one by one, checks their types and remembers what was asked for, so that whatever
is left over is a misspelling. Lines are found by the key's text, since ``tomllib`` keeps none.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.parse.characters import BARE_CONTROL, code_point

ESCAPE = re.compile(r"\\(?:[bfr]|u00[0-9A-Fa-f]{2}|U000000[0-9A-Fa-f]{2})")
"""What may be a control character in a quoted text."""


def load(text: str, path: str, code: str, problems: list[Diagnostic]) -> dict[str, Any] | None:
    """Decode TOML ``text``; a syntax error becomes a diagnostic with ``code`` at its line, and None is returned.

    So it is with a control character, which only an escape can bring in.
    """
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 0)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        problems.append(diagnostic(code, path, line, column, reason=reason))
        return None
    control = next(_controls(table), "")
    if not control:
        return table
    escape = next((found for found in ESCAPE.finditer(text) if _character(found[0]) == control), None)
    at, length = (escape.start(), len(escape[0])) if escape else (0, 0)
    line, column = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) if escape else (0, 0)
    problems.append(diagnostic("F01", path, line, column, length, character=code_point(control)))
    return None


def _controls(value: object) -> Iterator[str]:
    """The control characters in a value's texts."""
    if isinstance(value, str):
        yield from BARE_CONTROL.findall(value)
    elif isinstance(value, list):
        for item in value:
            yield from _controls(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _controls(key)
            yield from _controls(item)


def _character(escape: str) -> str:
    """The character that an escape stands for."""
    return {"\\b": "\b", "\\f": "\f", "\\r": "\r"}.get(escape) or chr(int(escape[2:], 16))


def line_of(text: str, key: str, after: int = 0) -> int:
    """The line, from 1, where ``key`` is first set after line ``after``; 0 when it is not found."""
    pattern = re.compile(rf'^\s*(?:\[+\s*)?(?:[\w"-]+\s*\.\s*)*"?{re.escape(key)}"?\s*(?:[=\].]|$)')
    for number, row in enumerate(text.split("\n"), 1):
        if number > after and pattern.match(row):
            return number
    return 0


def line_of_item(text: str, item: str, first: int) -> int:
    """The line of ``item`` in a list that begins in line ``first``; that line where the item is not found."""
    pattern = re.compile(f"[\"']{re.escape(item)}[\"']")
    for number, row in enumerate(text.split("\n"), 1):
        if number >= first > 0 and pattern.search(row):
            return number
    return first


class Fields:
    """One TOML table, read key by key."""

    def __init__(self, table: dict[str, Any], text: str, path: str, problems: list[Diagnostic], after: int = 0) -> None:
        """``after``: look for keys' lines below this one (for the n-th table of an array)."""
        self.table, self.text, self.path, self.problems, self.after = table, text, path, problems, after
        self.asked: list[str] = []

    def line(self, key: str) -> int:
        """The line of ``key`` in the file."""
        return line_of(self.text, key, self.after) or self.after

    def wrong(self, key: str, expected: str) -> None:
        """Report that ``key`` has a value of the wrong type."""
        self.problems.append(diagnostic("C03", self.path, self.line(key), key=key, expected=expected))

    def string(self, key: str, default: str = "") -> str:
        """The string at ``key``."""
        self.asked.append(key)
        value = self.table.get(key, default)
        if isinstance(value, str):
            return value
        self.wrong(key, "text in quotes")
        return default

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of strings at ``key``."""
        self.asked.append(key)
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(key, "a list of texts in quotes")
        return ()

    def texts(self, key: str, languages: tuple[str, ...] = (), required: bool = False) -> dict[str, str]:
        """The texts by language at ``key``; a plain string stands for all ``languages``."""
        self.asked.append(key)
        value = self.table.get(key, {})
        if isinstance(value, str):
            return dict.fromkeys(languages, value)
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            self.wrong(key, 'one text a language, such as { cy = "…", en = "…" }')
            return {}
        for lang in languages:
            if required and not value.get(lang, "").strip():
                self.problems.append(diagnostic("C04", self.path, self.line(key), key=key, lang=lang))
        return dict(value)

    def table_at(self, key: str) -> dict[str, Any]:
        """The table at ``key``."""
        self.asked.append(key)
        value = self.table.get(key, {})
        if isinstance(value, dict):
            return value
        self.wrong(key, f"a table, [{key}]")
        return {}

    def rest(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.table:
            if key not in self.asked:
                near = tuple(difflib.get_close_matches(key, self.asked, 2))
                self.problems.append(diagnostic("C05", self.path, self.line(key), near=near, key=key))
