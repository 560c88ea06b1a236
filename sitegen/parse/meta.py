"""The values of the front matter → ``Meta``, with every value's type checked.

``KEYS`` is the list of what may stand there (``product.md``); anything else is taken for a misspelling.
"""

from __future__ import annotations

import difflib
import re
from typing import Any, NamedTuple

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Meta, Minutes
from sitegen.parse.front_matter import FrontMatter, Node

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,5}")
BREAKS = re.compile(r"[ \t]*\n[ \t\n]*")


class Expected(NamedTuple):
    """What a reader of a value wanted and did not get."""

    what: str


def read_meta(front: FrontMatter, path: str) -> tuple[Meta, tuple[Diagnostic, ...]]:
    """Type the values. What has a wrong type keeps its default and is reported; so is a missing title."""
    problems: list[Diagnostic] = []
    values: dict[str, Any] = {}
    for name, (key, node) in (front.mapping or {}).items():
        read = KEYS.get(name)
        if read is None:
            near = tuple(difflib.get_close_matches(name, KEYS, n=1))
            problems.append(diagnostic("M10", path, key.line, key.column, len(name), near=near, key=name))
            continue
        value = read(node)
        if isinstance(value, Expected):
            wide, typed = _length(node), _found(node)
            problems.append(
                diagnostic("M09", path, node.line, node.column, wide, key=name, expected=value.what, found=typed)
            )
        elif isinstance(value, Minutes) and not 0 < value.min <= value.usual <= value.max:
            problems.append(diagnostic("M11", path, node.line, node.column, _length(node), found=_found(node)))
        elif value is not None:
            values[name] = value
    if front.mapping is not None or not front.problems:
        problems += _title(front, path)
    values.setdefault("title", "")
    return Meta(**values), tuple(problems)


def _title(front: FrontMatter, path: str) -> list[Diagnostic]:
    """The title is the one thing that a page must have."""
    key, node = (front.mapping or {}).get("title", (None, None))
    if key is None or node is None:
        return [diagnostic("M01", path, 1)]
    if isinstance(node.value, str) and not node.value.strip():
        return [diagnostic("M01", path, key.line, key.column, 5)]
    return []


def _length(node: Node) -> int:
    """How many characters to underline; 0 where the value may go on in the next line."""
    wide = node.end - node.start
    return wide if node.style not in ("|", ">") and isinstance(node.value, str) and wide <= len(node.value) + 2 else 0


def _found(node: Node) -> str:
    """The value as it was typed, near enough for a message."""
    if isinstance(node.value, str):
        return node.value or "nothing"
    if isinstance(node.value, list):
        return f"[{', '.join(map(_found, node.value))}]"
    return "{" + ", ".join(f"{name}: {_found(item)}" for name, (_, item) in node.value.items()) + "}"


def _text(node: Node) -> str | Expected:
    if isinstance(node.value, str):
        return BREAKS.sub(" ", node.value.strip(" \t\n"))
    return Expected("a text")


def _texts(node: Node) -> tuple[str, ...] | Expected:
    nodes = node.value if isinstance(node.value, list) else [node]
    texts = [_text(item) for item in nodes]
    if any(isinstance(text, Expected) for text in texts):
        return Expected("a list of texts")
    return tuple(text for text in texts if isinstance(text, str) and text)


def _flag(node: Node) -> bool | Expected:
    if node.value in ("true", "false") and not node.style:
        return node.value == "true"
    return Expected("true or false")


def _credits(node: Node) -> dict[str, tuple[str, ...]] | Expected | None:
    if node.value == "":
        return None
    roles = {}
    for role, (_, names) in node.value.items() if isinstance(node.value, dict) else ():
        texts = _texts(names)
        if not isinstance(texts, Expected):
            roles[role] = texts
    if not isinstance(node.value, dict) or len(roles) < len(node.value):
        return Expected("names under each role, such as {translator: [Siân]}")
    return roles


def _minutes(node: Node) -> Minutes | Expected | None:
    if node.value == "":
        return None
    if isinstance(node.value, dict):
        names = ("min", "usual", "max")
        whole = len(node.value) == 3 and all(name in node.value for name in names)
        numbers = [node.value[name][1].value for name in names] if whole else []
    elif isinstance(node.value, list):
        numbers = [item.value for item in node.value]
    else:
        numbers = [part.strip() for part in node.value.split(",")]
    digits = [int(number) for number in numbers if isinstance(number, str) and INTEGER.fullmatch(number)]
    if len(digits) != len(numbers) or len(digits) not in (1, 3):
        return Expected("a whole number, or {min: 20, usual: 30, max: 40}")
    least, usual, most = (digits * 3)[:3]
    return Minutes(least, usual, most)


KEYS = {
    "title": _text,
    "description": _text,
    "slug": _text,
    "aliases": _texts,
    "origin": _text,
    "credits": _credits,
    "draft": _flag,
    "minutes": _minutes,
    "outcomes": _texts,
    "audience": _text,
    "modes": _texts,
    "teaches": _texts,
    "image": _text,
}
