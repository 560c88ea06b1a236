"""The configured Markdown parser: CommonMark with tables, footnotes, definition lists, containers and attributes.

Made once, at the first page. It only takes text apart: addresses are neither normalised nor refused here, so that
``links`` can name the exact place of what is wrong with them; every inline token that matters carries its offset in
``meta["at"]``; every ``:::`` line with a name opens a container, so that ``blocks`` sees misspelt ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 100
BRACES = re.compile(r"\{([^{}\n]*)\}")

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

BLOCK_SIGNS = {
    "fence": "`~",
    "container_fenced": ":",
    "blockquote": ">",
    "hr": "*-_",
    "list": "-+*0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""Block rule → what a line must begin with for it: the rules are asked for every line, and most need not be."""
INLINE_SIGNS = {
    "link": "[",
    "span": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
}


class Markdown(MarkdownIt):
    """markdown-it with addresses left as written. ``links`` refuses bad ones, with their place."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


@cache
def markdown() -> Markdown:
    """The parser."""
    md = Markdown("commonmark", {"html": True, "maxNesting": MAX_NESTING, "store_labels": True})
    md.enable("table")
    footnote_plugin(md, move_to_end=False, always_match_refs=True)
    deflist_plugin(md)
    container_plugin(md, "fenced", validate=lambda params, _markup: bool(params.strip()))
    md.inline.ruler.after("link", "span", _span)
    md.inline.ruler.push("attributes", _attributes)
    for block in md.block.ruler.__rules__:
        if block.name == "reference":
            block.fn = _recorded(block.fn)
        if block.name in BLOCK_SIGNS:
            block.fn = _beginning(BLOCK_SIGNS[block.name], block.fn)
    for inline in md.inline.ruler.__rules__:
        if inline.name in INLINE_SIGNS:
            inline.fn = _placed(INLINE_SIGNS[inline.name], inline.fn)
    return md


def block_tokens(text: str, start: int, env: dict[str, Any]) -> list[Token]:
    """The block tokens of ``text`` from ``start`` on, with line numbers of the whole."""
    tokens: list[Token] = []
    md = markdown()
    md.block.parse("\n" * text.count("\n", 0, start) + text[start:], md, env, tokens)
    return tokens


def _beginning(signs: str, rule: BlockRule) -> BlockRule:
    """Ask ``rule`` only about lines that begin with one of ``signs``."""

    def beginning(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        return state.src[at : at + 1] in signs and rule(state, line, end, silent)

    return beginning


def _recorded(rule: BlockRule) -> BlockRule:
    """Keep the lines of link definitions in ``env["definitions"]``."""

    def recorded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        known = len(state.env.get("references", ()))
        found = rule(state, line, end, silent)
        if found and len(state.env["references"]) > known:
            label = next(reversed(state.env["references"]))
            state.env.setdefault("definitions", {})[label] = line + 1
        return found

    return recorded


def _placed(sign: str, rule: InlineRule) -> InlineRule:
    """Keep the offset of what ``rule`` finds in its first token's ``meta["at"]``.

    A nested text (the note in ``^[…]``, a picture's alt text) has a state of its own, whose offsets count from
    ``env["base"]``.
    """

    def placed(state: StateInline, silent: bool) -> bool:
        at = state.pos
        if state.src[at] != sign:
            return False
        before = len(state.tokens)
        base = state.env.get("base", 0)
        if not silent and sign in "!^":
            state.env["base"] = base + at + 2
        found = rule(state, silent)
        if not silent:
            state.env["base"] = base
            if found:
                for token in state.tokens[before:]:
                    if token.type != "text":
                        token.meta["at"] = base + at
                        break
        return found

    return placed


def _span(state: StateInline, silent: bool) -> bool:
    """``[text]{lang=cy}``."""
    start, maximum = state.pos, state.posMax
    if state.src.find("]{", start, maximum) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    found = BRACES.match(state.src, end + 1, maximum) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, end
        token = state.push("span_open", "span", 1)
        token.meta["braces"] = (found[1], state.env.get("base", 0) + found.start(1))
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = found.end(), maximum
    return True


def _attributes(state: StateInline, silent: bool) -> bool:
    """``{…}`` straight after a link or picture."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    token = state.tokens[-1]
    found = BRACES.match(state.src, state.pos, state.posMax)
    if found is None or token.type not in ("image", "link_close"):
        return False
    if token.type == "link_close":
        token = next(before for before in reversed(state.tokens) if before.type == "link_open")
    token.meta["braces"] = (found[1], state.env.get("base", 0) + found.start(1))
    state.pos = found.end()
    return True
