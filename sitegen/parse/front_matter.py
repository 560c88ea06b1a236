"""Front matter: the YAML between two lines ``---`` at the top of a page, read strictly.

Every scalar stays the string that was typed; ``meta`` gives types by key. So ``no`` is "no" and ``010`` is "010"
(YAML 1.1 would say False and 8). Duplicate keys, anchors, aliases and tags are errors. Built on PyYAML's events, which
have the place of everything, and not on its loader, which forgets it and may raise ``ValueError`` for a bad date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.parse.characters import BARE_CONTROL, code_point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
LATE = re.compile(r"\s*\n---[ \t]*\n")
SEPARATORS = {0x2028: 0xF8F0, 0x2029: 0xF8F1}
"""YAML takes U+2028 and U+2029 for line breaks, Markdown does not: they are hidden from it."""
BARE_COLON = re.compile(r"[^:]*:[ \t][^\"'\[{|>#][^#]*:([ \t]|$)")

REASONS = {
    "',' or ']'": "a list in brackets is not closed, or a comma is missing",
    "',' or '}'": "a brace is not closed, or a comma is missing",
    "expected key": "this line is indented unlike the lines above it",
    "'-' indicator": "this line belongs to no item of the list above it",
    "expected ':'": "this line has no `key:` at its beginning",
    "mapping values are not allowed": "there is a colon where no key can stand",
    "block sequence entries are not allowed": "a list does not begin in the line of its key, but in the line below",
    "cannot start any token": "no value can begin with this sign; put the value between quotes",
    "<document start>": "nothing can follow here but the closing dashes",
}
"""What the YAML parser says → what it means to an author."""


class Node(NamedTuple):
    """A YAML value and its place. ``value`` is a string, a list of nodes or a dict of names to (key node, node).

    ``line`` and ``column`` count from 1 in the file; ``start`` and ``end`` are offsets in the file's text, with any
    quotes. ``style`` is "" for a plain scalar, else the quote or block sign; ``flow`` lists stand in brackets.
    """

    value: str | list[Node] | dict[str, tuple[Node, Node]]
    line: int
    column: int
    start: int
    end: int
    style: str = ""


class FrontMatter(NamedTuple):
    """``mapping`` is None where there is none or it cannot be read; ``length`` counts its characters in the text.

    ``broken``: the closing dashes are missing, so nothing below may be taken for the page's text.
    """

    mapping: dict[str, tuple[Node, Node]] | None
    length: int
    problems: tuple[Diagnostic, ...] = ()
    broken: bool = False


class UnreadableError(Exception):
    """What is wrong with the YAML, as a diagnostic."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Cut off and read the front matter of ``text``. Its absence is no problem here (``meta`` misses the title)."""
    first = text[: text.find("\n")] if "\n" in text else text
    if first.rstrip() != "---":
        late = LATE.match(text)
        if late and not text[: late.end() - 1].strip().strip("-"):
            line = text.count("\n", 0, late.end())
            return FrontMatter(None, 0, (diagnostic("M13", path, line, 1, 3),), broken=True)
        return FrontMatter(None, 0)
    start = len(first) + 1
    closing = CLOSING.search(text, start)
    if closing is None:
        return FrontMatter(None, len(text), (diagnostic("M02", path, 1, 1, 3),), broken=True)
    problems: list[Diagnostic] = []
    try:
        mapping = _mapping(text, start, closing.start(), path, problems)
    except UnreadableError as error:
        mapping, problems = None, [error.problem]
    return FrontMatter(mapping, closing.end(), tuple(problems))


def _mapping(
    text: str, start: int, end: int, path: str, problems: list[Diagnostic]
) -> dict[str, tuple[Node, Node]] | None:
    import yaml

    loader: Any = getattr(yaml, "CLoader", yaml.Loader)
    source = text[start:end]
    hidden = "\u2028" in source or "\u2029" in source
    if hidden:
        source = source.translate(SEPARATORS)

    def at(mark: Any) -> tuple[int, int, int]:
        return mark.line + 2, mark.column + 1, start + mark.index

    try:
        events = iter(yaml.parse(source, Loader=loader))
        node = _document(events, at, path, problems)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_explain(error, text, start, end, path)) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, start + position) + 1
        reason = getattr(error, "reason", "it is not YAML")
        raise UnreadableError(diagnostic("M03", path, line, reason=reason, text=_row(text, line))) from None
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        raise UnreadableError(diagnostic("M12", path, node.line, node.column, text=_row(text, node.line)))
    return _shown(node).value if hidden else node.value  # type: ignore[return-value]


