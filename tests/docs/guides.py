"""The two authoring guides taken apart: their fenced examples, and a small course that holds all of them.

A fence's info string says what its text is:

    markdown          an example of a page, or with front matter a whole page: nothing is wrong with it
    markdown Q12      a trap: it gives this code, and the quotation below it is the message that authors see
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
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$(?:\n\n((?:> .*\n)+))?", re.MULTILINE | re.DOTALL)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"/>\n'
#: What the examples lead to. The page `plants/soil` has the place that they name.
PAGES = ("index", "about/index", "plants/index", "plants/beans", "plants/soil", "harvest/index")
PICTURES = ("media/plan.svg", "media/leaf.svg", "media/logo.svg")
OWN_STYLE = "content/theme/assets/css/own.css"


class Example(NamedTuple):
    """A fence: its first word, its second ("" for none), its text, and the quotation below it."""

    kind: str
    what: str
    text: str
    said: str


def examples(lang: str) -> list[Example]:
    """All fences of the guide in ``lang``."""
    found = FENCE.finditer(GUIDES[lang].read_text("utf-8"))
    return [Example(one[1], one[2] or "", one[3], (one[4] or "").replace("> ", "").strip()) for one in found]


def write(path: Path, text: str) -> None:
    """Write a file and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def page(lang: str, name: str, text: str) -> str:
    """``text`` as a page; what has front matter is one."""
    lead = {"cy": "Brawddeg i ddechrau.", "en": "A sentence to begin with."}[lang]
    return text if text.startswith("---\n") else f"---\ntitle: {name}\n---\n\n{lead}\n\n{text}"


def write_course(folder: Path) -> None:
    """The course of the guides: the files that they give in full, and small pages for what these name."""
    for name in PICTURES:
        write(folder / "content" / name, PICTURE)
    for lang in GUIDES:
        place = {"cy": "Golau", "en": "Light"}[lang]
        for key in PAGES:
            text = f"## {place} {{#light}}\n\n{place}.\n" if key == "plants/soil" else ""
            write(folder / f"content/{lang}/{key}.md", page(lang, f"{place} {key}", text))
        for example in examples(lang):
            if example.what.startswith("content/"):
                write(folder / example.what, example.text)
    if (folder / OWN_STYLE).exists():
        settings = (default_theme() / "theme.toml").read_text("utf-8")
        write(folder / "content/theme/theme.toml", settings.replace('"css/print.css"', '"css/print.css", "css/own.css"'))
