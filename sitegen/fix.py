"""``sitegen check --fix``: missing ids of options, written into all editions of a page the same way.

Only lines that get an id change, and of these only the end: line ends, a byte order mark and everything else stay as
they are. Where the editions of an exercise disagree nothing is written, since an id in the wrong place would put
learners' answers under the wrong option; the usual diagnostics say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.model.course import Config
from sitegen.model.document import Document
from sitegen.model.source import SourceFile
from sitegen.model.view import ScaleView
from sitegen.model.widget import OptionOutline, WidgetOutline
from sitegen.parse import parse
from sitegen.parse.course_file import parse_course_file
from sitegen.parse.front_matter import read_front_matter
from sitegen.parse.markdown import block_tokens
from sitegen.plan.scales import by_label, scale_view
from sitegen.read.course import CONFIG, PagePath, read_page, read_scales, read_text, sort_files
from sitegen.read.scan import scan
from sitegen.write.edit import replace_file

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
LINE_END = re.compile(r"(\r\n|\r|\n)")

#: By language: the numbers of lines, from 0, and the id that each gets.
Edits = dict[str, dict[int, str]]


class Edition(NamedTuple):
    """A page in one language. ``ends`` gives, for the first line of each list item, the last of its text."""

    page: PagePath
    data: bytes
    source: SourceFile
    document: Document
    ends: Mapping[int, int]
    scales: Mapping[str, ScaleView]


class Exercise(NamedTuple):
    """An exercise in one edition."""

    edition: Edition
    widget: WidgetOutline

    def missing(self) -> set[int]:
        """The lines of options without an id."""
        return {x.line for x in self.edition.document.problems if x.code == "Q30"}


def fix_option_ids(course: Path) -> list[tuple[str, int]]:
    """Write missing ids; returns the files changed, as diagnostics name them, and how many ids each got.

    Raises OSError when a file cannot be read or written.
    """
    found = scan(course, course.name)
    text, _ = read_text(course, course.name, CONFIG) if CONFIG in found.paths else (None, None)
    config = parse_course_file(text, CONFIG)[0] if text is not None else None
    if config is None:
        return []
    files = sort_files(found, course.name, config.languages)
    scales, _ = read_scales(course, course.name, files.scales, config.languages)
    views = {lang: {name: scale_view(scale, lang) for name, scale in scales.items()} for lang in config.languages}
    by_key: dict[str, list[PagePath]] = {}
    for page in files.pages:
        by_key.setdefault(page.key, []).append(page)
    written: list[tuple[str, int]] = []
    for pages in by_key.values():
        written += _fix_page(course, config, pages, views)
    return sorted(written)


def _fix_page(
    course: Path, config: Config, pages: Sequence[PagePath], views: Mapping[str, Mapping[str, ScaleView]]
) -> Iterator[tuple[str, int]]:
    pages = sorted(pages, key=lambda page: config.languages.index(page.lang))
    editions = [edition for page in pages if (edition := _edition(course, page, views[page.lang]))]
    if len(editions) < len(pages) or not any(x.code == "Q30" for each in editions for x in each.document.problems):
        return
    edits: Edits = {}
    for name in dict.fromkeys(widget.id for each in editions for widget in each.document.widgets if widget.id):
        ids = _agreed(exercises := _exercises(editions, name))
        if ids is None:
            continue
        for exercise in exercises:
            lines = edits.setdefault(exercise.edition.page.lang, {})
            missing = exercise.missing()
            for option, letter in zip(exercise.widget.options, ids, strict=True):
                if option.line in missing:
                    lines[exercise.edition.ends[option.line]] = letter
    new = {each.page.lang: _insert(each.data, edits.get(each.page.lang, {})) for each in editions}
    if not all(_as_meant(each, new[each.page.lang], edits.get(each.page.lang, {})) for each in editions):
        return
    for each in editions:
        path = course / each.page.path
        if new[each.page.lang] != each.data and path.read_bytes() == each.data:
            replace_file(path, new[each.page.lang])
            yield each.source.path, len(edits[each.page.lang])


def _edition(course: Path, page: PagePath, scales: Mapping[str, ScaleView]) -> Edition | None:
    data = (course / page.path).read_bytes()
    source, _, _ = read_page(course, course.name, page)
    if source is None:
        return None
    tokens = block_tokens(source.text, read_front_matter(source.text, source.path).length, {})
    ends: dict[int, int] = {}
    for at, token in enumerate(tokens[:-2]):
        inline = tokens[at + 2]
        if token.type == "list_item_open" and token.map and inline.type == "inline" and inline.map:
            ends.setdefault(token.map[0] + 1, inline.map[1] - 1)
    return Edition(page, data, source, parse(source).document, ends, scales)


def _exercises(editions: Sequence[Edition], name: str) -> list[Exercise]:
    return [Exercise(each, widget) for each in editions for widget in each.document.widgets if widget.id == name]


def _agreed(exercises: Sequence[Exercise]) -> list[str] | None:
    """The options' ids in order, new ones for those that have none anywhere; None where the editions disagree.

    An id of which nobody knows whether it was in use before is never taken: new ones come after the last.
    """
    widgets = [exercise.widget for exercise in exercises]
    once = len({exercise.edition.page.lang for exercise in exercises}) == len(exercises)
    alike = len({(widget.kind, len(widget.options)) for widget in widgets}) == 1
    if not (once and alike and any(option.line in x.missing() for x in exercises for option in x.widget.options)):
        return None
    ids: list[str] = []
    for options in zip(*(widget.options for widget in widgets), strict=True):
        pairs = list(zip(exercises, options, strict=True))
        known = {option.id for option in options if option.id}
        unfit = any(not x.id and (x.line not in each.missing() or x.line not in each.edition.ends) for each, x in pairs)
        marks = {option.mark for option in options if option.mark}
        targets = {_targets(each, x) for each, x in pairs if x.targets}
        if unfit or max(len(known), len(marks), len(targets)) > 1:
            return None
        ids.append(known.pop() if known else "")
    used = [LETTERS.index(letter) for letter in ids if letter]
    free = iter(LETTERS[max(used, default=-1) + 1 :])
    ids = [letter or next(free, "") for letter in ids]
    return ids if all(ids) and len(set(ids)) == len(ids) else None


def _targets(exercise: Exercise, option: OptionOutline) -> tuple[str, frozenset[str]]:
    """The positions after ``=>``, comparable between languages."""
    scale = exercise.edition.scales.get(exercise.widget.attributes.get("by", ""))
    positions = scale.positions if scale else ()
    return option.join, frozenset(x.id if (x := by_label(label, positions)) else "?" for label in option.targets)


def _insert(data: bytes, lines: Mapping[int, str]) -> bytes:
    """The file with an id at the end of each of ``lines``."""
    pieces = LINE_END.split(data.decode())
    for number, letter in lines.items():
        text = pieces[2 * number]
        bare = text.rstrip()
        pieces[2 * number] = f"{bare} {{#{letter}}}{text[len(bare) :]}"
    return "".join(pieces).encode()


def _as_meant(edition: Edition, data: bytes, lines: Mapping[int, str]) -> bool:
    """Whether the edited file reads as before but for the ids."""
    if not lines:
        return True
    text = LINE_END.sub("\n", data.decode("utf-8-sig"))
    after = parse(SourceFile(edition.source.key, edition.source.lang, edition.source.path, text)).document
    old = [option for widget in edition.document.widgets for option in widget.options]
    new = [option for widget in after.widgets for option in widget.options]
    expected = [option.id or lines.get(edition.ends.get(option.line, -1), "") for option in old]
    return [option.id for option in new] == expected and [_rest(x) for x in old] == [_rest(x) for x in new]


def _rest(option: OptionOutline) -> tuple[object, ...]:
    return option.mark, option.targets, option.join, option.text, option.feedback, option.line
