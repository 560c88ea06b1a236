"""The numbers in the course's pages, and which segments of two editions belong together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from spelling import CONTENT

from sitegen.model.document import Segment
from sitegen.model.source import SourceFile
from sitegen.parse import segments

#: Digits that are no numbers for a reader: addresses, ids, notes, code.
LEFT_OUT = re.compile(r"`[^`]*`|\{[^{}]*\}|\]\([^()]*\)|\[\^[^\]]*\]|https?://\S+")
NUMBER = re.compile(r"\d+(?:,\d{3})+|\d+(?:\.\d+)?")
PERCENT = re.compile(r"[ \u00a0\u202f]?%")


class Pair(NamedTuple):
    """Segments of two editions that belong together; where nothing does, all of a stretch."""

    ours: tuple[Segment, ...]
    theirs: tuple[Segment, ...]


def page_segments(key: str, lang: str) -> tuple[Segment, ...]:
    """The segments of a page, by its key."""
    path = CONTENT / lang / f"{key}.md"
    return segments(SourceFile(key, lang, str(path), path.read_text("utf-8")))


def keys(lang: str) -> list[str]:
    """The keys of all pages of an edition."""
    folder = CONTENT / lang
    return sorted(str(path.relative_to(folder))[:-3] for path in Path(folder).rglob("*.md"))


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, each with how often it stands there: "31000", "48%", "7"."""
    plain = PERCENT.sub("%", LEFT_OUT.sub(" ", text))
    found: Counter[str] = Counter()
    for match in NUMBER.finditer(plain):
        sign = "%" if plain[match.end() : match.end() + 1] == "%" else ""
        found[match[0].replace(",", "") + sign] += 1
    return found


def of(some: tuple[Segment, ...]) -> Counter[str]:
    """The numbers of several segments."""
    return numbers("\n".join(segment.text for segment in some))


def pairs(ours: tuple[Segment, ...], theirs: tuple[Segment, ...]) -> Iterator[Pair]:
    """Pair the segments of two editions: by kind and field where these run alike, otherwise whole stretches."""
    shapes = [[(segment.kind, segment.field) for segment in edition] for edition in (ours, theirs)]
    for what, a, b, c, d in SequenceMatcher(None, *shapes, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Pair((x,), (y,)) for x, y in zip(ours[a:b], theirs[c:d], strict=True))
        else:
            yield Pair(ours[a:b], theirs[c:d])
