"""Early cutoff: when only sentences changed, the last plan still holds.

What other pages, menus and checks can see of a document is its outline: everything in ``Document`` but the digests and
the places of things. When no changed document has another outline than before, every other page's inputs are what they
were, and a changed page's inputs differ only in the body's digest. So two files are rendered out of ten thousand, and
the other documents are not even decoded.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from sitegen.cache.state import PageRecord, State
from sitegen.cache.store import Store
from sitegen.load import Loaded
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.document import Document
from sitegen.model.output import OutputFile, PageFile
from sitegen.model.page import PageInputs, SiteInputs
from sitegen.plan.pages import key_of
from sitegen.understand import Checked


class Planned(NamedTuple):
    """What is to be written. ``pages`` are all files of the site, ``files`` those that can be rendered from here."""

    loaded: Loaded
    pages: dict[str, PageRecord]
    files: dict[str, OutputFile]
    sites: dict[str, SiteInputs]
    problems: tuple[Diagnostic, ...]


def planned(checked: Checked) -> Planned:
    """The whole plan."""
    assert checked.plan is not None
    files = {file.path: file for file in checked.plan.files}
    pages = {
        path: PageRecord(file.key, source_of(file.inputs) if isinstance(file, PageFile) else "")
        for path, file in files.items()
    }
    return Planned(checked.loaded, pages, files, checked.plan.sites, checked.problems)


def only_sentences(loaded: Loaded, state: State, store: Store, options: str) -> Planned | None:
    """The last plan with the changed pages' new bodies, or None where more than sentences may have changed.

    ``options`` are those of this build that change the output: another plan than the last one's may be asked for.
    """
    if loaded.config is None or loaded.context != state.context or not loaded.changed or options != state.options:
        return None
    touched = _paths(state.problems)
    decoder = msgspec.msgpack.Decoder(Document)
    bodies: dict[str, str] = {}
    for path in loaded.changed:
        old, new = decoder.decode(state.documents[path]), decoder.decode(loaded.documents[path])
        if new.problems or old.problems or new.path in touched or outline(old) != outline(new):
            return None
        bodies[f"{new.lang}/{new.key}.md"] = new.body
    pages = dict(state.pages)
    files: dict[str, OutputFile] = {}
    for path, record in state.pages.items():
        if record.document in bodies:
            data = store.get(record.key)
            if data is None:
                return None
            inputs = replace(msgspec.msgpack.decode(data, type=PageInputs), body=bodies[record.document])
            key = key_of(inputs)
            pages[path] = PageRecord(key, record.document)
            files[path] = PageFile(path, key, inputs)
    return Planned(loaded, pages, files, state.sites, state.problems)


def outline(document: Document) -> bytes:
    """What others can see of a document, encoded: all but digests, word count and places."""
    shown = replace(
        document,
        digest="",
        body="",
        words=0,
        lines={},
        headings=tuple(replace(x, line=0) for x in document.headings),
        references=tuple(replace(x, line=0, column=0) for x in document.references),
        widgets=tuple(
            replace(x, line=0, row_lines=(), options=tuple(replace(y, line=0) for y in x.options))
            for x in document.widgets
        ),
        activities=tuple(replace(x, line=0) for x in document.activities),
        problems=(),
    )
    return msgspec.msgpack.encode(shown, order="deterministic")


def source_of(inputs: PageInputs) -> str:
    """The path in the course folder of the document that a page shows; "" where there is none."""
    return f"{inputs.content_lang}/{inputs.key}.md" if inputs.body else ""


def count_pages(pages: dict[str, PageRecord]) -> int:
    """How many of a site's files are pages of the course."""
    return sum(1 for record in pages.values() if record.document)


def _paths(problems: tuple[Diagnostic, ...]) -> set[str]:
    """All files that problems point to: when one of them moves by a line, so does the message."""
    return {path for each in problems for path in (each.path, *(path for path, _ in each.related))}
