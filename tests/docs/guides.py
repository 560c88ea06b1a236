"""The two authoring guides taken apart: their fenced examples, and a small course that holds all of them.

A fence's info string says what its text is:

    markdown          an example of a page, or with front matter a whole page: nothing is wrong with it
    markdown traps    a page on which everything is wrong; a table below it has a row for each problem
    toml content/…    a file of the course; css and html likewise
    sh                commands
    text              anything else

The n-th example of one guide is an edition of the n-th of the other, so they are built as such.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from sitegen.read.theme import default_theme

ROOT = Path(__file__).resolve().parents[2]
GUIDES = {"cy": ROOT / "docs" / "authoring.cy.md", "en": ROOT / "docs" / "authoring.md"}
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (\d+) \| ([A-Z]\d\d) \| (.+?) \| ", re.MULTILINE)
LEAD = {"cy": "Brawddeg i ddechrau.", "en": "A sentence to begin with."}
PLACE = {"cy": "Golau", "en": "Light"}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"/>\n'
#: What the examples lead to. The page `plants/soil` has the place that they name.
PAGES = ("index", "about/index", "plants/index", "plants/beans", "plants/soil", "harvest/index")
PICTURES = ("media/plan.svg", "media/leaf.svg", "media/logo.svg")


class Example(NamedTuple):
    """A fence: the two words of its info string (the second may be ""), and its text."""

    kind: str
    what: str
    text: str


def examples(lang: str, kind: str = "", what: str | None = None) -> list[Example]:
    """The fences of the guide in ``lang``, of one kind and with one second word where these are given."""
    found = (Example(one[1], one[2] or "", one[3]) for one in FENCE.finditer(GUIDES[lang].read_text("utf-8")))
    return [one for one in found if kind in ("", one.kind) and what in (None, one.what)]


def problems(lang: str) -> list[tuple[int, str, str]]:
    """Line, code and message of each row of the table of traps."""
    return [(int(line), code, message) for line, code, message in ROW.findall(GUIDES[lang].read_text("utf-8"))]


def write(path: Path, text: str) -> None:
    """Write a file and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def page(lang: str, title: str, text: str) -> str:
    """``text`` as a page; what has front matter is one."""
    return text if text.startswith("---\n") else f"---\ntitle: {title}\n---\n\n{LEAD[lang]}\n\n{text}"


def write_course(folder: Path) -> None:
    """The course of the guides: the files that they give in full, and small pages for what these name."""
    for name in PICTURES:
        write(folder / "content" / name, PICTURE)
    for lang in GUIDES:
        for key in PAGES:
            text = f"## {PLACE[lang]} {{#light}}\n\n{LEAD[lang]}\n" if key == "plants/soil" else ""
            write(folder / f"content/{lang}/{key}.md", page(lang, f"{PLACE[lang]} {key}", text))
        for example in examples(lang):
            if example.what.startswith("content/"):
                write(folder / example.what, example.text)
    # As the guides say: a style of the course's own is named last in a copy of the theme's settings.
    settings = (default_theme() / "theme.toml").read_text("utf-8")
    write(folder / "content/theme/theme.toml", settings.replace('"css/print.css"', '"css/print.css", "css/own.css"'))
