"""Attributes: ``{#id .class key=value word}`` after a heading, link or picture, and the words after ``::: name``."""

from __future__ import annotations

import re
from typing import NamedTuple

ATTRIBUTE = re.compile(
    r"""
    \#(?P<id>[^\s{}]*)
    | \.(?P<cls>[^\s{}]+)
    | (?P<key>[^\s{}="'#.][^\s{}="']*)=(?P<value>"[^"]*"|'[^']*'|[^\s{}]*)
    | (?P<word>[^\s{}]+)
    """,
    re.VERBOSE,
)
ID = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Attribute(NamedTuple):
    """One attribute. ``sign`` is "#" for an id, "." for a class, "=" for ``key=value`` and "" for a bare word.

    ``name`` is the key, or the id, class or word itself; ``at`` and ``length`` tell where it stands in the text.
    """

    sign: str
    name: str
    value: str
    at: int
    length: int


def attributes(text: str) -> list[Attribute]:
    """Split ``text`` into attributes. Braces only group and may be left out; quotes keep blanks in a value."""
    found = []
    for match in ATTRIBUTE.finditer(text):
        at, length = match.start(), match.end() - match.start()
        if match["id"] is not None:
            found.append(Attribute("#", match["id"], "", at, length))
        elif match["cls"] is not None:
            found.append(Attribute(".", match["cls"], "", at, length))
        elif match["key"] is not None:
            value = match["value"]
            if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
                value = value[1:-1]
            found.append(Attribute("=", match["key"], value, at, length))
        else:
            found.append(Attribute("", match["word"], "", at, length))
    return found
