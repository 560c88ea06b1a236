"""Pictures of scales: what they draw exists and can be drawn so, and all editions show the same."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import Plan
from sitegen.plan.addresses import entries
from sitegen.plan.pictures import fits
from sitegen.plan.scales import scale_view


def check_pictures(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """S09 no such scale; S10 a form that cannot draw it; E06 another picture in another edition."""
    for entry in entries(course):
        documents = list(entry.editions.values())
        for document in documents:
            yield from _drawable(course, document)
        for other in documents[1:]:
            yield from _same(documents[0], other)


def _drawable(course: Course, document: Document) -> Iterator[Diagnostic]:
    for picture in document.pictures:
        scale = course.scales.get(picture.scale)
        if scale is None:
            known = sorted(course.scales)
            near = tuple(difflib.get_close_matches(picture.scale, known, 2) or known)
            yield diagnostic("S09", document.path, picture.line, near=near, scale=picture.scale)
        elif not fits(scale_view(scale, document.lang), picture.form):
            yield diagnostic(
                "S10", document.path, picture.line, scale=picture.scale, form=picture.form or "line",
                count=str(len(scale.positions)),
            )  # fmt: skip


def _same(first: Document, other: Document) -> Iterator[Diagnostic]:
    ours, theirs = ([(x.scale, x.form) for x in page.pictures] for page in (first, other))
    if ours == theirs:
        return
    at = next(
        (n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]),
        len(min(ours, theirs, key=len)),
    )
    where, there = (other, first) if at < len(theirs) else (first, other)
    picture = where.pictures[at]
    yield diagnostic("E06", where.path, picture.line, scale=picture.scale, other=there.path)
