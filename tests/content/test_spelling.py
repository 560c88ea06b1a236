"""Every word that readers can see is in its language's dictionary, or in ours with a reason."""

from __future__ import annotations

import functools

import pytest
from spelling import LANGUAGES, UNMUTATED, Speller, own_words, texts, unknown, words


@functools.cache
def speller(lang: str) -> Speller:
    return Speller(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spelling(lang: str) -> None:
    found = unknown(speller(lang))
    lines = [f"{word}: {', '.join(places[:3])}" for word, places in found.items()]
    assert not lines, f"misspelt, or for words.{lang}.txt with a reason:\n" + "\n".join(lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_words_are_all_used(lang: str) -> None:
    used = {form for _, text in texts(lang) for word in words(text) for form in speller(lang).forms(word.casefold())}
    assert sorted(own_words(lang) - used) == []


def test_cyd_softens_what_follows() -> None:
    """The dictionary looks at the parts of a hyphenated word apart, so a missing mutation would pass."""
    wrong = [f"{place}: {found[0]}" for place, text in texts("cy") if (found := UNMUTATED.search(text))]
    assert wrong == []
    for word in ("cyd-cynhyrchu", "gyd-teithio", "chyd-penderfynu", "nghyd-llunio"):
        assert UNMUTATED.search(word), word
    for word in ("cyd-gynhyrchu", "chyd-ddylunio", "gyd-benderfynu", "cyd-fynd"):
        assert not UNMUTATED.search(word), word


def test_a_misspelling_is_found() -> None:
    for right in ("mae'r", "sy'n", "cyd-gynhyrchu'n", "Nghymru", "i'w", "ngwasanaethau", "Ymgynghori"):
        assert speller("cy").knows(right), right
    for wrong in ("gwasanaehtau", "cydgynhrychu", "yngymru", "dinasyddionn"):
        assert not speller("cy").knows(wrong), wrong
    assert speller("en").knows("people's")
    assert not speller("en").knows("behaviuor")
    text = "See [Time Crdits]{lang=cy} and [*Mwy*: a [b]]{lang=cy}, `cod`, [a page](x/tudalenn.md#idd){#iddd}[^not]."
    assert words(text) == ["See", "and", "a", "page"]
