"""What a build is going to write: the plan, file by file."""

from __future__ import annotations

from msgspec import Struct

from sitegen.model.pack import PackInputs
from sitegen.model.page import (
    ChoiceInputs,
    NotFoundInputs,
    PageInputs,
    RedirectInputs,
    SiteInputs,
    SitemapInputs,
)


class PageFile(Struct, frozen=True):
    """A page of the course: rendered from its inputs and its document's body. ``key`` is the digest of both."""

    path: str
    key: str
    inputs: PageInputs


class ViewFile(Struct, frozen=True):
    """A file rendered from ``template`` and ``view`` alone."""

    path: str
    key: str
    template: str
    view: ChoiceInputs | NotFoundInputs | RedirectInputs | SitemapInputs


class PackFile(Struct, frozen=True):
    """A page of a trainer's pack: rendered from its inputs and the bodies of their pages."""

    path: str
    key: str
    inputs: PackInputs


class CopyFile(Struct, frozen=True):
    """A file copied as it is. ``source`` is relative to the course folder; ``key`` is the digest of its bytes."""

    path: str
    key: str
    source: str


class BytesFile(Struct, frozen=True):
    """A file whose content is known already (styles, scripts)."""

    path: str
    key: str
    content: bytes


class SingleFile(Struct, frozen=True):
    """The whole course as one HTML file. ``files`` are the styles, scripts and pictures that it holds, by path.

    ``scripts`` are the paths of those that belong to one language.
    """

    path: str
    key: str
    choice: ChoiceInputs
    pages: tuple[PageFile, ...]
    files: dict[str, CopyFile | BytesFile]
    scripts: dict[str, tuple[str, ...]]


OutputFile = PageFile | ViewFile | PackFile | CopyFile | BytesFile | SingleFile


class Plan(Struct, frozen=True):
    """All files of a site. ``sites`` are the shared inputs by language."""

    files: tuple[OutputFile, ...]
    sites: dict[str, SiteInputs]
