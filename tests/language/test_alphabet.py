"""Alphabetical order and the letters of an index."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sitegen.language.alphabet import NO_LETTER, first_letter, index_letters, letters, sort_key


def ordered(words: list[str], lang: str, articles: bool = True) -> list[str]:
    return sorted(words, key=lambda word: sort_key(word, lang, articles))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("llan", ["ll", "a", "n"]),
        ("ymgynghori", ["y", "m", "g", "y", "ng", "h", "o", "r", "i"]),
        ("Bangor", ["b", "a", "n", "g", "o", "r"]),
        ("tŷ", ["t", "y"]),
        ("rhwydd", ["rh", "w", "y", "dd"]),
    ],
)
def test_welsh_letters(word: str, expected: list[str]) -> None:
    assert letters(word, "cy") == expected


def test_welsh_order() -> None:
    """CLDR's ``cy`` collation: a digraph comes after all words with its first letter, and ng after g."""
    words = ["cyd", "chwech", "dyn", "ddoe", "ffordd", "fory", "golau", "ngwaith", "haf", "lôn", "llan", "pŵer", "phwy"]
    expected = [
        "cyd",
        "chwech",
        "dyn",
        "ddoe",
        "fory",
        "ffordd",
        "golau",
        "ngwaith",
        "haf",
        "lôn",
        "llan",
        "pŵer",
        "phwy",
    ]
    assert ordered(words[::-1], "cy") == expected
    for first, second in pairwise(["angen", "hangen", "rhif", "sbectrwm", "tro", "thema"]):
        assert sort_key(first, "cy") < sort_key(second, "cy")


def test_no_letter_reaches_across_a_hyphen() -> None:
    assert ordered(["cyd-gynhyrchu", "cyd-ddylunio", "cyd-destun"], "cy") == [
        "cyd-destun",
        "cyd-ddylunio",
        "cyd-gynhyrchu",
    ]


def test_case_and_articles_do_not_count_in_an_index() -> None:
    terms = ["PATH", "the core economy", "outcome", "A baseline", "Cynefin", "an asset"]
    assert ordered(terms, "en", articles=False) == [
        "an asset",
        "A baseline",
        "the core economy",
        "Cynefin",
        "outcome",
        "PATH",
    ]
    assert ordered(["yr hyn sy’n bwysig", "y pum gwerth", "galw"], "cy", articles=False) == [
        "galw",
        "yr hyn sy’n bwysig",
        "y pum gwerth",
    ]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("yr hyn sy’n bwysig", "cy", "h"),
        ("y", "cy", "y"),
        ("ŵyr", "cy", "w"),
        ("Llesiant", "cy", "ll"),
        ("ngwaith", "cy", "ng"),
        ("the core economy", "en", "c"),
        ("the", "en", "t"),
        ("llama", "en", "l"),
        ("Éire", "ga", "e"),
        ("“silo”", "en", "s"),
        ("360 degrees", "en", NO_LETTER),
        ("…", "en", NO_LETTER),
    ],
)
def test_first_letter(text: str, lang: str, expected: str) -> None:
    assert first_letter(text, lang) == expected


def test_letters_of_an_index() -> None:
    welsh = index_letters(["a", "ll"], "cy")
    assert len(welsh) == 29
    assert welsh[3] == "ch"
    assert "k" not in welsh
    assert index_letters(["k"], "cy").index("k") == index_letters(["k"], "cy").index("j") + 1
    assert index_letters([NO_LETTER, "a"], "cy")[-1] == NO_LETTER
    assert len(index_letters(["a"], "en")) == 26
    assert index_letters([NO_LETTER, "b"], "en")[-2:] == ("z", NO_LETTER)
    assert index_letters(["б", "а"], "bg") == ("а", "б")
