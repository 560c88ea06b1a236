"""The same exercise in all editions: ids, marks, targets, hints. One learner's answers serve every language."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import Plan
from sitegen.model.widget import OptionOutline, WidgetOutline
from sitegen.plan.addresses import entries
from sitegen.plan.scales import by_label, rows_view, scale_view


def check_parity(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """Q03 in one edition only, or elsewhere; Q04 ids, marks, targets; Q05 hints; Q06 feedback; Q16 same text."""
    parity = _Parity(course)
    for entry in entries(course):
        documents = list(entry.editions.values())
        for other in documents[1:]:
            yield from parity.pair(documents[0], other)


class _Parity:
    def __init__(self, course: Course) -> None:
        self.labels = course.config.labels
        self.scales = {
            lang: {name: scale_view(scale, lang) for name, scale in course.scales.items()}
            for lang in course.config.languages
        }

    def pair(self, first: Document, other: Document) -> Iterator[Diagnostic]:
        theirs = {widget.id: widget for widget in other.widgets}
        ours = {widget.id: widget for widget in first.widgets}
        for widget in first.widgets:
            twin = theirs.get(widget.id)
            if twin is None:
                yield self.missing(first, widget, other)
                continue
            yield from self.same(first, widget, other, twin)
        for widget in other.widgets:
            if widget.id not in ours:
                yield self.missing(other, widget, first)
        shared_here = [x.id for x in first.widgets if x.id in theirs]
        shared_there = [x.id for x in other.widgets if x.id in ours]
        if shared_here != shared_there:
            at = next(i for i, (a, b) in enumerate(zip(shared_here, shared_there, strict=True)) if a != b)
            twin = theirs[shared_there[at]]
            yield self.problem("Q03", other, twin.line, first, ours[twin.id].line, id=twin.id, what="order", lang="")

    def missing(self, has: Document, widget: WidgetOutline, lacks: Document) -> Diagnostic:
        return diagnostic(
            "Q03", has.path, widget.line, id=widget.id, lang=self.labels[lacks.lang], what="missing",
            related=((lacks.path, 0),),
        )  # fmt: skip

    @staticmethod
    def problem(code: str, here: Document, line: int, there: Document, other: int, **values: str) -> Diagnostic:
        pairs = tuple(sorted(values.items()))
        return Diagnostic(here.path, line, 0, 0, code, pairs, (), ((there.path, other),))

    def same(self, first: Document, a: WidgetOutline, other: Document, b: WidgetOutline) -> Iterator[Diagnostic]:
        def differs(code: str, what: str, line: int = 0, line_there: int = 0) -> Diagnostic:
            return self.problem(code, other, line or b.line, first, line_there or a.line, id=a.id, what=what)

        if a.kind != b.kind:
            yield differs("Q03", f"kind {a.kind} / {b.kind}")
            return
        if a.attributes != b.attributes:
            names = sorted(k for k in {**a.attributes, **b.attributes} if a.attributes.get(k) != b.attributes.get(k))
            yield differs("Q03", "attributes " + ", ".join(names))
        if a.section != b.section:
            yield differs("Q03", "section")
        if [x.id for x in a.options] != [x.id for x in b.options]:
            yield differs("Q04", f"ids {_ids(a)} / {_ids(b)}")
        else:
            for one, two in zip(a.options, b.options, strict=True):
                yield from self.options(first, a, one, other, two)
        if self.rows(first, a) != self.rows(other, b):
            yield differs("Q04", "grid")
        if a.hints != b.hints:
            yield differs("Q05", f"hints {a.hints} / {b.hints}")
        if a.explanation != b.explanation:
            yield differs("Q05", f"explanation {_yes(a.explanation)} / {_yes(b.explanation)}")
        if a.cards != b.cards:
            yield differs("Q05", f"cards {a.cards} / {b.cards}")

    def options(
        self, first: Document, a: WidgetOutline, one: OptionOutline, other: Document, two: OptionOutline
    ) -> Iterator[Diagnostic]:
        inherits = not any(x.mark for x in a.options) or one.mark == two.mark or not two.mark
        if one.mark != two.mark and not (inherits and (not one.mark or not two.mark)):
            what = f"{{#{one.id}}} [{one.mark}] / [{two.mark}]"
            yield self.problem("Q04", other, two.line, first, one.line, id=a.id, what=what)
        if self.targets(first, a, one) != self.targets(other, a, two) or (
            one.join != two.join and len(one.targets) > 1
        ):
            join = {"|": " | ", "&": " & "}
            ours, theirs = (join.get(x.join, ", ").join(x.targets) for x in (one, two))
            what = f"{{#{one.id}}} => {ours} / => {theirs}"
            yield self.problem("Q04", other, two.line, first, one.line, id=a.id, what=what)
        if one.feedback != two.feedback:
            lacks = other if one.feedback else first
            line = two.line if one.feedback else one.line
            yield diagnostic("Q06", lacks.path, line, id=a.id, option=one.id, lang=self.labels[lacks.lang])
        if one.text == two.text and len(one.text.split()) > 1 and a.kind not in ("place", "place-own"):
            yield self.problem("Q16", other, two.line, first, one.line, id=a.id, text=one.text)

    def targets(self, document: Document, widget: WidgetOutline, option: OptionOutline) -> frozenset[str]:
        scale = self.scales[document.lang].get(widget.attributes.get("by", ""))
        positions = scale.positions if scale else ()
        # An unknown label is reported by the check of labels and compares equal to any other here.
        return frozenset(x.id if (x := by_label(label, positions)) else "?" for label in option.targets)

    def rows(self, document: Document, widget: WidgetOutline) -> list[tuple[str, list[list[str]]]]:
        scales = self.scales[document.lang]
        places = rows_view(widget.attributes.get("rows", ""), scales)
        cells_scale = scales.get(widget.attributes.get("cells", ""))
        words = cells_scale.positions if cells_scale else ()
        return [
            (
                x.id if (x := by_label(label, places)) else "?",
                [sorted(y.id if (y := by_label(word, words)) else "?" for word in cell) for cell in cells],
            )
            for label, cells in widget.rows
        ]


def _ids(widget: WidgetOutline) -> str:
    return " ".join(option.id or "–" for option in widget.options)


def _yes(value: bool) -> str:
    return "✓" if value else "✗"
