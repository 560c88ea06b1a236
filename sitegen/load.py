"""Read and parse, once for each change: the course folder and the theme as values.

Comes in: a scan of the course folder and what the last build remembers. Goes out: ``Loaded``, everything that the pure
stages need. Pages whose bytes are unchanged are taken from memory; the others are read and parsed, on all cores when
there are many.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from sitegen.cache.memory import NO_STAT, Memory
from sitegen.cache.state import FileRecord
from sitegen.cache.store import Spot
from sitegen.model.course import Config, Scale
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.glossary import Glossary
from sitegen.model.session import Session
from sitegen.model.source import Asset
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.parse import parse
from sitegen.parse.course_file import parse_course_file
from sitegen.parse.theme_file import parse_catalogue, parse_settings
from sitegen.plan.references import locate
from sitegen.read.course import (
    CONFIG,
    RETIRED,
    Files,
    PagePath,
    read_asset,
    read_page,
    read_scales,
    read_session,
    read_text,
    session_paths,
    sort_files,
)
from sitegen.read.glossary import read_glossary
from sitegen.read.scan import Scan, settled
from sitegen.read.text import decode, digest
from sitegen.read.theme import read_theme
from sitegen.workers import in_parallel

Stat = tuple[int, int, int, int]
#: Files of a theme that are text; a catalogue's encoding is seen where it is read.
TEXTS = (".html", ".xml", ".css", ".js", ".toml")


class ParsedFile(msgspec.Struct, array_like=True):
    """A worker's answer for one page: the document encoded, where its body was kept, or what could not be read."""

    path: str
    digest: str
    document: bytes = b""
    body: str = ""
    spot: Spot | None = None
    problem: Diagnostic | None = None


class Loaded(msgspec.Struct):
    """Everything read and parsed. ``documents`` are encoded, by path in the course folder.

    ``changed`` are the paths of pages parsed anew. ``context`` is the digest of all that concerns more than one page.
    ``config`` is None where the settings cannot be used; then nothing else is filled.
    """

    config: Config | None
    problems: list[Diagnostic]
    documents: dict[str, msgspec.Raw] = {}
    files: dict[str, FileRecord] = {}
    changed: tuple[str, ...] = ()
    scales: dict[str, Scale] = {}
    glossary: Glossary | None = None
    assets: dict[str, Asset] = {}
    asset_records: dict[str, tuple[Stat, Asset]] = {}
    retired: frozenset[str] = frozenset()
    theme: Theme | None = None
    settings: Settings | None = None
    catalogues: dict[str, Catalogue] = {}
    catalogue_records: dict[str, tuple[Catalogue, tuple[Diagnostic, ...]]] = {}
    context: str = ""
    sessions: dict[str, Session] = {}


def load(root: Path, shown: str, found: Scan, memory: Memory, generator: str, jobs: int) -> Loaded:
    """Load the course at ``root``; ``shown`` is its name in messages. Raises OSError when the disk fails."""
    problems = list(found.problems)
    together = hashlib.blake2b(generator.encode(), digest_size=16)
    config = _config(root, shown, found, problems)
    if config is None:
        return Loaded(None, problems)
    files = sort_files(found, shown, config.languages)
    problems += files.problems
    result = Loaded(config, problems)
    _pages(result, root, shown, found, files, memory, jobs)
    result.scales, wrong = read_scales(root, shown, files.scales, config.languages)
    problems += wrong
    result.glossary, wrong = read_glossary(root, shown, found, config.languages)
    problems += wrong
    if RETIRED in found.paths:
        text, problem = read_text(root, shown, RETIRED)
        problems += [problem] if problem else []
        rows = (row.partition("#")[0].strip() for row in (text or "").split("\n"))
        result.retired = frozenset(row for row in rows if row)
    _theme(result, root, shown, memory)
    _assets(result, root, found, files, memory)
    assert result.theme is not None
    together.update(
        msgspec.msgpack.encode(
            (
                config,
                result.scales,
                result.glossary,
                sorted(result.retired),
                result.theme.digest,
                sorted(result.documents),
                result.assets,
                sorted(set(result.problems)),
            ),
            order="deterministic",
        )
    )
    result.context = together.hexdigest()
    return result


def load_sessions(loaded: Loaded, root: Path, shown: str, found: Scan) -> None:
    """Read the trainers' plans as well. A website has none of them, so building it neither reads nor judges any."""
    if loaded.config is None:
        return
    for path in session_paths(found):
        session, wrong = read_session(root / path, f"{shown}/{path}", loaded.config.languages)
        loaded.problems += wrong
        if session is not None:
            loaded.sessions[session.name] = session


def decode_documents(documents: dict[str, msgspec.Raw]) -> list[Document]:
    """Decode all documents, in the order of their paths."""
    decoder = msgspec.msgpack.Decoder(Document)
    return [decoder.decode(documents[path]) for path in sorted(documents)]


def _config(root: Path, shown: str, found: Scan, problems: list[Diagnostic]) -> Config | None:
    if CONFIG not in found.paths:
        problems.append(diagnostic("C01", f"{shown}/{CONFIG}", folder=str(root)))
        return None
    text, problem = read_text(root, shown, CONFIG)
    if text is None:
        problems += [problem] if problem else []
        return None
    config, wrong = parse_course_file(text, f"{shown}/{CONFIG}")
    problems += wrong
    return config


