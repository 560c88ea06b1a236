"""Alphabetical order by a language's own alphabet.

Welsh has 29 letters, eight of them digraphs (CLDR ``cy`` collation: ``&C<ch &D<dd &F<ff &G<ng &L<ll &P<ph &R<rh
&T<th``); accents do not count at the first level. Other languages sort by folded letters.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable

ALPHABETS: dict[str, tuple[str, ...]] = {
    "cy": (
        *("a", "b", "c", "ch", "d", "dd", "e", "f", "ff", "g", "ng", "h", "i", "j", "k", "l", "ll", "m", "n", "o"),
        *("p", "ph", "q", "r", "rh", "s", "t", "th", "u", "v", "w", "x", "y", "z"),
    ),
}

#: Letters that only borrowed words begin with: an index leaves them out where it has none of those.
FOREIGN: dict[str, str] = {"cy": "kqvxz"}
#: Articles, over which an index passes at the beginning of a term.
ARTICLES: dict[str, tuple[str, ...]] = {"cy": ("y", "yr"), "en": ("a", "an", "the")}
#: In an index, what begins with no letter.
NO_LETTER = "0–9"

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


def sort_key(text: str, lang: str, articles: bool = True) -> SortKey:
    """A key that sorts ``text`` by the alphabet of ``lang``; ties by lower case, then as written.

    ``articles`` False passes over an article at the beginning, as the index of a book does.
    """
    order = {letter: place for place, letter in enumerate(ALPHABETS.get(lang, ()))}
    words = _words(text) if articles else _without_article(_words(text), lang)
    ranks: list[int] = []
    for word in words:
        ranks.extend(order.get(letter, ord(letter[0]) if not order else -1) for letter in letters(word, lang))
    return tuple(ranks), text.lower(), text


def first_letter(text: str, lang: str) -> str:
    """The letter under which an index has ``text``, folded and in lower case, or ``NO_LETTER``."""
    for word in _without_article(_words(text), lang):
        first = letters(word, lang)[0]
        return first if first.isalpha() else NO_LETTER
    return NO_LETTER


def index_letters(used: Iterable[str], lang: str) -> tuple[str, ...]:
    """The letters of an index in order: the alphabet of ``lang``, and all that are ``used``.

    A language without an alphabet here has a to z, unless it uses none of them.
    """
    given, plain = set(used), tuple(string.ascii_lowercase)
    own = ALPHABETS.get(lang, plain if given & set(plain) else ())
    shown = [letter for letter in own if letter not in FOREIGN.get(lang, "") or letter in given]
    if lang not in ALPHABETS:
        return tuple(sorted({*shown, *given} - {NO_LETTER})) + ((NO_LETTER,) if NO_LETTER in given else ())
    return (*shown, *sorted(given - set(own)))


def _words(text: str) -> list[str]:
    """The words of ``text``. A hyphen parts them, since no letter reaches across it: cyd-ddylunio has d and dd."""
    return re.sub(r"[^\w\s-]", "", text).replace("-", " ").split()


def _without_article(words: list[str], lang: str) -> list[str]:
    return words[1:] if len(words) > 1 and words[0].lower() in ARTICLES.get(lang, ()) else words
