"""The whole program in one function: read this first.

    read → parse → assemble → plan → check → render → write

``build`` runs the stages one after the other. Two shortcuts stand before them, and give the same bytes: when no file
changed at all, nothing is opened; when only sentences changed, nobody else's page can have, so the last plan holds.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sitegen.cache.memory import Memory
from sitegen.model.diagnostic import Diagnostic
from sitegen.read.scan import Scan, scan

if TYPE_CHECKING:  # a build with nothing to do imports none of these
    from sitegen.cache.state import PageRecord
    from sitegen.cutoff import Planned
    from sitegen.load import Loaded
    from sitegen.write import Report, Site


class Options(NamedTuple):
    """What a build is asked to do. ``languages`` empty: all. ``cache`` None: keep nothing and trust nothing.

    ``code_cache`` is this user's folder for compiled templates, or None.
    """

    course: Path
    out: Path
    cache: Path | None = None
    code_cache: Path | None = None
    strict: bool = False
    languages: tuple[str, ...] = ()
    jobs: int = 1


class Result(NamedTuple):
    """What came of a build. ``report`` is None when nothing was written: for errors, or since nothing changed."""

    ok: bool
    problems: tuple[Diagnostic, ...]
    pages: int
    report: Report | None


def build(options: Options) -> Result:
    """Build the site. With an error in the content nothing is written and the last good site stays.

    Raises:
        write.Refused: the output folder is not ours to build in, or is busy.
        write.MachineFailed, OSError: the disk fails.
    """
    if options.cache is None:
        with TemporaryDirectory(prefix="sitegen-") as folder:
            return build(options._replace(cache=Path(folder)))
    found = scan(options.course, options.course.name)
    memory = Memory(options.cache, options.course, options.out, f"{options.languages} {options.strict}")
    if quick := memory.quick(found):
        return Result(True, quick.problems, quick.pages, None)

    from sitegen.cache.generator import generator_digest
    from sitegen.cutoff import only_sentences, planned
    from sitegen.load import load
    from sitegen.understand import refuse_unknown, understand
    from sitegen.write import open_site

    with open_site(options.out, sources=[options.course]) as site:
        generator = generator_digest()
        memory.recall(generator)
        loaded = load(options.course, options.course.name, found, memory, generator, options.jobs)
        refuse_unknown(loaded, options.languages)
        cut = only_sentences(loaded, memory.state, memory.store, memory.options)
        if cut is not None and cut.files.keys() >= site.missing(keys_of(cut.pages)):
            return _write(cut, generator, found, site, memory, options)
        checked = understand(loaded, generator, options.languages)
        if checked.plan is None or _failed(checked.problems, options.strict):
            _remember_pages(loaded, generator, memory)
            return Result(False, checked.problems, 0, None)
        return _write(planned(checked), generator, found, site, memory, options)


def _failed(problems: tuple[Diagnostic, ...], strict: bool) -> bool:
    if not problems:
        return False
    from sitegen.report import has_errors

    return strict or has_errors(problems)


def _remember_pages(loaded: Loaded, generator: str, memory: Memory) -> None:
    """After a failed build, keep what was parsed: mending one page shall not mean to parse all others again."""
    from sitegen.cache.state import State

    memory.forget_quick()
    if loaded.config is None:  # then no page was looked at, and what is remembered is as good as it was
        return
    memory.remember(
        State(
            generator=generator,
            files=loaded.files,
            documents=loaded.documents,
            index=memory.index,
            pages=memory.state.pages,
            catalogues=loaded.catalogue_records,
            course=str(memory.course.absolute()),
        )
    )


def keys_of(pages: dict[str, PageRecord]) -> dict[str, str]:
    """Each file's key, by its path."""
    return {path: record.key for path, record in pages.items()}


def _write(ready: Planned, generator: str, found: Scan, site: Site, memory: Memory, options: Options) -> Result:
    """Render what changed, commit, remember."""
    from sitegen.cache.state import State
    from sitegen.cutoff import count_pages
    from sitegen.produce import produce

    loaded, pages = ready.loaded, ready.pages
    keys = keys_of(ready.pages)
    missing = site.missing(keys)
    stale = [ready.files[path] for path in ready.files if path in missing]
    staged, wrong = produce(stale, ready.sites, loaded, options.course, site, memory, options.jobs, options.code_cache)
    if wrong:
        _remember_pages(loaded, generator, memory)
        return Result(False, tuple(sorted({*ready.problems, *wrong})), 0, None)
    report = site.commit(keys, staged)
    before = memory.state.pages
    state = State(
        generator=generator,
        context=loaded.context,
        files=loaded.files,
        documents=loaded.documents,
        assets=loaded.asset_records,
        index=memory.index,
        pages={path: record.after(before.get(path)) for path, record in pages.items()},
        problems=ready.problems,
        config=msgspec.msgpack.encode(loaded.config, order="deterministic"),
        catalogues=loaded.catalogue_records,
        sites=ready.sites,
        options=memory.options,
        course=str(options.course.absolute()),
    )
    memory.remember(state)
    count = count_pages(pages)
    memory.remember_quick(found, count, ready.problems)
    return Result(True, ready.problems, count, report)
