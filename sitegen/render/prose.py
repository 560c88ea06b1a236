"""The last step of the Markdown renderer: references get their addresses.

Parsed prose holds ``\\x1aN\\x1a`` where reference N belongs (control characters cannot come from content); addresses
exist only after planning.
"""

from __future__ import annotations

import re
from html import escape

from sitegen.model.page import PageInputs, Resolved

PLACEHOLDER = re.compile('\x1a(\\d+)(-?)\x1a((?=[^<>]* hreflang="))?')
"""A reference's place; the third group takes part where the author says the link's language."""


def fill(html: str, page: PageInputs, labels: dict[str, str], note: str) -> str:
    """Put the addresses of ``page.references`` into ``html``.

    ``note`` is the catalogue's "(in %(label)s)", shown after links to a page in another language.
    """
    if "\x1a" not in html:
        return html

    def one(found: re.Match[str]) -> str:
        reference = page.references[int(found[1])]
        if not found[2]:
            return _attributes(reference, page.root, said=found[3] is not None)
        if not reference.lang:
            return ""
        return f' <span class="link-note">{escape(note % {"label": labels.get(reference.lang, reference.lang)})}</span>'

    return PLACEHOLDER.sub(one, html)


def without_references(html: str) -> str:
    """``html`` for what shows its words alone: nothing will be filled in."""
    return PLACEHOLDER.sub("", html)


def _attributes(reference: Resolved, root: str, *, said: bool) -> str:
    here = reference.path.startswith("#")
    address = escape(reference.path if here else root + reference.path)
    if not reference.picture:
        if not reference.path:  # it leads nowhere from here: plain words
            return ""
        language = f' hreflang="{escape(reference.lang)}"' if reference.lang and not said else ""
        return f'href="{address}"{language}'
    size = f' width="{reference.width}" height="{reference.height}"' if reference.width and reference.height else ""
    return f'src="{address}"{size} loading="lazy"'
