"""List items of an exercise: mark, text, target, id, feedback.

    - [x] Consultation => Doing for {#b}
      > Feedback, indented to the text.

Marks, targets and ids are cut off the source before it is rendered, so that they never meet Markdown's own brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.widget import Option, OptionOutline
from sitegen.parse.findings import Findings
from sitegen.parse.frame import MARK, Frame, Part, check_swallowed, check_text, parts
from sitegen.parse.inline import inline, plain
from sitegen.parse.prose import prose

if TYPE_CHECKING:
    from markdown_it.token import Token

TYPO = re.compile(r"\[\s*[\w~*+✓✔✗-]?\s*\](?![(\[{:])|\(\s*[xX~]?\s*\)")
IDENTIFIER = re.compile(r"\{[ \t]*#([^{}\n]*)\}")
INNER_IDENTIFIER = re.compile(r"\{#[^{}\n]*\}")
OPTION_ID = re.compile(r"[a-z0-9]")
BLANKS = re.compile(r"\s+")


class Cut(NamedTuple):
    """Where an item's text begins and ends in its source, and what was cut off. ``targets`` is None without ``=>``."""

    start: int
    end: int
    mark: str = ""
    id: str | None = None
    targets: str | None = None


class Item(NamedTuple):
    """A list item, rendered. ``id`` is "" where there is none or it is malformed."""

    token: Token
    line: int
    cut: Cut
    id: str
    html: str
    text: str
    targets: tuple[str, ...]
    join: str
    feedback: str
    typo: bool


def cut_item(content: str, *, marks: bool = True) -> Cut:
    """Cut mark, target and id off an item's source; target and id may stand in either order."""
    mark = MARK.match(content) if marks else None
    start = mark.end() if mark else 0
    end = len(content)
    name = targets = None
    for _ in range(2):
        end = start + len(content[start:end].rstrip())
        at = max(start, content.rfind("{", start, end))
        if name is None and (braces := IDENTIFIER.fullmatch(content, at, end)):
            name, end = braces[1].strip(), braces.start()
        at = content.rfind("=>", start, end)
        if targets is None and at >= 0 and (at == start or content[at - 1] in " \t\n") and not _in_code(content, at):
            targets, end = BLANKS.sub(" ", content[at + 2 : end]).strip(), at
    end = start + len(content[start:end].rstrip())
    return Cut(start, end, mark[1] if mark else "", name, targets)


def _in_code(content: str, at: int) -> bool:
    """Whether a character stands in a piece of code, near enough: behind an odd number of backticks."""
    return content.count("`", 0, at) % 2 == 1


def read_items(found: Findings, frame: Frame) -> list[Item]:
    """All items of the answers' lists, in order; an item without any text is reported and kept."""
    items: list[Item] = []
    for part in frame.lists:
        items.extend(_item(found, frame, item) for item in parts(found, part.start + 1, part.end - 1))
    if not items and not frame.lists:
        found.report_line("Q34", frame.line, id=frame.id, kind=frame.name)
    _check_ids(found, frame, items)
    _check_texts(found, frame, items)
    return items


def _item(found: Findings, frame: Frame, part: Part) -> Item:
    inside = parts(found, part.start + 1, part.end - 1)
    if not inside or inside[0].token.type != "paragraph_open":
        found.report_line("Q10", part.line, id=frame.id, what="an item without text")
        inside = [Part(part.token, part.start, part.start), *inside]
        token, cut, html, text, typo = part.token, Cut(0, 0), "", "", False
    else:
        token = found.tokens[inside[0].start + 1]
        cut = cut_item(token.content)
        check_text(found, token, "an item of the list", cut.start)
        found.repeated = "an item of an exercise"
        html, tokens = inline(found, token, cut.start, cut.end)
        found.repeated = ""
        text = BLANKS.sub(" ", plain(token.content[cut.start : cut.end], tokens)).strip()
        if not html.strip():
            found.report_line("Q10", part.line, id=frame.id, what="an item without text")
        typo = _check_signs(found, frame, token, cut)
    targets, join = _targets(found, frame, token, cut)
    feedback = []
    for block in inside[1:]:
        if block.token.type == "blockquote_open":
            check_swallowed(found, block, "the feedback")
            feedback.append(prose(found, block.start + 1, block.end - 1))
        else:
            found.report_line("Q33", block.line, id=frame.id)
    return Item(token, part.line, cut, "", html, text, targets, join, "".join(feedback), typo)