def _pages(result: Loaded, root: Path, shown: str, found: Scan, files: Files, memory: Memory, jobs: int) -> None:
    """Take unchanged pages from memory, parse the others."""
    now = time.time_ns()
    old, known = memory.state.files, memory.state.documents
    waiting: list[PagePath] = []
    for page in files.pages:
        record = old.get(page.path)
        if record is not None and record.stat == found.stat_of(page.place) and page.path in known:
            result.files[page.path] = record
            result.documents[page.path] = known[page.path]
        else:
            waiting.append(page)

    def work(part: Sequence[PagePath], number: int) -> bytes:
        pack = memory.pack(number)
        answers = [_parse(root, shown, page, old, known, pack.put if pack else None) for page in part]
        if pack is not None:
            pack.close()
        return msgspec.msgpack.encode(answers)

    stats = {page.path: _trusted(found.stat_of(page.place), now) for page in waiting}
    changed: list[str] = []
    for answer in in_parallel(work, waiting, jobs):
        for file in msgspec.msgpack.decode(answer, type=list[ParsedFile]):
            result.files[file.path] = FileRecord(stats[file.path], file.digest)
            if file.problem is not None:
                result.problems.append(file.problem)
            elif not file.document:
                result.documents[file.path] = known[file.path]
            else:
                result.documents[file.path] = msgspec.Raw(file.document)
                changed.append(file.path)
                if file.spot is not None:
                    memory.index[file.body] = file.spot
    result.changed = tuple(sorted(changed))


def _wanted(result: Loaded) -> set[str]:
    """The paths of all files that pages and settings refer to."""
    assert result.config is not None
    languages = result.config.languages
    wanted = {result.config.theme.logo}
    for document in decode_documents(result.documents):
        targets = [x.target for x in document.references if x.kind != "external" and not x.target.startswith("#")]
        if document.meta.image:
            targets.append(document.meta.image)
        for target in targets:
            found = locate(document, target, languages)
            if found.kind == "asset":
                wanted.add(found.name)
    return wanted


def _same_references(result: Loaded, memory: Memory) -> bool:
    """Whether pages refer to the same files as in the last build, as far as that is cheap to see."""
    known = memory.state.documents
    config = msgspec.msgpack.encode(result.config, order="deterministic")
    if result.documents.keys() != known.keys() or config != memory.state.config:
        return False
    decoder = msgspec.msgpack.Decoder(Document)
    for path in result.changed:
        old, new = decoder.decode(known[path]), decoder.decode(result.documents[path])
        if old.meta.image != new.meta.image or targets_of(old) != targets_of(new):
            return False
        if old.meta.draft != new.meta.draft:  # what a draft refers to may be missing, and may have come since
            return False
    return True


def targets_of(document: Document) -> list[tuple[str, str, bool]]:
    """A document's references without their places."""
    return [(x.kind, x.target, x.decorative) for x in document.references]


def _parse(
    root: Path,
    shown: str,
    page: PagePath,
    old: dict[str, FileRecord],
    known: dict[str, msgspec.Raw],
    put: Callable[[bytes], Spot] | None,
) -> ParsedFile:
    source, content, problem = read_page(root, shown, page)
    if source is None:
        return ParsedFile(page.path, content, problem=problem)
    record = old.get(page.path)
    if record is not None and record.digest == content and page.path in known:
        return ParsedFile(page.path, content)
    parsed = parse(source)
    spot = put(msgspec.msgpack.encode(parsed.body)) if put else None
    document = msgspec.msgpack.encode(parsed.document)
    return ParsedFile(page.path, content, document, parsed.document.body, spot)


def _trusted(stat: tuple[int, ...], now: int) -> Stat:
    return (stat[0], stat[1], stat[2], stat[3]) if settled(stat, now) else NO_STAT


def _theme(result: Loaded, root: Path, shown: str, memory: Memory) -> None:
    assert result.config is not None
    theme = read_theme(root, shown)
    result.theme = theme
    for name in sorted(theme.files):
        if name.endswith(TEXTS):
            _, problem = decode(theme.files[name].data, theme.files[name].path)
            result.problems += [problem] if problem else []
    if "theme.toml" in theme.files:
        result.settings, wrong = parse_settings(theme.files["theme.toml"])
        result.problems += wrong
    for lang in result.config.languages:
        file = theme.files.get(f"locales/{lang}.po")
        if file is None:
            result.problems.append(
                diagnostic("T15", result.config.path, result.config.lines.get("languages", 0), lang=lang)
            )
            continue
        name = digest(file.data) + lang
        record = memory.state.catalogues.get(name) or parse_catalogue(file, lang)
        result.catalogue_records[name] = record
        result.catalogues[lang] = record[0]
        result.problems += record[1]


def _assets(result: Loaded, root: Path, found: Scan, files: Files, memory: Memory) -> None:
    """Digest and measure the files that pages refer to; of the others only the name matters."""
    wanted = set(memory.state.assets) if _same_references(result, memory) else _wanted(result)
    now = time.time_ns()
    for path, place in files.media:
        stat = found.stat_of(place)
        if path not in wanted:
            result.assets[path] = Asset(path, "", stat[2])
            continue
        record = memory.state.assets.get(path)
        if record is None or record[0] != stat:
            record = (_trusted(stat, now), read_asset(root, found.paths[place], path))
        result.asset_records[path] = record
        result.assets[path] = record[1]
