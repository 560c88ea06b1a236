"""The message over a page when the course cannot be built, and the page for when there is nothing else to show."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from sitegen.serve.words import CLOSE, EMPTY, LOST, NOTE, TITLE

HERE = Path(__file__).parent


def overlay(failure: str, lang: str, words: Mapping[str, str]) -> bytes:
    """The element to put into a page; ``failure`` is English, as in the terminal, the frame in the page's language."""
    return _fill("overlay.html", lang=_spoken(lang, words), text=failure, **_frame(words, NOTE))


def bare_page(failure: str, lang: str, words: Mapping[str, str]) -> bytes:
    """A page of its own: the failure where nothing was built, or just that there is no such page."""
    if failure:
        return _fill("failed.html", lang=_spoken(lang, words), text=failure, **_frame(words, EMPTY))
    return _fill("lost.html", lang=_spoken(lang, words), title=words.get(LOST, LOST))


def _frame(words: Mapping[str, str], note: str) -> dict[str, str]:
    return {"title": words.get(TITLE, TITLE), "note": words.get(note, note), "close": words.get(CLOSE, CLOSE)}


def _spoken(lang: str, words: Mapping[str, str]) -> str:
    return lang if words else "en"


def _fill(name: str, **values: str) -> bytes:
    return _template(name).substitute({key: escape(value) for key, value in values.items()}).encode()


@cache
def _template(name: str) -> Template:
    return Template((HERE / name).read_text("utf-8"))
