"""The same exercise in all editions: ids, marks, targets, hints. One learner's answers serve every language."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import Plan
from sitegen.model.widget import OptionOutline, WidgetOutline
from sitegen.plan.addresses import entries
from sitegen.plan.inheritance import NONE, bare
from sitegen.plan.scales import by_label, rows_view, scale_view

#: Stands for a label that no position has. It is reported with the labels and is no second mistake here.
UNKNOWN = "?"

Row = tuple[frozenset[str], list[frozenset[str]]]


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
        # An id that is missing or stands twice is reported by parse.
        ours, theirs = ({x.id: x for x in reversed(page.widgets) if x.id} for page in (first, other))
        shared = [x for x in dict.fromkeys(widget.id for widget in first.widgets) if x in theirs and x in ours]
        for name in shared:
            yield from self.same(first, ours[name], other, theirs[name])
        for here, there, known in ((first, other, theirs), (other, first, ours)):
            for widget in here.widgets:
                if widget.id and widget.id not in known:
                    yield self.missing(here, widget, there)
        order = [x for x in dict.fromkeys(widget.id for widget in other.widgets) if x in ours and x in theirs]
        if shared != order:
            twin = theirs[next(b for a, b in zip(shared, order, strict=True) if a != b)]
            what = "the editions have their exercises in different orders from here on"
            yield self.problem("Q03", other, twin.line, first, ours[twin.id].line, id=twin.id, what=what)

    def missing(self, has: Document, widget: WidgetOutline, lacks: Document) -> Diagnostic:
        what = f"it is not in the edition in {self.labels[lacks.lang]}"
        return self.problem("Q03", has, widget.line, lacks, 0, id=widget.id, what=what)

    @staticmethod
    def problem(code: str, here: Document, line: int, there: Document, other: int, **values: str) -> Diagnostic:
        pairs = tuple(sorted(values.items()))
        return Diagnostic(here.path, line, 0, 0, code, pairs, (), ((there.path, other),))

    def same(self, first: Document, a: WidgetOutline, other: Document, b: WidgetOutline) -> Iterator[Diagnostic]:
        here, there = self.labels[other.lang], self.labels[first.lang]

        def differs(code: str, ours: str, theirs: str) -> Diagnostic:
            what = f"{theirs} in {here}, {ours} in {there}"
            return self.problem(code, other, b.line, first, a.line, id=a.id, what=what)

        if a.kind != b.kind:
            yield differs("Q03", f"`{a.kind}`", f"`{b.kind}`")
            return
        for name in sorted(a.attributes.keys() | b.attributes.keys()):
            ours, theirs = (x.attributes.get(name) for x in (a, b))
            if ours != theirs:
                yield differs("Q03", *(f"`{name}={x}`" if x else f"no `{name}=`" for x in (ours, theirs)))
        if a.section != b.section:
            yield differs("Q03", *(_section(x.section, page) for x, page in ((a, first), (b, other))))
        if [x.id for x in a.options] != [x.id for x in b.options]:
            yield differs("Q04", f"the ids {_ids(a)}", f"the ids {_ids(b)}")
        else:
            for one, two in zip(a.options, b.options, strict=True):
                yield from self.options(first, a, one, other, b, two)
        yield from self.rows(first, a, other, b)
        if a.hints != b.hints:
            yield differs("Q05", _count(a.hints, "hint"), _count(b.hints, "hint"))
        if a.explanation != b.explanation:
            yield differs("Q05", *("an explanation" if x.explanation else "no explanation" for x in (a, b)))
        if a.cards != b.cards:
            yield differs("Q05", _count(a.cards, "card"), _count(b.cards, "card"))

    def options(
        self,
        first: Document,
        a: WidgetOutline,
        one: OptionOutline,
        other: Document,
        b: WidgetOutline,
        two: OptionOutline,
    ) -> Iterator[Diagnostic]:
        here, there = self.labels[other.lang], self.labels[first.lang]

        def differs(ours: str, theirs: str) -> Diagnostic:
            what = f"`{{#{one.id}}}` has {theirs} in {here}, {ours} in {there}"
            return self.problem("Q04", other, two.line, first, one.line, id=a.id, what=what)

        inherits = bare(a) or bare(b)
        if one.mark != two.mark and not inherits:
            yield differs(*(f"the mark [{x.mark}]" if x.mark else "no mark" for x in (one, two)))
        same_targets = _alike(self.targets(first, a, one), self.targets(other, b, two))
        if not inherits and not (same_targets and (one.join == two.join or len(one.targets) < 2)):
            yield differs(*(_targets(x) for x in (one, two)))
        if one.feedback != two.feedback:
            lacks = other if one.feedback else first
            line = two.line if one.feedback else one.line
            yield diagnostic("Q06", lacks.path, line, id=a.id, option=one.id, lang=self.labels[lacks.lang])
        if one.text == two.text and len(one.text.split()) > 1 and a.kind not in ("place", "place-own"):
            yield self.problem("Q16", other, two.line, first, one.line, id=a.id, text=one.text)

    def targets(self, document: Document, widget: WidgetOutline, option: OptionOutline) -> frozenset[str]:
        scale = self.scales[document.lang].get(widget.attributes.get("by", ""))
        positions = scale.positions if scale else ()
        return frozenset(
            NONE if label == NONE else x.id if (x := by_label(label, positions)) else UNKNOWN
            for label in option.targets
        )

    def rows(self, first: Document, a: WidgetOutline, other: Document, b: WidgetOutline) -> Iterator[Diagnostic]:
        """The first row of a grid whose label or cells differ, or a row too many."""
        ours, theirs = self.key(first, a), self.key(other, b)
        here, there = self.labels[other.lang], self.labels[first.lang]
        if len(ours) != len(theirs):
            what = f"{_count(len(theirs), 'row')} in {here}, {_count(len(ours), 'row')} in {there}"
            yield self.problem("Q04", other, b.line, first, a.line, id=a.id, what=what)
            return
        at = next((i for i, (one, two) in enumerate(zip(ours, theirs, strict=True)) if not _rows_alike(one, two)), -1)
        if at < 0:
            return
        what = f"the row “{b.rows[at][0]}” in {here} does not say the same as “{a.rows[at][0]}” in {there}"
        yield self.problem("Q04", other, b.row_lines[at], first, a.row_lines[at], id=a.id, what=what)

    def key(self, document: Document, widget: WidgetOutline) -> list[Row]:
        """A grid's rows and cells as ids."""
        scales = self.scales[document.lang]
        places = rows_view(widget.attributes.get("rows", ""), scales)
        cells_scale = scales.get(widget.attributes.get("cells", ""))
        words = cells_scale.positions if cells_scale else ()
        return [
            (
                frozenset([x.id if (x := by_label(label, places)) else UNKNOWN]),
                [frozenset(y.id if (y := by_label(word, words)) else UNKNOWN for word in cell) for cell in cells],
            )
            for label, cells in widget.rows
        ]


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of ids are the same, as far as their labels are known."""
    return UNKNOWN in one or UNKNOWN in two or one == two


def _rows_alike(one: Row, two: Row) -> bool:
    pairs = zip([one[0], *one[1]], [two[0], *two[1]], strict=False)
    return len(one[1]) == len(two[1]) and all(_alike(*pair) for pair in pairs)


def _ids(widget: WidgetOutline) -> str:
    return "`" + " ".join(option.id or "–" for option in widget.options) + "`"


def _targets(option: OptionOutline) -> str:
    """What stands after ``=>``."""
    if not option.targets:
        return "no target"
    return "`=> " + {"&": " & "}.get(option.join, " | ").join(option.targets) + "`"


def _section(at: int, page: Document) -> str:
    return f"under “{page.headings[at].text}”" if at >= 0 else "before the first heading"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
