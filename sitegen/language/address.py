"""Words for addresses: lower-case ASCII letters, digits and hyphens."""

from __future__ import annotations

import re

from sitegen.language.alphabet import fold

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(word: str) -> bool:
    """Whether ``word`` may stand in an address as it is."""
    return SLUG.fullmatch(word) is not None


def slug(text: str) -> str:
    """Derive an address word from ``text``: accents folded, everything else than letters and digits a hyphen.

    Returns "" when nothing is left.
    """
    words = fold(text).replace("æ", "ae").replace("œ", "oe").replace("ß", "ss").replace("ø", "o")
    return re.sub(r"[^a-z0-9]+", "-", words.replace("'", "").replace("’", "")).strip("-")
