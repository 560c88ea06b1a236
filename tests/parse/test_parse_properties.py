"""What holds for any text: no exception, no silent loss, spans that can be put back."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_cases import cases, found, source_of

from sitegen.model.document import Body
from sitegen.model.source import SourceFile
from sitegen.parse import parse, segments
from sitegen.parse.characters import escape
from sitegen.parse.findings import Findings
from sitegen.parse.inline import MARKUP, render_inline
from sitegen.parse.markdown import markdown
from sitegen.report.catalogue import is_error

CONTENT = sorted((Path(__file__).resolve().parents[2] / "content").glob("*/**/*.md"))
CASES = list(cases())
SIGNS = """
- |1. |> |# |### |::: |:::|::::|```|~~~|[x] |[~] |[ ] |[|](|](b.md)|)|![|{#a}|{lang=cy}|{|}|=> A| & |? |! |word|ŵy|😀
choose-one q-1|sort-into q-2 by=values|grid q-3 rows=a cells=b|reveal q-4|note|quote|facilitator|activity {#x}|*|**|_
`|<|<!-- | -->|<b>|&amp;|&#x202E;|\\|[^1]|[^1]: |^[|— |: |---|===|title: |\u2028|\u200b|\u00a0|(|"|'|  |    |\t
"""
PIECES = st.sampled_from([*re.split(r"[|\n]", SIGNS.strip("\n")), "|", "\n", "\n\n", "\n---\n", "| a | b |\n|--|--|\n"])
MARKDOWN = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)
BEGINNINGS = st.sampled_from(["---\ntitle: T\n---\n\nText.\n\n", "---\n", ""])
PAGES = st.builds(lambda front, text: front + text, BEGINNINGS, MARKDOWN)
YAML = """title minutes : :\u0020 - [ ] { } " ' | > &a *a !x # % @ \t true 30 ... ? , ŵ \u2028 min usual"""
FRONT = st.lists(st.sampled_from([*re.split(" ", YAML), " ", "\n"]) | st.text(max_size=2), max_size=25).map(
    lambda pieces: "---\n" + "".join(pieces) + "\n---\n\nText.\n"
)


def page(text: str) -> SourceFile:
    return SourceFile("case", "en", "content/en/case.md", text)


def check_segments(source: SourceFile) -> None:
    data = source.text.encode()
    last = 0
    for one in segments(source):
        assert last <= one.start < one.end <= len(data)
        last = one.end
        assert data[one.start : one.end].decode().replace("\n" + one.prefix, "\n") == one.text
        assert one.text == one.text.strip()
        assert one.line == data[: one.start].count(b"\n") + 1


def check_page(source: SourceFile) -> None:
    parsed = parse(source)
    assert parse(source) == parsed
    document = parsed.document
    assert list(document.problems) == sorted(document.problems)
    count = source.text.count("\n") + 1
    lines = source.text.split("\n")
    for problem in document.problems:
        assert 0 <= problem.line <= count
        assert problem.column == 0 or problem.line > 0
        assert problem.column + problem.length <= len(lines[problem.line - 1]) + 1
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(parsed.body), type=Body) == parsed.body
    shown = "".join(found_parts(source))
    assert not re.search("[\x00-\x08\x0b-\x19\x1b-\x1f\x7f-\x9f]", shown)
    placeholders = set(map(int, re.findall(r"␚(\d+)-?␚", shown)))
    assert placeholders <= set(range(len(document.references)))
    check_segments(source)


def found_parts(source: SourceFile) -> list[str]:
    return [found(source, part) for part in ("body", "widgets", "notes", "trainer", "headings")]


@settings(max_examples=400, deadline=None)
@given(PAGES | st.text())
def test_any_text_is_parsed(text: str) -> None:
    check_page(page(text))


@settings(max_examples=300, deadline=None)
@given(FRONT)
def test_any_front_matter_is_parsed(text: str) -> None:
    check_page(page(text))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_cases_hold_it_too(case: object) -> None:
    check_page(source_of(case.page, case.lang))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", CONTENT, ids=[str(path.relative_to(path.parents[2])) for path in CONTENT])
def test_the_course_holds_it_too(path: Path) -> None:
    check_page(page(path.read_text("utf-8")))


#: Each word that a reader should see stands here once.
EXERCISE = """\
::: choose-one spectrum-q1
Alpha asks bravo?

- [ ] Charlie delta {#a}
  > Echo foxtrot.
- [x] Golf {#b}
  > Hotel india
  > juliett.
- [~] Kilo {#c}
  > Lima.

? Mike november?

! Oscar papa
quebec.
:::

::: sort-into values-q2 by=values
Romeo sierra.

1. Tango => Uniform | Victor {#a}
   > Whiskey.
2. Xray => Uniform {#b}

! Yankee zulu.
:::

::: grid holders-q3 rows=groups cells=holders
Amber beige.

| Coral | Denim | Ecru |
|-------|-------|------|
| Fawn  | Green | Hazel / Ivory |
| Jade  | Khaki | Lilac |

- Fawn
  > Mauve.
:::
"""
FRONT_LINES = "---\ntitle: T\n---\n\nText.\n\n"
WORDS = set(re.findall(r"\b[A-Za-z]{4,}\b", re.sub(r"^:::.*$", "", EXERCISE, flags=re.MULTILINE)))


@st.composite
def edits(draw: st.DrawFn, text: str = "", kinds: tuple[str, ...] = ("swap",)) -> str:
    text = text or EXERCISE
    for _ in range(draw(st.integers(1, 2 if kinds else 1))):
        kind = draw(st.sampled_from(["delete", "insert", "drop", "double", "indent", "join", *kinds]))
        lines = text.split("\n")
        number = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, max(0, len(text) - 1)))
        if kind == "delete":
            text = text[:at] + text[at + draw(st.integers(1, 3)) :]
        elif kind == "insert":
            sign = draw(st.sampled_from([*"[]x~ >-?!:=|&{}#a`*\\<\n(", "\n\n", "    ", "- ", "<!--"]))
            text = text[:at] + sign + text[at:]
        else:
            if kind == "swap":
                lines[number], lines[other] = lines[other], lines[number]
            elif kind == "drop":
                del lines[number]
            elif kind == "double":
                lines.insert(number, lines[number])
            elif kind == "indent":
                lines[number] = " " * draw(st.integers(0, 5)) + lines[number].lstrip()
            else:
                lines[number : number + 2] = [" ".join(lines[number : number + 2])]
            text = "\n".join(lines)
    return text


@settings(max_examples=600, deadline=None)
@given(edits())
def test_an_edited_exercise_is_an_exercise_or_reported_and_loses_no_word(text: str) -> None:
    source = page(FRONT_LINES + text)
    parsed = parse(source)
    assert parsed.document.widgets or parsed.document.problems
    if parsed.document.problems:
        return
    shown = "".join(found_parts(source))
    uncommented = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for word in WORDS:
        if re.search(rf"\b{word}\b", uncommented):
            assert word in shown, word


#: Kinds that are not in EXERCISE, to be edited in the same way.
OTHERS = """\
::: place position-q4 on=spectrum
Nectar olive.

- [~] Pearl {#d}
  > Quartz.
- [x] Rust {#e}
  > Sable.

! Topaz.
:::

::: spot values-q5 by=values
Umber violet.

1. Wheat => Amber & Beige {#a}
   > Alder.
2. Birch => - {#b}
   > Cedar.

? Damson.
:::

::: order steps-q6
Elder fern.

1. Gorse {#a}
2. Hazel {#b}
3. Ivy {#c}
:::

::: poll hands-q7
Juniper kale.

- Larch {#a}
- Maple {#b}
:::
"""
ITEM = re.compile(r"(?:-|\d\.) (?:\[(.)\] )?(.+?)(?: => (.+?))? \{#(.)\}")


@settings(max_examples=600, deadline=None)
@given(edits() | edits(OTHERS))
def test_an_item_that_stays_as_it_was_means_what_it_meant(text: str) -> None:
    """Without a diagnostic, every untouched item is still an item: same id, mark, targets and words."""
    parsed = parse(page(FRONT_LINES + text))
    if parsed.document.problems:
        return
    read = {
        (option.id, option.mark, option.targets, option.text)
        for widget in parsed.document.widgets
        for option in widget.options
    }
    uncommented = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).split("\n")
    for line in set(uncommented) & {*EXERCISE.split("\n"), *OTHERS.split("\n")}:
        if item := ITEM.fullmatch(line):
            targets = tuple(re.split(r" [|&] ", item[3])) if item[3] else ()
            assert (item[4], item[1] or "", targets, item[2]) in read, line
    signs = sum(line[:2] == "? " for line in uncommented)
    assert sum(widget.hints for widget in parsed.document.widgets) >= signs


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,!?:;-+=#>)]}~|\"'\n^@%$/ŵ")).filter(lambda text: not MARKUP.search(text)))
def test_text_without_markup_needs_no_parser(text: str) -> None:
    text = text.strip()
    md = markdown()
    tokens = md.inline.parse(text, md, {"base": 0}, [])
    assert render_inline(Findings("p", "en", text), tokens) == escape(text)


#: What only trainers may see is called secret here.
ACTIVITY = """\
## Heading

::: slide {#one-slide}
- secret one
:::

:::: activity {#rounds minutes=24 technique=round-robin groups=4}
Each group takes a story.

::: facilitator
## secret two

secret three
:::
Then move on.

::: answer
| secret | four |
|--------|------|
| secret | five |
:::
::::

::: handout
secret six
:::

Text.
"""


@settings(max_examples=500, deadline=None)
@given(edits(ACTIVITY, kinds=()))
def test_nothing_for_trainers_reaches_learners(text: str) -> None:
    """Whatever goes wrong with the lines around it; only who moves a note out of its block publishes it."""
    source = page(FRONT_LINES + text)
    parsed = parse(source)
    if any(is_error(problem.code) for problem in parsed.document.problems):
        return
    for part in ("body", "widgets", "notes", "headings", "outlines"):
        assert "secret" not in found(source, part)
