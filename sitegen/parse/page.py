"""One page from text to ``Parsed``: the pipeline of this folder."""

from __future__ import annotations

import hashlib
from functools import cache

import msgspec

from sitegen.model.diagnostic import Diagnostic
from sitegen.model.document import Body, Document, Meta, Parsed
from sitegen.model.source import SourceFile
from sitegen.parse.blocks import blocks
from sitegen.parse.characters import INVISIBLE, LIMIT, find_control
from sitegen.parse.fences import check_strays
from sitegen.parse.findings import Findings
from sitegen.parse.footnotes import collect_footnotes, render_footnotes
from sitegen.parse.front_matter import read_front_matter
from sitegen.parse.markdown import block_tokens
from sitegen.parse.meta import read_meta


def parse_page(source: SourceFile) -> Parsed:
    """See ``sitegen.parse.parse``."""
    text, path = source.text, source.path
    digest = _digest(text.encode("utf-8", "surrogatepass"))
    control = find_control(text, path)
    if control is not None:
        return _parsed(source, digest, Meta(""), Body(()), (control,), {})
    front = read_front_matter(text, path)
    meta, problems = read_meta(front, path)
    lines = {name: key.line for name, (key, _) in (front.mapping or {}).items()}
    if front.broken:
        return _parsed(source, digest, meta, Body(()), front.problems + problems, lines)
    found = Findings(path, source.lang, text)
    if len(text) > LIMIT // 4 and len(text.encode()) > LIMIT:
        found.report("F03", 0, size=f"{len(text.encode()) / 1e6:.1f}")
    body = read_body(found, front.length)
    if not body.blocks and not body.trainer and not found.problems:
        found.report("B36", 0)
    return _parsed(source, digest, meta, body, front.problems + problems + found.settled(), lines, found)


def read_body(found: Findings, start: int) -> Body:
    """Parse the Markdown from ``start`` on."""
    found.suspicious = INVISIBLE.search(found.text, start) is not None
    found.tokens = block_tokens(found.text, start, found.env)
    if "footnotes" in found.env:
        collect_footnotes(found)
    _lead(found)
    shown = blocks(found, 0, len(found.tokens))
    notes = render_footnotes(found) if found.notes else ()
    check_strays(found, start)
    for label, line in found.env.get("definitions", {}).items():
        if label not in found.used:
            found.report_line("B44", line)
    for twice in found.env.get("duplicate_refs", ()):
        found.report_line("B48", twice["map"][0] + 1)
    return Body(shown, notes, tuple(found.trainer))


def _lead(found: Findings) -> None:
    """A page should say something before its first heading."""
    first = next((token for token in found.tokens if token.type != "html_block"), None)
    if first is not None and first.type == "heading_open" and first.map:
        found.report_line("B35", first.map[0] + 1)


def _parsed(
    source: SourceFile,
    digest: str,
    meta: Meta,
    body: Body,
    problems: tuple[Diagnostic, ...],
    lines: dict[str, int],
    found: Findings | None = None,
) -> Parsed:
    document = Document(
        key=source.key,
        lang=source.lang,
        path=source.path,
        digest=digest,
        body=_digest(_encoder().encode(body)),
        meta=meta,
        headings=tuple(found.headings) if found else (),
        references=tuple(found.references) if found else (),
        widgets=tuple(found.widgets) if found else (),
        problems=tuple(sorted(problems)),
        words=found.words if found else 0,
        lines=lines,
        anchors=tuple(found.anchors) if found else (),
        pictures=tuple(found.pictures) if found else (),
        activities=tuple(found.activities) if found else (),
        handouts=tuple(x.activity for x in body.trainer if x.kind == "handout"),
    )
    return Parsed(document, body)


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
