"""``glossary.toml`` → ``Glossary``, with everything that one file and the termbase show to be wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.glossary import Glossary, Term, TermbaseRow
from sitegen.parse.toml_file import Fields, line_of, line_of_item, load

#: Keys are those of a termbase. They have no hyphen, so that the ids made of them cannot be equal.
KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
#: How a termbase writes words that nobody has decided between.
VARIANTS = " / "


def parse_glossary_file(
    text: str, path: str, languages: tuple[str, ...], termbase: Mapping[str, TermbaseRow]
) -> tuple[Glossary | None, tuple[Diagnostic, ...]]:
    """Read the glossary of a course in ``languages``; ``termbase`` gives the words that it does not write itself.

    Returns None where there is nothing to show, and all problems found.
    """
    problems: list[Diagnostic] = []
    table = load(text, path, "G11", problems)
    if table is None:
        return None, tuple(problems)
    fields = Fields(table, text, path, problems)
    fields.asked.append("term")
    rows = table.get("term", [])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        problems.append(diagnostic("G12", path, 0))
        return None, tuple(problems)
    fields.rest()
    reader = _Reader(fields, languages, termbase)
    after = 0
    for row in rows:
        after = line_of(text, "term", after) or after
        reader.term(row, after)
    return Glossary(path, tuple(reader.terms.values())), tuple(problems)


class _Reader:
    """The terms read so far, by key."""

    def __init__(self, fields: Fields, languages: tuple[str, ...], termbase: Mapping[str, TermbaseRow]) -> None:
        self.fields, self.languages, self.termbase = fields, languages, termbase
        self.terms: dict[str, Term] = {}

    def term(self, row: dict[str, Any], line: int) -> None:
        """Read one ``[[term]]`` that begins on ``line``."""
        path, problems = self.fields.path, self.fields.problems
        part = Fields(row, self.fields.text, path, problems, line)
        key = part.string("key")
        given = part.texts("words", self.languages)
        text = {lang: " ".join(value.split()) for lang, value in part.texts("text").items()}
        target, see = part.string("page"), part.strings("see")
        part.rest()
        lines = {name: part.line(name) if name in row else line for name in ("key", "words", "text", "page", "see")}
        lines |= {f"see.{other}": line_of_item(self.fields.text, other, lines["see"]) for other in see}
        if not KEY.fullmatch(key):
            problems.append(diagnostic("G13", path, lines["key"], key=key))
            return
        if key in self.terms:
            first = self.terms[key].lines["key"]
            problems.append(diagnostic("G15", path, lines["key"], key=key, first=first, related=((path, first),)))
            return
        known = self.termbase.get(key)
        words = {lang: self.word(lang, given, known) for lang in self.languages}
        if known is None and not all(words.values()) and self.termbase:
            near = tuple(difflib.get_close_matches(key, self.termbase, 3))
            problems.append(diagnostic("G14", path, lines["key"], near=near, key=key))
        else:
            self.undecided(key, words, lines["words"])
        for lang in self.languages:
            if not text.get(lang):
                problems.append(diagnostic("G16", path, lines["text"], key=key, lang=lang))
        page, _, place = target.partition("#")
        confidence = known.confidence if known else ""
        self.terms[key] = Term(key, words, text, page.removesuffix(".md"), place, see, confidence, lines)

    @staticmethod
    def word(lang: str, given: Mapping[str, str], known: TermbaseRow | None) -> str:
        """The term in ``lang``: the glossary's own, else the termbase's."""
        own = " ".join(given.get(lang, "").split())
        # Spreadsheets write straight apostrophes; readers get those of the other texts.
        return own or (known.words.get(lang, "").replace("'", "’") if known else "")

    def undecided(self, key: str, words: Mapping[str, str], line: int) -> None:
        """G17: a language without a word, or with more than one."""
        for lang, word in words.items():
            if not word:
                what = "has no word"
            elif VARIANTS in word:
                what = f"has several words (`{word}`)"
            else:
                continue
            self.fields.problems.append(diagnostic("G17", self.fields.path, line, key=key, lang=lang, what=what))
