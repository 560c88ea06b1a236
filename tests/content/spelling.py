"""Every word of the course and of the interface in one language, and whether its dictionary has it.

Texts come from the parser's own units of translation, so ids, marks, targets and addresses are not among them. The
dictionaries are Hunspell's: techiaith's hunspell-cy (LGPL 3, in the package ``cymraeg-mcp``) and SCOWL's British
English (in ``jupyterlab-spellchecker``). ``words.LANG.txt`` adds what they lack, each word with its reason.
"""

from __future__ import annotations

import functools
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.model.source import SourceFile
from sitegen.model.theme import ThemeFile
from sitegen.parse import segments
from sitegen.parse.theme_file import parse_catalogue

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
HERE = Path(__file__).parent
LANGUAGES = ("cy", "en")

#: What stands in a text and is no word of its language: spans of another, code, addresses, ids, placeholders, notes.
LEFT_OUT = re.compile(
    r"""\[(?:[^\[\]]|\[[^\[\]]*\])*\]\{[^{}]*\blang=[^{}]*\}   # [Time Credits]{lang=en}
    | ```.*?``` | `[^`]*` | \{[^{}]*\} | \]\([^()]*\) | \[\^[^\]]*\]
    | https?://\S+ | [\w.]+\.(?:org|uk|wales|com|is)[\w/]* | %\(\w+\)s | <[^<>]*> | ^:::.*$ | => [^\n]*$""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
#: What is joined to a word. Welsh has short words there: mae'r, a'u, i'w, cyd-gynhyrchu'n.
CLITIC = {"cy": re.compile(r"'(?:r|n|u|i|w|m|ch|th|ll)$"), "en": re.compile(r"'s?$")}
#: After cyd- comes the soft mutation, so these letters cannot follow it.
UNMUTATED = re.compile(r"\b(?:[cg]|ch|ngh)yd-(?:c(?!h)|p(?!h)|t(?!h)|m|ll|rh)", re.IGNORECASE)


class Text(NamedTuple):
    """A text of the course in one language, and where it stands."""

    place: str
    text: str


@functools.cache
def texts(lang: str) -> tuple[Text, ...]:
    """All that a reader of ``lang`` can see: pages, scales, glossary, settings, plans, interface."""
    return tuple(_texts(lang))


def _texts(lang: str) -> Iterator[Text]:
    for path in sorted((CONTENT / lang).rglob("*.md")):
        key = str(path.relative_to(CONTENT / lang))[:-3]
        place = str(path.relative_to(ROOT))
        for segment in segments(SourceFile(key, lang, place, path.read_text("utf-8"))):
            yield Text(f"{place}:{segment.line}", segment.text)
    for path in sorted((*CONTENT.glob("*.toml"), *CONTENT.glob("scales/*.toml"), *CONTENT.glob("sessions/*.toml"))):
        for text in _values(tomllib.loads(path.read_text("utf-8")), lang):
            yield Text(str(path.relative_to(ROOT)), text)
    path = ROOT / "themes/default/locales" / f"{lang}.po"
    catalogue, _ = parse_catalogue(ThemeFile(str(path), path.read_bytes()), lang)
    for message in (*catalogue.messages.values(), *(x for forms in catalogue.plurals.values() for x in forms)):
        yield Text(f"{lang}.po", message)


def _values(value: object, lang: str) -> Iterator[str]:
    """The strings of a TOML file that stand under the key ``lang``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == lang and isinstance(inner, str):
                yield inner
            else:
                yield from _values(inner, lang)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, lang)


def words(text: str) -> list[str]:
    """The words of a text, with straight apostrophes."""
    plain = LEFT_OUT.sub(" ", unicodedata.normalize("NFC", text))
    return WORD.findall(plain.replace("’", "'").replace("*", ""))


class Speller:
    """Knows the words of one language."""

    def __init__(self, lang: str) -> None:
        from spylls.hunspell import Dictionary

        self.lang = lang
        self.dictionary = Dictionary.from_files(str(_dictionary(lang)))
        self.own = own_words(lang)
        self.known: dict[str, bool] = {}
        other = "en" if lang == "cy" else "cy"
        #: A word that is written with a capital in both editions is a name.
        self.names = {word for each in texts(other) for word in words(each.text) if word[:1].isupper()}

    def knows(self, word: str) -> bool:
        """Whether ``word`` or what it is made of is in the dictionary, ours included, or is a name."""
        if word not in self.known:
            self.known[word] = self._knows(word)
        return self.known[word]

    def _knows(self, word: str) -> bool:
        if word.casefold() in self.own or (word[0].isupper() and word in self.names) or self.dictionary.lookup(word):
            return True
        stem = self.stem(word)
        parts = stem.split("-")
        return self.knows(stem) if stem != word else len(parts) > 1 and all(map(self.knows, parts))

    def stem(self, word: str) -> str:
        """``word`` without what is only joined to it."""
        return CLITIC[self.lang].sub("", word)

    def forms(self, word: str) -> set[str]:
        """All that may stand in our own list for ``word``: itself, its stem, their parts."""
        stem = self.stem(word)
        return {word, stem, *word.split("-"), *stem.split("-")}


def _dictionary(lang: str) -> Path:
    """The dictionary's path without its ending."""
    if lang == "cy":
        import cymraeg_mcp

        return Path(cymraeg_mcp.__file__).parent / "data/dictionaries/cy_GB"
    return Path(sys.prefix) / "share/jupyter/dictionaries/en_GB-ise"


def own_words(lang: str) -> frozenset[str]:
    """The project's own words: one a line, what follows ``#`` is the reason."""
    rows = (HERE / f"words.{lang}.txt").read_text("utf-8").split("\n")
    return frozenset(word for row in rows if (word := row.partition("#")[0].strip().casefold().replace("’", "'")))


def unknown(speller: Speller) -> dict[str, list[str]]:
    """Words of the course that nobody knows → the places where they stand."""
    found: dict[str, list[str]] = {}
    for place, text in texts(speller.lang):
        for word in words(text):
            if not speller.knows(word):
                found.setdefault(word, []).append(place)
    return found
