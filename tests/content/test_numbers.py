"""The editions of a page have the same numbers in the same places, and the figures of the brief are on their pages."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from figures import CONTENT, keys, numbers, of, page_segments, pairs

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))
WORDINGS = {row["page"]: row for row in TABLE["wording"]}


@pytest.mark.parametrize("key", keys("en"))
def test_editions_have_the_same_numbers(key: str) -> None:
    wrong: list[str] = []
    left = {lang: Counter(WORDINGS.get(key, {}).get(lang, ())) for lang in ("cy", "en")}
    for ours, theirs in pairs(page_segments(key, "cy"), page_segments(key, "en")):
        cy, en = of(ours), of(theirs)
        more = {"cy": cy - en, "en": en - cy}
        for lang, segments in (("cy", ours), ("en", theirs)):
            surplus = more[lang] - left[lang]
            left[lang] -= more[lang]
            if surplus:
                where = f"content/{lang}/{key}.md:{segments[0].line}"
                wrong.append(f"{where}: {', '.join(surplus.elements())} only in {lang}: {segments[0].text[:60]}…")
    assert not wrong, "\n".join(wrong)
    assert not +left["cy"] and not +left["en"], f"facts.toml allows {key} a wording that it does not have"


@pytest.mark.parametrize("fact", TABLE["fact"], ids=lambda fact: fact["item"])
@pytest.mark.parametrize("lang", ["cy", "en"])
def test_the_figures_of_the_brief(fact: dict[str, Any], lang: str) -> None:
    path = CONTENT / lang / f"{fact['page']}.md"
    assert path.exists(), f"{fact['item']} should be taught on a page that does not exist: {path}"
    found = of(page_segments(fact["page"], lang))
    assert [figure for figure in fact["figures"] if figure not in found] == []


def test_how_numbers_are_read() -> None:
    text = "Over 31,000 hours (86 % and 77%), 1.5 and 7:1 in 2021. See [2](a/b2.md#c3)[^4] {#x5}, `6`."
    assert numbers(text) == Counter(["31000", "86%", "77%", "1.5", "7", "1", "2021", "2"])
    assert numbers("48%") != numbers("48")
