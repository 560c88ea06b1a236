"""Alphabetical order by a language's own alphabet.

Welsh has 29 letters, eight of them digraphs (CLDR ``cy`` collation: ``&C<ch &D<dd &F<ff &G<ng &L<ll &P<ph &R<rh
&T<th``); accents do not count at the first level. Other languages sort by folded letters.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABETS: dict[str, tuple[str, ...]] = {
    "cy": (
        *("a", "b", "c", "ch", "d", "dd", "e", "f", "ff", "g", "ng", "h", "i", "j", "k", "l", "ll", "m", "n", "o"),
        *("p", "ph", "q", "r", "rh", "s", "t", "th", "u", "v", "w", "x", "y", "z"),
    ),
}

#: Words whose "ng" is n + g, not the letter ng.
SPLIT_NG = frozenset({"bangor", "dangos", "llangollen", "llongyfarch", "llongyfarchiadau"})

SortKey = tuple[tuple[int, ...], str, str]


def fold(text: str) -> str:
    """Lower-case ``text`` without its accents (NFD, combining marks dropped)."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def letters(word: str, lang: str) -> list[str]:
    """The letters of ``word`` in its language's alphabet: "llan" is "ll", "a", "n" in Welsh."""
    plain = fold(word)
    digraphs = {letter for letter in ALPHABETS.get(lang, ()) if len(letter) == 2}
    found: list[str] = []
    at = 0
    while at < len(plain):
        pair = plain[at : at + 2]
        size = 2 if pair in digraphs and not (pair == "ng" and plain in SPLIT_NG) else 1
        found.append(plain[at : at + size])
        at += size
    return found


def sort_key(text: str, lang: str) -> SortKey:
    """A key that sorts ``text`` by the alphabet of ``lang``; ties by lower case, then as written."""
    order = {letter: place for place, letter in enumerate(ALPHABETS.get(lang, ()))}
    words = re.sub(r"[^\w\s]", "", text)
    ranks: list[int] = []
    for word in words.split():
        ranks.extend(order.get(letter, ord(letter[0]) if not order else -1) for letter in letters(word, lang))
    return tuple(ranks), text.lower(), text
