"""The glossary explains what the course teaches, in the words of the pages that teach it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from figures import page_segments
from spelling import CONTENT, LANGUAGES

from sitegen.language.alphabet import fold
from sitegen.model.glossary import Glossary
from sitegen.parse.glossary_file import parse_glossary_file
from sitegen.parse.scale_file import parse_scale_file
from sitegen.parse.termbase_file import parse_termbase_file

#: Welsh initial consonants and what mutation makes of them; a word may begin with any of its forms.
MUTATIONS = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}
#: An adjective is explained as an adjective, and its page may speak of the thing in other words.
LONGEST = 3


@cache
def glossary() -> Glossary:
    rows, problems = parse_termbase_file((CONTENT / "termbase.csv").read_text("utf-8"), "termbase.csv", LANGUAGES)
    assert problems == ()
    found, problems = parse_glossary_file(
        (CONTENT / "glossary.toml").read_text("utf-8"), "glossary.toml", LANGUAGES, rows
    )
    assert problems == ()
    assert found is not None
    return found


def plain(text: str) -> str:
    """The words of ``text``, folded, and without the s of English plurals, on one line."""
    return re.sub(r"s\b", "", " ".join(re.findall(r"\w+", fold(text.replace("’", "").replace("'", "")))))


@cache
def page_text(key: str, lang: str) -> str:
    """The text of a page with the labels of the scales that it names."""
    path = CONTENT / lang / f"{key}.md"
    names = set(re.findall(r"\b(?:by|on|rows|cells)=([a-z-]+)|::: picture ([a-z-]+)", path.read_text("utf-8")))
    labels: list[str] = []
    for name in sorted({x or y for x, y in names}):
        scale, _ = parse_scale_file((CONTENT / f"scales/{name}.toml").read_text("utf-8"), name, name, LANGUAGES)
        assert scale is not None
        labels += [position.label[lang] for position in scale.positions]
        labels += [position.text.get(lang, "") for position in scale.positions]
    return plain(" ".join((*(segment.text for segment in page_segments(key, lang)), *labels)))


def forms(word: str, lang: str) -> set[str]:
    """The forms in which a page may have ``word``; Welsh mutates its first letter."""
    found = {word}
    if lang == "cy":
        first = next((x for x in ("ll", "rh", *"ptcbdgm") if word.startswith(x)), "")
        if first and not (first in "ptcd" and word[1:2] == "h") and not word.startswith("dd"):
            found |= {form + word[len(first) :] for form in MUTATIONS[first]}
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_that_teaches_a_term_has_its_word(lang: str) -> None:
    missing = [
        f"{term.key}: “{term.words[lang]}” is not on {lang}/{term.page}"
        for term in glossary().terms
        if not any(form in page_text(term.page, lang) for form in forms(plain(term.words[lang]), lang))
    ]
    assert missing == []


def test_every_term_is_taught_somewhere_and_explained_in_short() -> None:
    terms = glossary().terms
    assert 60 <= len(terms) <= 80
    assert [term.key for term in terms if not term.page] == []
    assert [term.key for term in terms if term.page.startswith("cases/")] == []
    for term in terms:
        for lang in LANGUAGES:
            assert len(re.findall(r"[.!?](?:\s|$)", term.text[lang])) <= LONGEST, term.key
            assert "'" not in term.text[lang] + term.words[lang], term.key


def test_learners_do_not_see_what_is_for_translators() -> None:
    assert {term.confidence for term in glossary().terms} >= {"review", "high"}
    template = Path(CONTENT.parent / "themes/default/templates/glossary.html").read_text("utf-8")
    assert not re.search(r"confidence|source|note\b|review", template)
