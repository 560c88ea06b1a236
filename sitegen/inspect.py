"""Looking into a build: any stage as JSON, all problems, and why a page was rendered anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sitegen.afresh import load_afresh
from sitegen.cache.generator import generator_digest
from sitegen.cache.memory import Memory
from sitegen.load import decode_documents, load_sessions
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import PackFile, PageFile, ViewFile
from sitegen.model.page import PageInputs
from sitegen.plan.packs import plan_pack
from sitegen.produce import bodies_of, body_of
from sitegen.render import Renderer, RenderProblem, pack_page
from sitegen.report import has_errors
from sitegen.understand import Checked, understand


@contextmanager
def looking(course: Path, jobs: int) -> Iterator[tuple[Checked, Memory]]:
    """Everything up to the checks, from the files as they are now; nothing is written and nothing remembered."""
    with load_afresh(course, jobs) as (loaded, memory, found, generator):
        load_sessions(loaded, course, course.name, found)
        yield understand(loaded, generator), memory


def problems_of(course: Path, jobs: int) -> tuple[Diagnostic, ...]:
    """Every problem of the course and the theme, templates included."""
    with looking(course, jobs) as (checked, memory):
        return tuple(sorted({*checked.problems, *template_problems(checked, course, memory)}))


def template_problems(checked: Checked, course: Path, memory: Memory) -> list[Diagnostic]:
    """What rendering finds, tried on a page of each sort: a template that fails, fails on all of its sort.

    As in a build, templates come last: with an error in the content, what they say would mislead.
    """
    loaded, plan = checked.loaded, checked.plan
    if plan is None or loaded.theme is None or has_errors(checked.problems):
        return []
    renderer = Renderer(loaded.theme, loaded.catalogues)
    problems: list[Diagnostic] = []
    tried: set[tuple[object, ...]] = set()
    documents = decode_documents(loaded.documents)
    kinds = {(each.lang, each.key): [widget.kind for widget in each.widgets] for each in documents}
    for file in plan.files:
        try:
            if isinstance(file, ViewFile):
                renderer.view(file)
            elif isinstance(file, PageFile):
                page = file.inputs
                sorts: set[tuple[object, ...]] = {(page.lang, page.kind, page.fallback, page.next is None)}
                sorts |= {(page.lang, kind) for kind in kinds.get((page.content_lang, page.key), ())}
                if sorts <= tried:
                    continue
                tried |= sorts
                body = body_of(page, course, loaded, memory) if page.body else None
                renderer.page(file, plan.sites[page.lang], body)
        except RenderProblem as error:
            problems.append(error.problem)
    return problems + _pack_problems(checked, course, memory, renderer)


def _pack_problems(checked: Checked, course: Path, memory: Memory, renderer: Renderer) -> list[Diagnostic]:
    """What rendering the packs of all session plans finds."""
    loaded = checked.loaded
    assert checked.course is not None and loaded.theme is not None and loaded.settings is not None
    problems: list[Diagnostic] = []
    for session in checked.course.sessions.values():
        plan, wrong = plan_pack(
            checked.course, loaded.theme, loaded.settings, loaded.catalogues, generator_digest(), session
        )
        problems += wrong
        for file in plan.files:
            try:
                if isinstance(file, PackFile):
                    pack_page(renderer, file, bodies_of(file, course, loaded, memory))
            except RenderProblem as error:
                problems.append(error.problem)
    return problems


def show(course: Path, stage: str, jobs: int) -> bytes:
    """A stage as JSON: "documents" (parsed pages), "course" (assembled), "plan" (files with what they depend on)."""
    with looking(course, jobs) as (found, _):
        checked = found
    value: object
    if stage == "documents":
        value = decode_documents(checked.loaded.documents)
    elif stage == "course":
        value = checked.course
    else:
        value = [
            {"path": file.path, "key": file.key, "kind": type(file).__name__, "inputs": getattr(file, "inputs", None)}
            for file in (checked.plan.files if checked.plan else ())
        ]
    return msgspec.json.format(msgspec.json.encode(named(value)), indent=2)


def named(value: object) -> object:
    """A value with its structs as objects that name their fields, for people to read."""
    if isinstance(value, msgspec.Struct):
        return {field: named(getattr(value, field)) for field in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: named(each) for key, each in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [named(each) for each in value]
    return value


def why(course: Path, out: Path, cache: Path, page: str) -> list[str] | None:
    """What changed in a page's inputs when it was last rendered, line by line; None for an unknown page.

    ``page`` is an address in the site, or a Markdown file's path.
    """
    memory = Memory(cache, course, out, "")
    memory.recall(generator_digest())
    name = page.removeprefix(f"{course.name}/").removeprefix(f"{out}/")
    found = {path: record for path, record in memory.state.pages.items() if name in (path, record.document)}
    if not found:
        return None
    lines: list[str] = []
    for path, record in sorted(found.items()):
        lines.append(path)
        new, old = (_inputs(memory, key) for key in (record.key, record.before))
        if not record.before:
            lines.append("  was rendered for the first time, or before the cache was made")
        elif new is None or old is None:
            lines.append("  is not made from a page of the course, or its earlier inputs are forgotten")
        else:
            lines += _differences(old, new)
    return lines


def _inputs(memory: Memory, key: str) -> PageInputs | None:
    data = memory.store.get(key) if key else None
    return None if data is None else msgspec.msgpack.decode(data, type=PageInputs)


def _differences(old: PageInputs, new: PageInputs) -> list[str]:
    lines: list[str] = []
    for field in new.__struct_fields__:
        before, after = getattr(old, field), getattr(new, field)
        if before == after:
            continue
        if field == "body":
            lines.append("  its text changed")
        elif field == "site":
            lines.append(
                "  something that all pages share changed: the theme, the top-level menu, settings, the program"
            )
        else:
            lines.append(f"  {field}: {_short(before)} → {_short(after)}")
    return lines or ["  the same inputs: the file on the disk was missing or had been changed"]


def _short(value: object) -> str:
    text = msgspec.json.encode(named(value)).decode()
    return text if len(text) <= 200 else text[:199] + "…"
