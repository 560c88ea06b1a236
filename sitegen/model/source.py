"""Files as they were read, before anything is understood."""

from __future__ import annotations

from msgspec import Struct


class SourceFile(Struct, frozen=True):
    """A Markdown file: decoded, without BOM, NFC path. ``path`` is relative to the course's parent."""

    key: str
    lang: str
    path: str
    text: str


class Asset(Struct, frozen=True):
    """A picture or other file that pages refer to.

    ``path`` is relative to the course folder, in NFC (``media/x.png``, ``cy/media/x.png``); ``width`` and ``height``
    are in CSS pixels, 0 where unknown; ``digest`` is that of the bytes. ``file`` is the path as the disk has it, ""
    where that is the same.
    """

    path: str
    digest: str
    size: int
    width: int = 0
    height: int = 0
    file: str = ""
