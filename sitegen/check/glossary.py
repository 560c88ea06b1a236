"""What the glossary refers to: pages, places on them, other terms; and terms that readers could not tell apart."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from sitegen.check.links import PAGE_IDS, ids_of
from sitegen.model.course import Course, Entry
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.glossary import GLOSSARY, Glossary, Term
from sitegen.model.output import Plan
from sitegen.plan.addresses import entries


def check_glossary(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """G18 no such page, G19 no such place on it, G20 no such term, G21 two terms of one word, G22 an id in use."""
    glossary = course.glossary
    if glossary is None:
        return
    known = {entry.key: entry for entry in entries(course)}
    keys = [term.key for term in glossary.terms]
    own = known.get(GLOSSARY)
    written = {id_: document.path for document in (own.editions.values() if own else ()) for id_ in ids_of(document)}
    for term in glossary.terms:
        if term.page:
            yield from _page(term, glossary, known)
        for other in term.see:
            if other not in keys or other == term.key:
                near = tuple(difflib.get_close_matches(other, [x for x in keys if x != term.key], 3))
                line = term.lines.get(f"see.{other}", 0)
                yield diagnostic("G20", glossary.path, line, near=near, key=term.key, other=other)
        if term.anchor in PAGE_IDS or term.anchor in written:
            line = term.lines.get("key", 0)
            where = written.get(term.anchor, "")
            related = ((where, 0),) if where else ()
            yield diagnostic("G22", glossary.path, line, id=term.anchor, key=term.key, related=related)
    yield from _twins(glossary, course)


def _page(term: Term, glossary: Glossary, known: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    entry = known.get(term.page)
    line = term.lines.get("page", 0)
    if entry is None or term.page == GLOSSARY:
        last = term.page.rpartition("/")[2]
        same = [key for key in known if key.rpartition("/")[2] == last and key != GLOSSARY]
        near = tuple(same[:3] or difflib.get_close_matches(term.page, known, 3))
        yield diagnostic("G18", glossary.path, line, near=near, key=term.key, page=term.page)
        return
    if not term.place or term.place in PAGE_IDS:
        return
    for document in entry.editions.values():
        ids = ids_of(document)
        if term.place not in ids:
            near = tuple(f"{term.page}#{x}" for x in difflib.get_close_matches(term.place, sorted(ids), 3, 0.5))
            yield diagnostic(
                "G19", glossary.path, line, near=near, key=term.key, place=term.place, page=document.path,
                related=((document.path, 0),),
            )  # fmt: skip
            return


def _twins(glossary: Glossary, course: Course) -> Iterator[Diagnostic]:
    for lang in course.config.languages:
        seen: dict[str, Term] = {}
        for term in glossary.terms:
            word = term.words.get(lang, "").casefold()
            first = seen.setdefault(word, term) if word else term
            if first is not term:
                line, other = term.lines.get("key", 0), first.lines.get("key", 0)
                yield diagnostic(
                    "G21", glossary.path, line, key=term.key, other=first.key, word=term.words[lang], lang=lang,
                    related=((glossary.path, other),),
                )  # fmt: skip
