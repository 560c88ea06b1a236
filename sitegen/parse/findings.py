"""What is found while one page is parsed.

One ``Findings`` lives as long as one call of ``parse``; the modules of this folder hand it round and add to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.diagnostic import Diagnostic
from sitegen.model.document import Activity, Heading, PictureOutline, Reference, TrainerBlock
from sitegen.model.widget import WidgetOutline
from sitegen.parse.places import content_place

if TYPE_CHECKING:
    from markdown_it.token import Token


class Around(NamedTuple):
    """What a block stands in. ``container`` is the innermost container's name, "" at the page's own level.

    ``colons``, ``line`` and ``end`` are that container's: fence length, line from 1, index of its closing line.
    ``trainer`` is the name of a container of which nothing may reach a learner, ``activity`` and ``widget`` are ids;
    they are "" outside of one. ``boxed``: inside any container.
    """

    container: str = ""
    colons: int = 0
    line: int = 0
    end: int = 0
    trainer: str = ""
    boxed: bool = False
    activity: str = ""
    widget: str = ""


SHADOWED = {"B23": ("Q31", "Q47"), "Q30": ("Q47", "Q10"), "Q32": ("Q11",)}
"""Code → codes in the same line that say it better: both come from one mistake."""


class Note(NamedTuple):
    """A footnote as referred to: its tokens (``start:end`` of the page's, or ``inline`` ones), with its place."""

    start: int = 0
    end: int = 0
    line: int = 0
    inline: list[Token] | None = None
    at: tuple[Token, int] | None = None


class Findings:
    """The page's lines and environment, and lists that grow while it is walked through."""

    def __init__(self, path: str, lang: str, text: str) -> None:
        self.path, self.lang, self.text = path, lang, text
        self.lines = text.split("\n")
        self.tokens: list[Token] = []
        self.env: dict[str, Any] = {}
        self.problems: list[Diagnostic] = []
        self.headings: list[Heading] = []
        self.references: list[Reference] = []
        self.widgets: list[WidgetOutline] = []
        self.trainer: list[TrainerBlock] = []
        self.activities: list[Activity] = []
        self.anchors: list[str] = []
        self.pictures: list[PictureOutline] = []
        self.ids: dict[str, int] = {}
        """Ids on the learner's page → their line."""
        self.trainer_ids: dict[str, int] = {}
        self.notes: dict[str, Note] = {}
        """Footnote label → its definition."""
        self.cited: dict[str, int] = {}
        """Footnote label → how often it was referred to, in the order of the first references."""
        self.used: set[str] = set()
        """Labels of link definitions, and of footnotes (after ``^``), that something in the text uses."""
        self.outline = [0, 0, 0, 0, 0]
        """How many h2, h3, … h6 there were under the present one above."""
        self.level = 1
        self.words = 0
        self.suspicious = False
        """Invisible characters stand somewhere in the text."""
        self.strays: list[int] = []
        """Lines of errors already reported, each of which leaves a closing fence over somewhere below."""
        self.around = Around()
        self.torn = 0
        """The line of an exercise that is not closed: what else is wrong in it follows from that."""
        self.heading = False
        """A heading's text is being rendered."""
        self.repeated = ""
        """The name of what is being rendered, where a page shows it twice: ids in it would not be alone."""
        self.at: tuple[Token, int] | None = None
        """The inline token being rendered, and how many characters of its content were cut off before."""

    def report(
        self,
        code: str,
        line: int,
        column: int = 0,
        length: int = 0,
        *,
        near: tuple[str, ...] = (),
        related: tuple[tuple[str, int], ...] = (),
        **values: object,
    ) -> None:
        """Add a problem at ``line`` (from 1) of this page; ``values`` fill the code's message."""
        pairs = tuple(sorted((name, str(value)) for name, value in values.items()))
        self.problems.append(Diagnostic(self.path, line, column, length, code, pairs, near, related))

    def report_line(
        self,
        code: str,
        line: int,
        *,
        near: tuple[str, ...] = (),
        related: tuple[tuple[str, int], ...] = (),
        **values: object,
    ) -> None:
        """Add a problem that concerns all of ``line``, without its indentation."""
        row = self.lines[line - 1] if line else ""
        text = row.strip()
        self.report(code, line, row.find(text) + 1 if text else 0, len(text), near=near, related=related, **values)

    def report_text(self, code: str, offset: int, length: int = 0, **values: str | int) -> None:
        """Add a problem at ``offset`` of the inline text being rendered."""
        line, column = self.place(offset)
        pairs = tuple(sorted((name, str(value)) for name, value in values.items()))
        self.problems.append(Diagnostic(self.path, line, column, length if column else 0, code, pairs))

    def settled(self) -> tuple[Diagnostic, ...]:
        """The problems without those that only repeat another one."""
        there = {(problem.line, problem.code) for problem in self.problems}
        return tuple(
            problem
            for problem in self.problems
            if not any((problem.line, code) in there for code in SHADOWED.get(problem.code, ()))
        )

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of the inline text being rendered; column 0 when not known."""
        if self.at is None:
            return 0, 0
        token, shift = self.at
        return content_place(self.lines, token, shift + offset)

    def claim(self, name: str, line: int) -> int:
        """Take an id for the page. Returns the line that has it already, 0 when it was free."""
        taken = self.ids.get(name, 0)
        if not taken:
            self.ids[name] = line
        return taken
