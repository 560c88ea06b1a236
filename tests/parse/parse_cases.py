"""Case files: a page of Markdown in a fence, and what is expected of it in the fences below.

A case file is Markdown. Each ``## heading`` begins a case; what stands outside of fences is for people. A fence's info
string says what its text is:

    page         the input; text without front matter gets a title and an opening sentence (FRONT) before it,
                 whose lines count; <U+202E> stands for that character
    page cy      the same, as a Welsh page; page bare: without anything before it
    body         the blocks: prose as HTML, other blocks between lines [box …], [task …], [exercise …]
    trainer, notes, headings, references, activities, outlines, widgets, meta, segments
                 the other parts, as JSON lines without their empty fields
    diagnostics  one line a problem: CODE LINE:COLUMN+LENGTH VALUES, all of them

A case without ``diagnostics`` has no problems. ``pytest --update`` rewrites all fences but the first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sitegen.model.diagnostic import Diagnostic
from sitegen.model.document import Block, Box, Exercise, Parsed, Picture, Prose, Task
from sitegen.model.source import SourceFile
from sitegen.parse import parse, segments

CASES = Path(__file__).resolve().parents[1] / "cases" / "parse"
FENCE = re.compile(r"^(`{3,})([^`\n]+)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
FRONT = "---\ntitle: T\n---\n\nText.\n\n"
CHARACTER = re.compile(r"<U\+([0-9A-F]{4,6})>")


class Case(NamedTuple):
    """A heading with its fences: the page, and what is expected, by the name of the part."""

    name: str
    path: Path
    start: int
    lang: str
    page: str
    expected: dict[str, str]


def cases() -> Iterator[Case]:
    """All cases of all files, with the offset of each in its file."""
    for path in sorted(CASES.glob("*.md")):
        text = path.read_text("utf-8")
        hidden = FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        starts = [match.start() for match in re.finditer(r"^## ", hidden, re.MULTILINE)]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            piece = text[start:end]
            fences = [(match[2].strip(), match[3]) for match in FENCE.finditer(piece)]
            name = piece[3 : piece.index("\n")].strip()
            words, page = fences[0]
            lang = words.removeprefix("page").strip() or "en"
            yield Case(f"{path.stem}: {name}", path, start, lang, page, dict(fences[1:]))


def source_of(page: str, lang: str = "en") -> SourceFile:
    """The page as ``read`` would give it."""
    bare = lang == "bare" or page.lstrip("\n").startswith("---") or not page.strip()
    text, lang = (page if bare else FRONT + page), (lang if lang != "bare" else "en")
    text = CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    return SourceFile("case", lang, f"content/{lang}/case.md", text)


def found(source: SourceFile, part: str) -> str:
    """One part of what ``parse`` makes of the page, as text."""
    if part == "segments":
        return "".join(_line(segment) for segment in segments(source))
    return part_of(parse(source), part)


def part_of(parsed: Parsed, part: str) -> str:
    """The same of a page already parsed."""
    document, body = parsed.document, parsed.body
    if part == "body":
        return "".join(map(_block, body.blocks))
    if part == "trainer":
        return "".join(
            f"[{one.kind} {_fields(one, ('blocks', 'kind'))}]\n{''.join(map(_block, one.blocks))}"
            for one in body.trainer
        )
    if part == "diagnostics":
        return "".join(map(_problem, document.problems))
    values = {
        "notes": body.footnotes,
        "widgets": [block.widget for block in _all(body.blocks) if isinstance(block, Exercise)],
        "outlines": document.widgets,
        "meta": [document.meta],
        "headings": document.headings,
        "references": document.references,
        "activities": document.activities,
    }
    return "".join(map(_line, values[part]))


def _problem(one: Diagnostic) -> str:
    values = "".join(f" {name}={json.dumps(value, ensure_ascii=False)}" for name, value in one.values)
    near = f" near={','.join(one.near)}" if one.near else ""
    related = f" related={','.join(str(line) for _, line in one.related)}" if one.related else ""
    return f"{one.code} {one.line}:{one.column}+{one.length}{values}{near}{related}\n"


def _all(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Box | Task | Picture):
            yield from _all(block.blocks)


def _block(block: Block) -> str:
    if isinstance(block, Prose):
        return block.html.replace("\x1a", "␚")
    if isinstance(block, Exercise):
        return f"[exercise {block.widget.id}]\n"
    name = {Box: "box", Picture: "picture"}.get(type(block), "task")
    return f"[{name} {_fields(block, ('blocks',))}]\n{''.join(map(_block, block.blocks))}[/{name}]\n"


def _fields(value: Any, without: tuple[str, ...]) -> str:
    fields = _bare(value)
    return json.dumps({name: one for name, one in fields.items() if name not in without}, ensure_ascii=False)


def _line(value: Any) -> str:
    return json.dumps(_bare(value), ensure_ascii=False).replace("\\u001a", "␚") + "\n"


def _bare(value: Any) -> Any:
    """A value of the model as JSON's types, without fields that say nothing."""
    if isinstance(value, msgspec.Struct):
        value = {name: getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if one not in ("", (), [], {}, None, 0, False)}
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return value


def rewritten(case: Case, text: str) -> str:
    """The case file's ``text`` with what is found put into the fences of ``case``."""
    source = source_of(case.page, case.lang)
    first = True

    def fence(match: re.Match[str]) -> str:
        nonlocal first
        if first:
            first = False
            return match[0]
        return f"{match[1]}{match[2]}\n{found(source, match[2].strip())}{match[1]}"

    following = re.search(r"^## ", FENCE.sub(lambda m: " " * len(m[0]), text)[case.start + 3 :], re.MULTILINE)
    end = case.start + 3 + following.start() if following else len(text)
    return text[: case.start] + FENCE.sub(fence, text[case.start : end]) + text[end:]
