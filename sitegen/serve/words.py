"""The overlay's words, and the language of the page over which it lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sitegen.model.theme import ThemeFile
from sitegen.parse.theme_file import parse_catalogue
from sitegen.read.theme import read_theme

TITLE = "The course could not be built"
NOTE = "When the errors are mended, this message goes away. Below is the last version that could be built."
EMPTY = "Nothing has been built yet. When the errors are mended, the course appears in place of this message."
CLOSE = "Close this message"
LOST = "Page not found"
MSGIDS = (TITLE, NOTE, EMPTY, CLOSE, LOST)

HTML_LANG = re.compile(rb"<html\b[^>]*?\blang=[\"']?([A-Za-z0-9-]+)", re.IGNORECASE)


def overlay_words(course: Path) -> dict[str, dict[str, str]]:
    """The words by language and msgid, of all languages that have them all; the theme's files may be broken."""
    found: dict[str, dict[str, str]] = {}
    try:
        files = read_theme(course, course.name).files
    except OSError:
        return found
    for name, file in sorted(files.items()):
        folder, _, last = name.partition("/")
        if folder == "locales" and last.endswith(".po"):
            messages = _messages(file.data, last[:-3])
            if all(messages.get(msgid) for msgid in MSGIDS):
                found[last[:-3]] = messages
    return found


@lru_cache(maxsize=32)
def _messages(data: bytes, lang: str) -> dict[str, str]:
    catalogue, _ = parse_catalogue(ThemeFile(f"{lang}.po", data), lang)
    return {msgid: catalogue.messages.get(msgid, "") for msgid in MSGIDS}


def language_of(path: str, html: bytes, accepted: str, words: Mapping[str, object]) -> str:
    """The language to speak: the address's, the page's, the browser's first that there are words in, or English.

    ``accepted`` is the header ``Accept-Language``.
    """
    lang = HTML_LANG.search(html)
    wished = [part.partition(";")[0].strip() for part in accepted.split(",")]
    for wish in (path.strip("/").partition("/")[0], lang[1].decode() if lang else "", *wished):
        for name in (wish, wish.partition("-")[0]):
            if name in words:
                return name
    return next(iter(words), "en")
