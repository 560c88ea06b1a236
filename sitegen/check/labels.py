"""Labels of scales in exercises: ``=> Label``, the words of a grid, the positions of a ``place``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sitegen.model.course import Course, Scale
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import Plan
from sitegen.model.view import PositionView
from sitegen.model.widget import WidgetOutline
from sitegen.plan.addresses import entries
from sitegen.plan.inheritance import NONE
from sitegen.plan.scales import SCALE_ATTRIBUTES, by_label, rows_view, scale_view


def check_labels(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """S08 no such scale, Q07 no such label, Q08 a label of another language, Q15 grids, Q20 a group left empty."""
    checker = _Labels(course)
    for entry in entries(course):
        for document in entry.editions.values():
            for widget in document.widgets:
                yield from checker.widget(document, widget)


class _Labels:
    def __init__(self, course: Course) -> None:
        self.course = course
        self.views = {
            lang: {name: scale_view(scale, lang) for name, scale in course.scales.items()}
            for lang in course.config.languages
        }

    def widget(self, document: Document, widget: WidgetOutline) -> Iterator[Diagnostic]:
        scales = self.course.scales
        for key in SCALE_ATTRIBUTES:
            name = widget.attributes.get(key, "")
            if name and name not in (known := self.names(key)):
                near = tuple(difflib.get_close_matches(name, known, 2)) or known
                yield diagnostic("S08", document.path, widget.line, near=near, id=widget.id, scale=name)
                return
        name = next((widget.attributes[x] for x in ("by", "on", "cells") if x in widget.attributes), "")
        if not name:
            return
        scale = scales[name]
        if widget.kind == "grid":
            yield from self.grid(document, widget, scale)
        elif widget.kind == "place":
            yield from self.place(document, widget, scale)
        else:
            yield from self.targets(document, widget, scale)

    def names(self, attribute: str) -> tuple[str, ...]:
        """What ``attribute`` may name: a scale; for rows also a scale's groups."""
        names = sorted(self.course.scales)
        groups = [f"{name}.groups" for name in names if self.course.scales[name].groups]
        return tuple(names + groups if attribute == "rows" else names)

    def label(self, document: Document, line: int, label: str, scale: Scale, rows: str = "") -> Iterator[Diagnostic]:
        positions = self.positions(scale, document.lang, rows)
        if by_label(label, positions):
            return
        for lang in self.views:
            if lang != document.lang and (same := by_label(label, self.positions(scale, lang, rows))):
                right = next((x.label for x in positions if x.id == same.id), "")
                yield diagnostic(
                    "Q08", document.path, line, near=(right,) if right else (), label=label, scale=scale.name,
                    lang=self.course.config.labels[lang],
                )  # fmt: skip
                return
        labels = [x.label for x in positions]
        folded = {x.casefold(): x for x in labels}
        near = [folded[x] for x in difflib.get_close_matches(label.casefold(), folded, 1, 0.4)]
        yield diagnostic("Q07", document.path, line, near=tuple(near or labels), label=label, scale=scale.name)

    def positions(self, scale: Scale, lang: str, rows: str) -> tuple[PositionView, ...]:
        return rows_view(rows, self.views[lang]) if rows else self.views[lang][scale.name].positions

    def targets(self, document: Document, widget: WidgetOutline, scale: Scale) -> Iterator[Diagnostic]:
        positions = self.views[document.lang][scale.name].positions
        used: set[str] = set()
        for option in widget.options:
            for label in option.targets:
                if label == NONE and widget.kind == "spot":
                    continue
                found = by_label(label, positions)
                used.add(found.id if found else "?")
                if found is None:
                    yield from self.label(document, option.line, label, scale)
        # A misspelt label may be the one that is missing.
        if widget.kind == "sort-into" and used and "?" not in used:
            for position in positions:
                if position.id not in used:
                    yield diagnostic("Q20", document.path, widget.line, id=widget.id, group=position.label)

    def place(self, document: Document, widget: WidgetOutline, scale: Scale) -> Iterator[Diagnostic]:
        """The items of a ``place`` are positions: their ids are the positions', their texts the labels."""
        positions = self.views[document.lang][scale.name].positions
        for option in widget.options:
            found = by_label(option.text, positions)
            if found is None and any(option.id == position.id for position in positions):
                yield from self.label(document, option.line, option.text, scale)
            elif found is None or found.id != option.id:
                near = tuple(f"{x.label} {{#{x.id}}}" for x in ((found,) if found else positions))
                written = f"{option.text} {{#{option.id}}}" if option.id else option.text
                what = f"`{written}` is not the label and the id of a position of `{scale.name}`"
                yield diagnostic("Q15", document.path, option.line, near=near, id=widget.id, what=what)

    def grid(self, document: Document, widget: WidgetOutline, scale: Scale) -> Iterator[Diagnostic]:
        rows = widget.attributes.get("rows", "")
        base = self.course.scales[rows.partition(".")[0]] if rows else scale
        expected = self.positions(base, document.lang, rows) if rows else ()
        present: set[str] = set()
        for (label, cells), line in zip(widget.rows, widget.row_lines, strict=False):
            if rows:
                yield from self.label(document, line, label, base, rows)
                found = by_label(label, expected)
                present |= {found.id} if found else set()
            for cell in cells:
                for word in cell:
                    yield from self.label(document, line, word, scale)
        for position in expected:
            if position.id not in present:
                what = f"its table has no row for “{position.label}”"
                yield diagnostic("Q15", document.path, widget.line, id=widget.id, what=what)
