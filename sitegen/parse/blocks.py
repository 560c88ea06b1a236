"""The walk over a page's block tokens → the blocks of its ``Body``.

Prose is rendered as it comes; a container becomes a ``Box``, an ``Exercise`` or a ``Task``, or goes to the trainer's
blocks, of which nothing may show on a learner's page.
"""

from __future__ import annotations

import re
from html import unescape

from sitegen.model.document import Activity, Block, Box, Picture, PictureOutline, Prose, Task, TrainerBlock
from sitegen.parse.containers import (
    BOXES,
    PICTURE,
    Fence,
    box_language,
    check_fence,
    minutes_of,
    picture_attributes,
    read_fence,
    trainer_attributes,
)
from sitegen.parse.exercise import exercise
from sitegen.parse.findings import Findings
from sitegen.parse.inline import inline
from sitegen.parse.kinds import KINDS
from sitegen.parse.links import take_id
from sitegen.parse.markdown import MAX_NESTING
from sitegen.parse.prose import close_of, prose

DASH = re.compile(r"(?:—|--)[ \t]+")
BOLD_LINE = re.compile(r"<p><strong>([^<]+)</strong></p>")
LATE_DASH = re.compile(r"\n[ \t]*(?:—|--)[ \t]+\S")


def blocks(found: Findings, start: int, end: int) -> tuple[Block, ...]:
    """Render the tokens ``start:end``, which are whole blocks of one level."""
    tokens = found.tokens
    done: list[Block] = []
    index = since = start
    while index < end:
        kind = tokens[index].type
        if kind not in ("container_fenced_open", "footnote_reference_open"):
            index = close_of(tokens, index)
            continue
        if html := prose(found, since, index):
            done.append(Prose(html))
        close = since = close_of(tokens, index)
        if kind == "container_fenced_open" and (block := container(found, index, close)):
            done.append(block)
        index = close
    if html := prose(found, since, end):
        done.append(Prose(html))
    return tuple(done)


def container(found: Findings, start: int, close: int) -> Block | None:
    """One container, from its opening token to the one after its closing token; None where learners see nothing."""
    fence = read_fence(found, found.tokens[start])
    if found.tokens[start].level >= MAX_NESTING - 2:
        found.report_line("B18", fence.line, limit=MAX_NESTING // 2)
        return None
    if not check_fence(found, fence):
        return None
    outside = found.around
    found.around = outside._replace(
        container=fence.name, colons=fence.colons, line=fence.line, end=fence.end, boxed=True
    )
    try:
        if fence.name in KINDS:
            return exercise(found, fence, start + 1, close - 1, container)
        if fence.name == PICTURE:
            return _picture(found, fence, start + 1, close - 1)
        if fence.name in BOXES:
            return _box(found, fence, start + 1, close - 1)
        return _trainer(found, fence, start + 1, close - 1)
    finally:
        found.around = outside


def _box(found: Findings, fence: Fence, start: int, end: int) -> Box:
    lang = box_language(found, fence)
    attribution = ""
    tokens = found.tokens
    dash = None
    if fence.name == "quote" and end - start > 2 and tokens[end - 1].type == "paragraph_close":
        last = tokens[end - 2]
        dash = DASH.match(last.content)
        late = None if dash else LATE_DASH.search(last.content)
        if late:
            found.at = last, 0
            found.report_text("B47", late.start() + 1, 1)
    inner = blocks(found, start, end - 3 if dash else end)
    if dash:
        attribution = inline(found, tokens[end - 2], dash.end()).html
    return Box(fence.name, inner, attribution, lang)


def _picture(found: Findings, fence: Fence, start: int, end: int) -> Picture | None:
    scale, form = picture_attributes(found, fence)
    caption = blocks(found, start, end)
    if not scale:
        return None
    found.pictures.append(PictureOutline(scale, form, fence.line))
    return Picture(scale, form, caption)


def _trainer(found: Findings, fence: Fence, start: int, end: int) -> Task | None:
    """A trainer's block goes to ``found.trainer``; only an activity's own part comes back, as a learner's task."""
    name, values = trainer_attributes(found, fence)
    outside = found.around.activity
    place = len(found.trainer)
    if fence.name == "activity":
        if name:
            take_id(found, name, fence.line)
            found.anchors.append(name)
        found.around = found.around._replace(activity=name or "activity")
        section = len(found.headings) - 1
        inner = blocks(found, start, end)
        minutes = minutes_of(values.get("minutes", ""))
        if name:
            title = found.headings[section + 1].text if len(found.headings) > section + 1 else _bold_line(inner)
            modes = dict.fromkeys(x.kind for x in found.trainer[place:] if x.kind in ("room", "zoom"))
            groups = int(values.get("groups", 0))
            found.activities.append(Activity(name, title, section, fence.line, minutes, groups, tuple(modes)))
        found.trainer.insert(place, TrainerBlock("activity", name, "", values, inner, fence.line))
        return Task(name, minutes.usual if minutes else 0, inner) if inner else None
    taken = found.trainer_ids.setdefault(name, fence.line) if name else fence.line
    if taken != fence.line:
        found.report_line("B32", fence.line, related=((found.path, taken),), id=name)
    found.around = found.around._replace(trainer=fence.name)
    inner = blocks(found, start, end)
    found.trainer.insert(place, TrainerBlock(fence.name, name, outside, values, inner, fence.line))
    return None


def _bold_line(inner: tuple[Block, ...]) -> str:
    """The plain text of a first line that is bold as a whole."""
    bold = BOLD_LINE.match(inner[0].html) if inner and isinstance(inner[0], Prose) else None
    return unescape(bold[1]) if bold else ""
