"""Missing editions, and editions that are built differently."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document, Heading
from sitegen.model.output import Plan
from sitegen.plan.addresses import entries


def check_editions(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """E01 an edition is missing, E02 the outlines differ, E03 a folder without a page of its own, E05 other ids."""
    languages = course.config.languages
    parent = course.config.path.rpartition("/")[0]
    for entry in entries(course):
        found = list(entry.editions.values())
        if not found:
            if entry in course.standing:
                continue
            if entry.folder:
                yield diagnostic("E03", f"{parent}/{languages[0]}/{entry.key}.md", folder=entry.folder)
            else:
                yield diagnostic("E04", f"{parent}/{languages[0]}/index.md")
            continue
        for lang in languages:
            if lang not in entry.editions:
                wanted = f"{parent}/{lang}/{entry.key}.md"
                yield diagnostic(
                    "E01", found[0].path, lang=course.config.labels[lang], wanted=wanted, related=((wanted, 0),)
                )
        for other in found[1:]:
            yield from _outlines(found[0], other)
            yield from _anchors(found[0], other)


def _anchors(first: Document, other: Document) -> Iterator[Diagnostic]:
    """Ids besides those of headings: links, and plans that name an activity, count on them in every language."""
    for here, there in ((first, other), (other, first)):
        for anchor in here.anchors:
            if anchor not in there.anchors:
                yield diagnostic("E05", here.path, 0, anchor=anchor, other=there.path, related=((there.path, 0),))


def _outlines(first: Document, other: Document) -> Iterator[Diagnostic]:
    """The first heading at which two editions' outlines differ: links and the language switch rely on them."""
    ours = [(x.level, x.id) for x in first.headings]
    theirs = [(x.level, x.id) for x in other.headings]
    if ours == theirs:
        return
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    here = other.headings[place] if place < len(theirs) else None
    there = first.headings[place] if place < len(ours) else None
    yield diagnostic(
        "E02",
        other.path,
        here.line if here else 0,
        found=_heading(here),
        expected=_heading(there),
        other=first.path,
        related=((first.path, there.line if there else 0),),
    )


def _heading(heading: Heading | None) -> str:
    """A heading as its author wrote it."""
    if heading is None:
        return "no heading"
    written = f" {{#{heading.id}}}" if heading.explicit else ""
    return f"{'#' * heading.level} {heading.text}{written}"
