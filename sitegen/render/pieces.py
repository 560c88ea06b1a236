"""Pieces of several pages on one: their ids kept apart, and links to what was left behind taken out."""

from __future__ import annotations

import re

#: In HTML of ours, quotation marks in texts are entities: these stand in tags alone.
NAMED = re.compile(r' (id|for|aria-labelledby|aria-describedby|href)="([^"]*)"')
IDS = re.compile(r' id="([^"]*)"')
#: The mark of a footnote, whose note stands at the end of the page that the piece was taken from.
HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
NOTE_MARK = re.compile(r'<sup><a id="fnref[^"]*"[^>]*>\d+</a></sup>')


def under(html: str, level: int) -> str:
    """``html`` with its headings moved so that the highest one is of ``level``."""
    found = [int(each[1]) for each in HEADING.findall(html)]
    down = level - min(found, default=level)
    return HEADING.sub(lambda each: f"<{each[1]}h{min(int(each[2]) + down, 6)}", html) if down else html


def apart(html: str, prefix: str) -> str:
    """``html`` with ``prefix`` before each of its ids; references to ids that it has not are dropped."""
    html = NOTE_MARK.sub("", html)
    own = set(IDS.findall(html))

    def one(found: re.Match[str]) -> str:
        name, value = found.groups()
        if name == "href":
            if not value.startswith("#"):
                return found[0]
            return f' href="#{prefix}.{value[1:]}"' if value[1:] in own else ""
        kept = [f"{prefix}.{each}" for each in value.split() if each in own]
        return f' {name}="{" ".join(kept)}"' if kept else ""

    return NAMED.sub(one, html)
