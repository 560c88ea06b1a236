"""What the last build knew, as values on the disk."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from sitegen.cache.store import Spot
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.document import Document
from sitegen.model.page import SiteInputs
from sitegen.model.source import Asset
from sitegen.model.theme import Catalogue

#: Counts up with every change of these types.
SCHEMA = 3

Value = TypeVar("Value")


class Quick(msgspec.Struct, frozen=True, array_like=True):
    """What stood on the disk after the last good build, as compared byte by byte with what stands there now.

    ``scans`` are the signatures of course, theme, program and site. ``problems`` are the warnings to show again.
    """

    schema: int
    options: str
    scans: tuple[tuple[str, bytes], ...]
    pages: int
    problems: tuple[Diagnostic, ...]


class FileRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A course file: its stat (all zeros when that proves nothing) and the digest of its bytes."""

    stat: tuple[int, int, int, int]
    digest: str


class PageRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A planned file: its key and, for a page of the course, its document's path.

    ``before`` is the key that it had before its last change, so that ``sitegen why`` can say what changed.
    """

    key: str
    document: str = ""
    before: str = ""

    def after(self, last: PageRecord | None) -> PageRecord:
        """This record, following the ``last`` one."""
        if last is None:
            return self
        return PageRecord(self.key, self.document, last.before if last.key == self.key else last.key)


class State(msgspec.Struct, frozen=True, array_like=True):
    """The last build. ``context`` is the digest of all that concerns more than one page (settings, scales, theme),
    ``options`` are those of the command that change the output, ``course`` is the folder that it was built from.

    ``documents`` are encoded ``Document``s by path, decoded one by one or all, as needed.
    """

    schema: int = SCHEMA
    generator: str = ""
    context: str = ""
    files: dict[str, FileRecord] = {}
    documents: dict[str, msgspec.Raw] = {}
    assets: dict[str, tuple[tuple[int, int, int, int], Asset]] = {}
    index: dict[str, Spot] = {}
    pages: dict[str, PageRecord] = {}
    problems: tuple[Diagnostic, ...] = ()
    config: bytes = b""
    catalogues: dict[str, tuple[Catalogue, tuple[Diagnostic, ...]]] = {}
    sites: dict[str, SiteInputs] = {}
    options: str = ""
    course: str = ""


def bodies(state: State) -> set[str]:
    """The digests of all documents' bodies."""
    decoder = msgspec.msgpack.Decoder(Document)
    return {decoder.decode(raw).body for raw in state.documents.values()}


def load(path: Path, kind: type[Value]) -> Value | None:
    """Read a value. None where there is none, or it is damaged, or of another kind."""
    try:
        data = path.read_bytes()
        if blake2b(memoryview(data)[16:], digest_size=16).digest() != data[:16]:
            return None
        return msgspec.msgpack.decode(memoryview(data)[16:], type=kind)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def save(path: Path, value: object) -> None:
    """Write a value beside its place and rename it. Raises OSError."""
    data = msgspec.msgpack.encode(value)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_bytes(blake2b(data, digest_size=16).digest() + data)
    os.replace(temporary, path)
