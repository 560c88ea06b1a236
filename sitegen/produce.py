"""Render what changed and put it on the stage, on all cores when there is much.

Comes in: a plan, or the few files of it that changed. Goes out: staged files, and the problems of templates.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sitegen.cache.memory import Memory
from sitegen.cache.store import Pack, Spot
from sitegen.load import Loaded
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.document import Body
from sitegen.model.output import BytesFile, CopyFile, OutputFile, PackFile, PageFile, ViewFile
from sitegen.model.page import PageInputs, SiteInputs
from sitegen.parse import parse
from sitegen.read.course import PagePath, read_page
from sitegen.render import Renderer, RenderProblem, pack_page
from sitegen.workers import in_parallel
from sitegen.write import Site, Staged


class Produced(msgspec.Struct, array_like=True):
    """A worker's answer: what it staged, where it kept pages' inputs, what went wrong."""

    staged: list[tuple[str, str, str, int, bool, str]] = []
    index: dict[str, Spot] = {}
    problems: list[Diagnostic] = []


def produce(
    files: Sequence[OutputFile],
    sites: dict[str, SiteInputs],
    loaded: Loaded,
    root: Path,
    site: Site,
    memory: Memory,
    jobs: int,
    code_cache: Path | None,
) -> tuple[list[Staged], list[Diagnostic]]:
    """Render ``files`` and stage them. Where a template is wrong, what was staged is of no use: see the problems."""
    assert loaded.theme is not None
    renderer = Renderer(loaded.theme, loaded.catalogues, code_cache)
    site.intact()

    def work(part: Sequence[OutputFile], number: int) -> bytes:
        answer = Produced()
        pack = memory.pack(number)
        for file in part:
            try:
                answer.staged.append(_one(file, sites, root, loaded, site, memory, renderer))
            except RenderProblem as error:
                answer.problems.append(error.problem)
                continue
            if pack is not None and isinstance(file, PageFile):
                answer.index[file.key] = _keep(file, pack)
        if pack is not None:
            pack.close()
        memory.store.close()
        return msgspec.msgpack.encode(answer)

    staged: list[Staged] = []
    problems: list[Diagnostic] = []
    for data in in_parallel(work, files, jobs):
        answer = msgspec.msgpack.decode(data, type=Produced)
        staged += [Staged(*each) for each in answer.staged]
        problems += answer.problems
        memory.index.update(answer.index)
    return staged, list(dict.fromkeys(problems))


def _keep(file: PageFile, pack: Pack) -> Spot:
    return pack.put(msgspec.msgpack.encode(file.inputs, order="deterministic"))


def _one(
    file: OutputFile,
    sites: dict[str, SiteInputs],
    root: Path,
    loaded: Loaded,
    site: Site,
    memory: Memory,
    renderer: Renderer,
) -> Staged:
    if isinstance(file, PageFile):
        body = body_of(file.inputs, root, loaded, memory) if file.inputs.body else None
        return site.stage(file.path, file.key, renderer.page(file, sites[file.inputs.lang], body))
    if isinstance(file, ViewFile):
        return site.stage(file.path, file.key, renderer.view(file))
    if isinstance(file, PackFile):
        return site.stage(file.path, file.key, pack_page(renderer, file, bodies_of(file, root, loaded, memory)))
    if isinstance(file, CopyFile):
        return site.stage_copy(file.path, file.key, root / file.source)
    if isinstance(file, BytesFile):
        return site.stage(file.path, file.key, file.content)
    raise TypeError(file)


def bodies_of(file: PackFile, root: Path, loaded: Loaded, memory: Memory) -> dict[str, Body]:
    """The bodies of all pages that a page of a pack takes something from, by key."""
    return {key: body_of(page, root, loaded, memory) for key, page in file.inputs.pages.items()}


def body_of(page: PageInputs, root: Path, loaded: Loaded, memory: Memory) -> Body:
    """A page's body: from memory, or parsed again where memory has lost it."""
    data = memory.store.get(page.body)
    if data is not None:
        return msgspec.msgpack.decode(data, type=Body)
    path = f"{page.content_lang}/{page.key}.md"
    if path not in loaded.documents:  # the file's name may have another Unicode form than the key
        path = next(x for x in loaded.documents if unicodedata.normalize("NFC", x) == path)
    source, _, _ = read_page(root, root.name, PagePath(path, page.content_lang, page.key, 0))
    if source is None:
        return Body(())
    return parse(source).body
