"""Documents → Course: editions paired by key, modules and pages in order.

Comes in: settings, all documents, scales and assets. Goes out: one ``Course`` and the problems of its order. Pure.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from sitegen.language.alphabet import sort_key
from sitegen.model.course import Config, Course, Entry, Folder, Scale
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.glossary import GLOSSARY, Glossary
from sitegen.model.session import Session
from sitegen.model.source import Asset
from sitegen.model.standing import STANDING


def assemble(
    config: Config,
    documents: Iterable[Document],
    scales: Mapping[str, Scale],
    assets: Mapping[str, Asset],
    retired: frozenset[str] = frozenset(),
    glossary: Glossary | None = None,
    sessions: Mapping[str, Session] | None = None,
) -> tuple[Course, tuple[Diagnostic, ...]]:
    """Pair the editions and put everything in order. Drafts are left out, listed or not."""
    editions: dict[str, dict[str, Document]] = {}
    drafts: set[str] = set()
    for document in documents:
        if document.meta.draft:
            drafts |= {document.key, document.key.rpartition("/")[0]}
        else:
            editions.setdefault(document.key, {})[document.lang] = document
    by_folder: dict[str, dict[str, dict[str, Document]]] = {}
    for key, found in editions.items():
        folder, _, name = key.rpartition("/")
        by_folder.setdefault(folder, {})[name] = {lang: found[lang] for lang in config.languages if lang in found}
    problems: list[Diagnostic] = []
    home = by_folder.pop("", {})
    modules: list[Folder] = []
    for name in dict.fromkeys(config.modules):
        pages = by_folder.pop(name, None)
        if pages is None and name in drafts:
            continue
        if pages is None:
            free = [folder for folder in by_folder if folder not in config.modules]
            near = tuple(difflib.get_close_matches(name, free, 2))
            problems.append(
                diagnostic("C20", config.path, config.lines.get(f"modules.{name}", 0), near=near, name=name)
            )
            continue
        modules.append(_folder(config, name, len(modules) + 1, pages, drafts, problems))
    lead = config.languages[0]
    folders = [_folder(config, name, 0, pages, drafts, problems) for name, pages in by_folder.items()]
    present = [key for key in STANDING if key != GLOSSARY or glossary is not None]
    others = {name: home[name] for name in home if name != "index" and name not in present}
    if others:
        folders.append(_folder(config, "", 0, others, drafts, problems))
    folders.sort(key=lambda folder: (folder.name == "", sort_key(folder.name, lead)))
    for name in sorted(config.pages.keys() - set(config.modules) - by_folder.keys() - drafts):
        near = tuple(difflib.get_close_matches(name, (*config.modules, *by_folder), 2))
        problems.append(diagnostic("C20", config.path, config.lines.get(f"module.{name}", 0), near=near, name=name))
    entry = Entry("index", "", 0, home["index"]) if "index" in home else None
    standing = tuple(Entry(key, "", 0, home.get(key, {})) for key in present)
    course = Course(
        config,
        entry,
        tuple(modules),
        tuple(folders),
        dict(scales),
        dict(assets),
        retired,
        dict(sessions or {}),
        standing,
        glossary,
    )
    return course, tuple(problems)


def _folder(
    config: Config,
    name: str,
    number: int,
    pages: dict[str, dict[str, Document]],
    drafts: set[str],
    problems: list[Diagnostic],
) -> Folder:
    listed = [page for page in dict.fromkeys(config.pages.get(name, ())) if page != "index"]
    for page in listed:
        if page not in pages and f"{name}/{page}" not in drafts:
            near = tuple(difflib.get_close_matches(page, pages, 2))
            line = config.lines.get(f"module.{name}.{page}", 0)
            problems.append(diagnostic("C21", config.path, line, near=near, name=page, module=name))
    order = [page for page in listed if page in pages]
    known = set(order)
    order += sorted(page for page in pages if page != "index" and page not in known)
    entries = tuple(
        Entry(f"{name}/{page}" if name else page, name, place if number else 0, pages[page])
        for place, page in enumerate(order, 1)
    )
    index = Entry(f"{name}/index" if name else "index", name, 0, pages["index"]) if "index" in pages else None
    return Folder(name, number, index, entries)
