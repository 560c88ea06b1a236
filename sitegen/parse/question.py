"""The plain text of an exercise's question, for lists of questions: the page “My learning” and its downloads.

It is taken from the rendered HTML, so that whatever Markdown meant is already settled.
"""

from __future__ import annotations

import re
from html import unescape

#: What a text leaves out with all that it holds: numbers of footnotes, and where links lead.
LEFT_OUT = re.compile(r"<sup>.*?</sup>|\x1a[^\x1a]*\x1a", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
#: The longest question that is kept; a longer one is cut, since it only has to be recognised.
MOST = 300


def text_of(html: str) -> str:
    """The text of rendered HTML on one line."""
    return " ".join(unescape(TAG.sub(" " if "<p>" in html else "", LEFT_OUT.sub("", html))).split())


def question_of(prompt: str) -> str:
    """The question of a rendered prompt: its last paragraph, else all of it; at most ``MOST`` characters."""
    html = prompt.rstrip()
    cut = html.rfind("<p>") if html.endswith("</p>") else -1
    text = text_of(html[cut + 3 : -4] if cut >= 0 else html)
    return text if len(text) <= MOST else text[: MOST - 1].rstrip() + "…"
