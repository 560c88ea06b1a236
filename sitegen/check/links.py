"""Links and pictures that lead nowhere, or not where their author thinks."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sitegen.model.course import Course, Entry
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document, Meta, Reference
from sitegen.model.glossary import GLOSSARY
from sitegen.model.output import Plan
from sitegen.plan.addresses import entries, shown_edition
from sitegen.plan.references import Target, locate

#: Ids that every page has.
PAGE_IDS = frozenset({"main", "title"})
#: Pictures above this many bytes are slow on a phone.
HEAVY = 1_000_000


def check_links(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """L01 no such page, L02 no such place on a page, L03 no such file, L04 outside the course, L05 other language."""
    finder = _Finder(course)
    for entry in finder.known.values():
        for document in entry.editions.values():
            for reference in document.references:
                if reference.kind != "external":
                    yield from finder.check(document, reference)
            if document.meta.image:
                yield from finder.image(document)


def ids_of(page: Document) -> frozenset[str]:
    """The ids that a page's author gave and that its headings have: what a link may lead to."""
    return frozenset((*(x.id for x in page.headings), *(x.id for x in page.widgets), *page.anchors))


class _Finder:
    def __init__(self, course: Course) -> None:
        self.course, self.languages = course, course.config.languages
        self.known: dict[str, Entry] = {entry.key: entry for entry in entries(course)}
        self.ids: dict[tuple[str, str], frozenset[str]] = {}

    def check(self, document: Document, reference: Reference) -> Iterator[Diagnostic]:
        target = locate(document, reference.target, self.languages)
        at = (document.path, reference.line, reference.column, len(reference.target) if reference.column else 0)
        if target.kind == "outside":
            yield diagnostic("L04", *at, target=reference.target)
        elif target.kind == "asset":
            yield from self.asset(target, reference, at)
        elif reference.kind == "image":
            yield diagnostic("L03", *at, target=reference.target)
        elif target.kind == "here":
            yield from self.place(document, target, reference, at)
        else:
            entry = self.known.get(target.name)
            page = shown_edition(entry, target.lang, self.languages) if entry else None
            if page is None and entry in self.course.standing:
                page = Document(target.name, target.lang, f"{target.lang}/{target.name}.md", "", "", Meta(""))
            if page is None:
                yield diagnostic("L01", *at, near=self.near_pages(document, reference), target=reference.target)
                return
            if page.lang != target.lang:
                label = self.course.config.labels[page.lang]
                yield diagnostic("L05", *at, target=reference.target, lang=label)
            yield from self.place(page, target, reference, at)

    def place(
        self, page: Document, target: Target, reference: Reference, at: tuple[str, int, int, int]
    ) -> Iterator[Diagnostic]:
        if not target.fragment or target.fragment in PAGE_IDS:
            return
        ids = self.ids_of(page)
        if target.fragment not in ids:
            near = difflib.get_close_matches(target.fragment, sorted(ids), 3, 0.5)
            texts = {x.text.casefold(): x.id for x in page.headings}
            near += [texts[x] for x in difflib.get_close_matches(target.fragment.replace("-", " "), texts, 1)]
            yield diagnostic(
                "L02", *at, near=tuple(dict.fromkeys(f"#{x}" for x in near)), place=target.fragment, page=page.path,
                target=reference.target,
            )  # fmt: skip

    def ids_of(self, page: Document) -> frozenset[str]:
        found = self.ids.get((page.lang, page.key))
        if found is None:
            found = ids_of(page)
            if page.key == GLOSSARY and self.course.glossary is not None:
                found |= {term.anchor for term in self.course.glossary.terms}
            self.ids[page.lang, page.key] = found
        return found

    def asset(self, target: Target, reference: Reference, at: tuple[str, int, int, int]) -> Iterator[Diagnostic]:
        asset = self.course.assets.get(target.name)
        if asset is None:
            same = [x for x in self.course.assets if x.casefold() == target.name.casefold()]
            if same:
                yield diagnostic("L06", *at, near=tuple(same), target=reference.target, found=same[0])
                return
            names = {x.rpartition("/")[2]: x for x in self.course.assets}
            near = [names[x] for x in difflib.get_close_matches(target.name.rpartition("/")[2], names, 2)]
            yield diagnostic("L03", *at, near=tuple(near), target=reference.target)
        elif reference.kind == "image" and asset.size > HEAVY:
            yield diagnostic("L07", *at, target=reference.target, size=f"{asset.size / 1e6:.1f}")

    def near_pages(self, document: Document, reference: Reference) -> tuple[str, ...]:
        """The nearest existing pages, written as this page would write them."""
        folder = document.key.rpartition("/")[0]
        depth = folder.count("/") + 1 if folder else 0
        names: dict[str, str] = {}
        for key in self.known:
            inside = folder and key.startswith(folder + "/")
            names[key[len(folder) + 1 :] if inside else "../" * depth + key] = key
        wanted = reference.target.partition("#")[0].removesuffix(".md")
        last = wanted.rpartition("/")[2]
        same = [name for name in names if name.rpartition("/")[2] == last]
        near = difflib.get_close_matches(wanted, same or names, 2, 0.0 if same else 0.6)
        return tuple(f"{name}.md" for name in near)

    def image(self, document: Document) -> Iterator[Diagnostic]:
        line = document.lines.get("image", 0)
        reference = Reference("image", document.meta.image, "", line)
        target = locate(document, document.meta.image, self.languages)
        if target.kind == "outside":
            yield diagnostic("L04", document.path, line, target=document.meta.image)
        else:
            yield from self.asset(target, reference, (document.path, line, 0, 0))