def _document(
    events: Iterator[Any], at: Callable[[Any], tuple[int, int, int]], path: str, problems: list[Diagnostic]
) -> Node | None:
    """The one document of the stream; a second one is an error."""
    import yaml

    node = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and node is not None:
            line, column, _ = at(event.start_mark)
            raise UnreadableError(diagnostic("M03", path, line, column, reason="a second part begins here", text=""))
        if isinstance(event, yaml.NodeEvent):
            node = _node(event, events, at, path, problems)
    return node


def _node(
    event: Any,
    events: Iterator[Any],
    at: Callable[[Any], tuple[int, int, int]],
    path: str,
    problems: list[Diagnostic],
    depth: int = 0,
) -> Node:
    """The value that begins with ``event``, taking its further events."""
    import yaml

    line, column, start = at(event.start_mark)
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        problems.append(diagnostic("M08", path, line, column, what=f"{sign}{event.anchor}"))
        if sign == "*":
            return Node("", line, column, start, start)
    if event.tag:
        problems.append(diagnostic("M08", path, line, column, what=event.tag))
    if depth > 20:
        raise UnreadableError(diagnostic("M03", path, line, column, reason="lists stand too deep", text=""))
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        control = BARE_CONTROL.search(event.value)
        if control:
            problems.append(diagnostic("F01", path, line, column, character=code_point(control[0])))
        return Node(BARE_CONTROL.sub("", event.value), line, column, start, at(event.end_mark)[2], style)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, at, path, problems, depth + 1))
        return Node(items, line, column, start, at(event.end_mark)[2])
    pairs: dict[str, tuple[Node, Node]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, at, path, problems, depth + 1)
        value = _node(next(events), events, at, path, problems, depth + 1)
        name = key.value if isinstance(key.value, str) else "?"
        if name in pairs:
            first = pairs[name][0].line
            problem = diagnostic("M07", path, key.line, key.column, len(name), related=((path, first),), key=name)
            problems.append(problem)
        else:
            pairs[name] = (key, value)
    return Node(pairs, line, column, start, at(event.end_mark)[2])


def _explain(error: Any, text: str, start: int, end: int, path: str) -> Diagnostic:
    """Say what the YAML parser stumbled over in an author's words."""
    mark = error.problem_mark or error.context_mark
    offset = min(start + mark.index, max(end - 1, start))
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    row = _row(text, line)
    said = f"{error.problem or ''} {error.context or ''}"
    if "\t" in row[: len(row) - len(row.lstrip())] or "'\\t'" in said:
        return diagnostic("M05", path, line, row.find("\t") + 1, 1)
    if "quoted scalar" in said:
        opened = start + (error.context_mark or mark).index
        line = text.count("\n", 0, opened) + 1
        return diagnostic("M06", path, line, opened - text.rfind("\n", 0, opened), 1, text=_row(text, line))
    if "scanning an a" in said or "scanning a tag" in said:
        begun = start + (error.context_mark or mark).index
        line, column = text.count("\n", 0, begun) + 1, begun - text.rfind("\n", 0, begun)
        return diagnostic("M08", path, line, column, what=text[begun:].split(maxsplit=1)[0])
    if "mapping values are not allowed" in said and BARE_COLON.match(row):
        key, _, value = row.strip().removeprefix("- ").partition(":")
        return diagnostic("M04", path, line, column, 1, key=key, text=row.strip(), value=value.strip())
    reason = next((plain for jargon, plain in REASONS.items() if jargon in said), " ".join(said.split()))
    return diagnostic("M03", path, line, column, reason=reason, text=row.strip())


def _row(text: str, line: int) -> str:
    return text.split("\n", line)[line - 1]


def _shown(node: Node) -> Node:
    """The node with the hidden separators put back."""
    back = {hidden: shown for shown, hidden in SEPARATORS.items()}
    if isinstance(node.value, str):
        return node._replace(value=node.value.translate(back))
    if isinstance(node.value, list):
        return node._replace(value=[_shown(item) for item in node.value])
    return node._replace(value={name.translate(back): (key, _shown(item)) for name, (key, item) in node.value.items()})
