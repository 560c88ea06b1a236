"""The course folder's files by what they are for.

Comes in: a scan. Goes out: which file is which, and their texts on request. Paths in messages begin with the course
folder's name (``content/cy/index.md``).
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from sitegen.model.course import Scale
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.session import Session
from sitegen.model.source import Asset, SourceFile
from sitegen.parse.scale_file import parse_scale_file
from sitegen.parse.session_file import parse_session_file
from sitegen.read.scan import Scan
from sitegen.read.text import decode, digest

CONFIG = "course.toml"
RETIRED = "retired-ids.txt"
SESSIONS = "sessions/"
#: Top-level names that are not the website's: plans, the termbase, the ledger and the theme's overrides.
OTHERS = ("scales/", SESSIONS, "ledger/", "theme/")
OTHER_FILES = frozenset({CONFIG, RETIRED, "glossary.toml", "termbase.csv", "people.toml"})


class PagePath(NamedTuple):
    """A Markdown file: its path in the course folder, language, key, and place in the scan."""

    path: str
    lang: str
    key: str
    place: int


class Files(NamedTuple):
    """The course folder's files by what they are for.

    ``media`` are all that a page may refer to: names in NFC, as links have them, and places in the scan.
    """

    pages: tuple[PagePath, ...]
    scales: tuple[str, ...]
    media: tuple[tuple[str, int], ...]
    problems: tuple[Diagnostic, ...]


def sort_files(found: Scan, shown: str, languages: tuple[str, ...]) -> Files:
    """Say what each file is for.

    F54: two files' names differ only in case or Unicode form. F55: pages stand in a folder that is no language's.
    """
    pages: list[PagePath] = []
    scales: list[str] = []
    media: list[tuple[str, int]] = []
    problems: list[Diagnostic] = []
    seen: dict[str, str] = {}
    strangers: set[str] = set()

    def alone(path: str, name: str) -> bool:
        twin = seen.setdefault(name.casefold(), path)
        if twin is not path:
            other = f"{shown}/{twin}"
            problems.append(diagnostic("F54", f"{shown}/{path}", other=other, related=((other, 0),)))
        return twin is path

    for place, path in enumerate(found.paths):
        name = path if path.isascii() else unicodedata.normalize("NFC", path)
        top, _, rest = name.partition("/")
        if top in languages and rest and path.endswith(".md"):
            if alone(path, name):
                pages.append(PagePath(path, top, rest[:-3], place))
        elif top in languages and rest:
            if alone(path, name):
                media.append((name, place))
        elif path.startswith("scales/") and path.endswith(".toml"):
            scales.append(path)
        elif path.startswith(OTHERS) or path in OTHER_FILES:
            continue
        elif not path.endswith((".md", ".txt")):
            if alone(path, name):
                media.append((name, place))
        elif rest and path.endswith(".md") and top not in strangers:
            strangers.add(top)
            problems.append(diagnostic("F55", f"{shown}/{path}", folder=top, languages=", ".join(languages)))
    return Files(tuple(pages), tuple(scales), tuple(media), tuple(problems))


def read_page(root: Path, shown: str, page: PagePath) -> tuple[SourceFile | None, str, Diagnostic | None]:
    """Read one page: the source, the digest of its bytes, and what is wrong where there is no source."""
    data = (root / page.path).read_bytes()
    path = f"{shown}/{page.path}"
    text, problem = decode(data, path)
    source = None if text is None else SourceFile(page.key, page.lang, path, text)
    return source, digest(data), problem


def read_text(root: Path, shown: str, path: str) -> tuple[str | None, Diagnostic | None]:
    """Read one other text file."""
    return decode((root / path).read_bytes(), f"{shown}/{path}")


def read_scales(
    root: Path, shown: str, paths: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[dict[str, Scale], list[Diagnostic]]:
    """Read all scales, by name."""
    scales: dict[str, Scale] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        text, problem = read_text(root, shown, path)
        if text is None:
            problems += [problem] if problem else []
            continue
        name = unicodedata.normalize("NFC", path.removeprefix("scales/").removesuffix(".toml"))
        scale, wrong = parse_scale_file(text, f"{shown}/{path}", name, languages)
        problems += wrong
        if scale is not None:
            scales[name] = scale
    return scales, problems


def session_paths(found: Scan) -> tuple[str, ...]:
    """The trainers' plans of a course, in the order of their names; folders below it are for what trainers keep."""
    plans = (path for path in found.paths if path.startswith(SESSIONS) and path.endswith(".toml"))
    return tuple(path for path in plans if path.count("/") == 1)


def read_session(path: Path, shown: str, languages: tuple[str, ...]) -> tuple[Session | None, list[Diagnostic]]:
    """Read one plan, which has its file's name; ``shown`` is how messages name the file."""
    text, problem = decode(path.read_bytes(), shown)
    if text is None:
        return None, [problem] if problem else []
    name = unicodedata.normalize("NFC", path.stem)
    session, wrong = parse_session_file(text, shown, name, languages)
    return session, list(wrong)


def read_asset(root: Path, path: str, name: str) -> Asset:
    """Digest and measure one picture or other file at ``path``, to be known by ``name``.

    Reads it in pieces, so that size does not matter.
    """
    import hashlib

    import imagesize

    together = hashlib.blake2b(digest_size=16)
    size = 0
    with (root / path).open("rb") as picture:
        while piece := picture.read(1 << 20):
            together.update(piece)
            size += len(piece)
    try:
        width, height = imagesize.get(str(root / path))
    except (ValueError, OSError, SyntaxError):
        width, height = 0, 0
    file = "" if path == name else path
    return Asset(name, together.hexdigest(), size, max(int(width), 0), max(int(height), 0), file)
