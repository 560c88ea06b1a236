"""The course teaches every item of its brief in every language, with the exercises that the brief names.

``pytest -s tests/content/test_coverage.py`` prints the table item → pages → exercises.
"""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from figures import keys
from spelling import CONTENT, LANGUAGES

from sitegen.model.document import Block, Box, Document, Exercise, Picture, Task
from sitegen.model.source import SourceFile
from sitegen.model.widget import Widget
from sitegen.parse import parse
from sitegen.parse.kinds import KINDS

ITEMS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "coverage.toml").read_text("utf-8"))["items"]
#: The brief's items: E1–E15, S1–S9, C1–C7, M1–M5, K1–K10, T1–T6.
COUNTS = {"E": 15, "S": 9, "C": 7, "M": 5, "K": 10, "T": 6}
FEWEST = 80
#: Kinds whose answers are judged, so that each option, item or row owes the learner a word.
JUDGED = ("choose-one", "choose-many", "sort-into", "spot", "place", "order", "grid")


def _widgets(blocks: tuple[Block, ...]) -> Iterator[Widget]:
    for block in blocks:
        if isinstance(block, Exercise):
            yield block.widget
        elif isinstance(block, Box | Task | Picture):
            yield from _widgets(block.blocks)


@functools.cache
def pages(lang: str) -> tuple[tuple[Document, tuple[Widget, ...]], ...]:
    """All pages of an edition with their exercises."""
    found = []
    for key in keys(lang):
        path = CONTENT / lang / f"{key}.md"
        parsed = parse(SourceFile(key, lang, str(path), path.read_text("utf-8")))
        found.append((parsed.document, tuple(_widgets(parsed.body.blocks))))
    return tuple(found)


def taught(lang: str) -> dict[str, dict[str, Counter[str]]]:
    """Item → page → kinds of the page's exercises."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for document, widgets in pages(lang):
        for item in document.meta.teaches:
            found.setdefault(item, {})[document.key] = Counter(widget.kind for widget in widgets)
    return found


def table(lang: str) -> str:
    """The table item → pages → exercises, for people."""
    found = taught(lang)
    rows = [f"{'item':5} {'page in ' + lang:34} exercises"]
    for item in ITEMS:
        for page, kinds in found.get(item, {"–": Counter[str]()}).items():
            rows.append(f"{item:5} {page:34} {', '.join(f'{kind} {n}' for kind, n in sorted(kinds.items()))}")
    return "\n".join(rows)


def test_the_table_of_items_is_whole() -> None:
    assert list(ITEMS) == [f"{letter}{n}" for letter, count in COUNTS.items() for n in range(1, count + 1)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_is_taught(lang: str) -> None:
    print(f"\n{table(lang)}")
    found = taught(lang)
    assert [item for item in ITEMS if item not in found] == []
    assert sorted(found.keys() - ITEMS.keys()) == []
    missing = [
        f"{item}: no {kind} on {', '.join(found[item])}"
        for item, kinds in ITEMS.items()
        for kind in kinds
        if not any(kind in counts for counts in found[item].values())
    ]
    assert missing == []


def test_editions_teach_the_same_on_the_same_pages() -> None:
    first, *others = (taught(lang) for lang in LANGUAGES)
    for other in others:
        assert other == first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_is_used_and_there_are_enough(lang: str) -> None:
    count = Counter(widget.kind for _, widgets in pages(lang) for widget in widgets)
    print(f"\n{lang}: {count.total()} exercises: {', '.join(f'{kind} {n}' for kind, n in count.most_common())}")
    assert sorted(KINDS.keys() - count.keys()) == []
    assert count.total() >= FEWEST


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_has_feedback(lang: str) -> None:
    assert sorted(set(JUDGED) - KINDS.keys()) == []
    silent = []
    for document, widgets in pages(lang):
        for widget in widgets:
            if widget.kind not in JUDGED:
                continue
            if widget.kind == "order":
                # The order is judged as a whole, so it owes one explanation.
                silent += [f"{document.path}: {widget.id}"] if not widget.explanation.strip() else []
            silent += [
                f"{document.path}: {widget.id}.{option.id}"
                for option in widget.options
                if widget.kind != "order" and not option.feedback.strip()
            ]
            rows = widget.grid.rows if widget.grid else ()
            silent += [f"{document.path}: {widget.id}: {row.label}" for row in rows if not row.feedback.strip()]
    assert silent == []