def _check_signs(found: Findings, frame: Frame, token: Token, cut: Cut) -> bool:
    """Misspelt marks, marks where there are none, ids in the middle; True for a misspelt mark."""
    content = token.content
    found.at = token, 0
    typo = None if cut.mark else TYPO.match(content)
    if typo:
        found.report_text("Q11", 0, typo.end(), written=typo[0])
    elif cut.mark and not frame.kind.marks:
        found.report_text("Q02", 0, 3, id=frame.id, kind=frame.name)
    inner = INNER_IDENTIFIER.search(content, cut.start, cut.end)
    if inner and not _in_code(content, inner.start()):
        found.report_text("Q47", inner.start(), len(inner[0]), written=inner[0])
    return typo is not None


def _targets(found: Findings, frame: Frame, token: Token, cut: Cut) -> tuple[tuple[str, ...], str]:
    """The labels after ``=>`` and how they are joined."""
    if cut.targets is None:
        return (), ""
    joins = frame.kind.joins
    labels = re.split(r"\s([|&])\s", f" {cut.targets} ")
    signs = set(labels[1::2])
    names = tuple(label.strip() for label in labels[::2])
    join = signs.pop() if len(signs) == 1 else ""
    what = ""
    if not joins:
        what = f"`{frame.name}` has no targets"
    elif not all(names):
        what = "a label is missing after =>"
    elif signs:
        what = "labels are joined by | and by & at once"
    elif join and join not in joins:
        what = f"`{frame.name}` does not join labels by {join}"
    elif "-" in names and (frame.name != "spot" or len(names) > 1):
        what = "“-” (none) can only stand alone, and only in `spot`"
    elif len(set(names)) < len(names):
        what = "a label stands twice"
    if not what:
        return names, join
    found.at = token, 0
    at = token.content.rfind("=>")
    written = token.content[at:].split("{#")[0].split("\n")[0].rstrip()
    found.report_text("Q42", at, len(written), id=frame.id, what=what)
    return tuple(name for name in names if name) if joins else (), join


def _check_ids(found: Findings, frame: Frame, items: list[Item]) -> None:
    """Ids of one letter or digit, each once; puts them into ``items``."""
    taken: dict[str, int] = {}
    for number, item in enumerate(items):
        name = item.cut.id
        found.at = item.token, 0
        if name is None:
            if frame.kind.ids:
                found.report_line("Q30", item.line, id=frame.id)
            continue
        at = max(0, item.token.content.rfind("{"))
        length = item.token.content.find("}", at) + 1 - at
        if not OPTION_ID.fullmatch(name):
            found.report_text("Q09", at, length, id=name, what="an item’s id is one lower-case letter or digit")
        elif name in taken:
            line, column = found.place(at)
            related = ((found.path, taken[name]),)
            what = f"two items of “{frame.id}” have it"
            found.report("Q09", line, column, length, related=related, id=name, what=what)
        else:
            taken[name] = item.line
            items[number] = item._replace(id=name)


def _check_texts(found: Findings, frame: Frame, items: list[Item]) -> None:
    """No two items may read alike."""
    seen: dict[str, int] = {}
    for item in items:
        key = item.html.casefold()
        if key and key in seen:
            related = ((found.path, seen[key]),)
            what = f"two items read alike, “{item.text.strip('“”')}”"
            found.report_line("Q10", item.line, related=related, id=frame.id, what=what)
        seen.setdefault(key, item.line)


def options(items: list[Item]) -> tuple[tuple[Option, ...], tuple[OptionOutline, ...]]:
    """The items as a widget's options and as their outlines."""
    return (
        tuple(Option(one.id, one.html, one.cut.mark, one.targets, one.join, one.feedback) for one in items),
        tuple(
            OptionOutline(one.id, one.cut.mark, one.targets, one.join, one.text, bool(one.feedback), one.line)
            for one in items
        ),
    )
