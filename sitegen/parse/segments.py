"""Units of translation, with the bytes that hold them.

Everything that a translator would write anew, and nothing else: not ids, marks, targets, addresses or code. A picture
inside a sentence belongs to the sentence; one that stands alone gives its alt text and its caption. Spans never
overlap.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.model.document import Segment
from sitegen.model.source import SourceFile
from sitegen.parse.blocks import DASH
from sitegen.parse.characters import find_control
from sitegen.parse.containers import name_of
from sitegen.parse.findings import Findings
from sitegen.parse.frame import LISTS, SIGN, Part, first_list, parts
from sitegen.parse.front_matter import Node, read_front_matter
from sitegen.parse.headings import trailing_braces
from sitegen.parse.inline import parse_inline
from sitegen.parse.kinds import KINDS
from sitegen.parse.markdown import block_tokens
from sitegen.parse.options import cut_item
from sitegen.parse.prose import close_of
from sitegen.parse.spans import Ruler, Span
from sitegen.parse.table import mark_cells

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT = ("title", "description", "audience", "outcomes")
"""Keys of the front matter whose values a reader sees."""
CAPTION = re.compile(
    r"""\]\([ \t\n]*(?:<[^<>\n]*>|[^\s<>]*)[ \t\n]+(?:"(.+?)"|'(.+?)'|\((.+?)\))[ \t\n]*\)""", re.DOTALL
)


def find_segments(source: SourceFile) -> tuple[Segment, ...]:
    """See ``sitegen.parse.segments``."""
    if find_control(source.text, source.path):
        return ()
    front = read_front_matter(source.text, source.path)
    walk = _Walk(Findings(source.path, source.lang, source.text))
    for key in FRONT:
        if key in (front.mapping or {}):
            walk.value((front.mapping or {})[key][1], key)
    if not front.broken:
        walk.found.tokens = block_tokens(source.text, front.length, walk.found.env)
        walk.blocks(0, len(walk.found.tokens))
    return tuple(sorted(walk.done, key=lambda segment: segment.start))


class _Walk:
    """The segments found so far, and the page's tokens to find more in."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.ruler = Ruler(found.text)
        self.done: list[Segment] = []

    def add(self, kind: str, span: Span | None, field: str = "") -> None:
        """Keep the text at ``span`` as a segment."""
        if span is None:
            return
        text = self.found.text[span.start : span.end].replace("\n" + span.prefix, "\n")
        start, end = self.ruler.byte(span.start), self.ruler.byte(span.end)
        self.done.append(Segment(kind, text, start, end, self.ruler.line(span.start), span.prefix, field))

    def value(self, node: Node, field: str) -> None:
        """A value of the front matter; a list's items are numbered from 1."""
        if isinstance(node.value, str):
            self.add("front-matter", self.ruler.of_scalar(node.start, node.end), field)
        elif isinstance(node.value, list):
            for number, item in enumerate(node.value, 1):
                self.value(item, f"{field}.{number}")

    def blocks(self, start: int, end: int, kind: str = "paragraph", field: str = "", container: str = "") -> None:
        """The tokens ``start:end``, whole blocks; their paragraphs are of ``kind``."""
        tokens = self.found.tokens
        index = start
        while index < end:
            token, close = tokens[index], close_of(tokens, index)
            if token.type == "heading_open":
                braces = trailing_braces(tokens[index + 1].content)
                self.text("heading", tokens[index + 1], 0, braces.start() if braces else None, field)
            elif token.type == "paragraph_open":
                dash = DASH.match(tokens[index + 1].content) if container == "quote" and close == end else None
                name = "attribution" if dash else kind
                self.text(name, tokens[index + 1], dash.end() if dash else 0, None, field)
            elif token.type == "table_open":
                mark_cells(self.found, index, close)
                for cell in tokens[index:close]:
                    if cell.type == "inline":
                        self.text("cell", cell, 0, None, field)
            elif token.type == "dt_open":
                self.text("term", tokens[index + 1], 0, None, field)
            elif token.type == "list_item_open":
                self.item(index, close, kind, field)
            elif token.type == "container_fenced_open":
                self.container(index, close)
            elif token.nesting > 0:
                inner = {"dd_open": "definition", "footnote_reference_open": "footnote"}.get(token.type, kind)
                self.blocks(index + 1, close - 1, inner, field)
            index = close

    def item(self, start: int, close: int, kind: str, field: str) -> None:
        """A list item: its first paragraph is the item."""
        tokens = self.found.tokens
        start += 1
        if kind == "paragraph" and tokens[start].type == "paragraph_open":
            self.text("item", tokens[start + 1], 0, None, field)
            start = close_of(tokens, start)
        self.blocks(start, close - 1, kind, field)

    def container(self, start: int, close: int) -> None:
        """A box, a trainer's block or an exercise."""
        name = name_of(self.found.tokens[start])
        if name in KINDS:
            self.exercise(start, close, name)
        else:
            self.blocks(start + 1, close - 1, container=name)

    def exercise(self, start: int, close: int, name: str) -> None:
        """Prompt, options, feedback, hints, explanation, cards."""
        words = self.found.tokens[start].info.replace("{", " ").split()
        widget = words[1].strip("#}") if len(words) > 1 else ""
        inside = parts(self.found, start + 1, close - 1)
        first = first_list(self.found, name, inside) if KINDS[name].listed else len(inside)
        cards = hints = numbered = 0
        for number, part in enumerate(inside):
            token = self.found.tokens[part.start + 1] if part.end - part.start > 1 else part.token
            sign = SIGN.match(token.content) if part.token.type == "paragraph_open" else None
            if sign and sign[1] == "?":
                hints += 1
                self.text("hint", token, sign.end(), None, f"{widget}.hint.{hints}")
            elif sign:
                self.text("explanation", token, sign.end(), None, f"{widget}.explanation")
            elif part.token.type in LISTS and number >= first:
                for item in parts(self.found, part.start + 1, part.end - 1):
                    numbered += 1
                    self.option(item, widget, numbered)
            elif part.token.type == "heading_open":
                cards += 1
                self.blocks(part.start, part.end, field=f"{widget}.card.{cards}")
            elif part.token.type == "table_open" and name == "grid":
                self.blocks(part.start, part.end, field=f"{widget}.table")
            else:
                kind, field = ("paragraph", f"{widget}.card.{cards}") if cards else ("prompt", f"{widget}.prompt")
                note = part.token.type == "footnote_reference_open"
                self.blocks(part.start, part.end, kind, "" if note else field)

    def option(self, part: Part, widget: str, number: int) -> None:
        """One option with its feedback."""
        field = f"{widget}.{number}"
        for block in parts(self.found, part.start + 1, part.end - 1):
            if block.token.type == "paragraph_open" and block.start == part.start + 1:
                token = self.found.tokens[block.start + 1]
                cut = cut_item(token.content)
                field = f"{widget}.{cut.id or number}"
                self.text("option", token, cut.start, cut.end, field)
            else:
                self.blocks(block.start, block.end, "feedback", field)

    def text(self, kind: str, token: Token, start: int, end: int | None, field: str) -> None:
        """An inline token's text from ``start`` to ``end``; pictures alone give their alt texts and captions."""
        end = len(token.content) if end is None else end
        if token.content.startswith("![", start) and self.pictures(token, start, end, field):
            return
        self.add(kind, self.ruler.of_token(token, start, end), field)

    def pictures(self, token: Token, start: int, end: int, field: str) -> bool:
        """Take the text as pictures, if it is nothing else."""
        inner = parse_inline(self.found, token, token.content[start:end], start) or []
        if not all(one.type in ("image", "softbreak") or not one.content.strip() for one in inner):
            return False
        for image in inner:
            if image.type != "image":
                continue
            at = start + image.meta["at"] + 2
            after = at + len(image.content)
            self.add("alt", self.ruler.of_token(token, at, after), field)
            caption = CAPTION.match(token.content, after, end)
            if caption and image.attrs.get("title"):
                group = caption.lastindex or 1
                self.add("caption", self.ruler.of_token(token, *caption.span(group)), field)
        return True
