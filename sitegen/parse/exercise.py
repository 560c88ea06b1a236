"""An exercise, from its opening line to the ``Widget`` and its outline.

The frame and the opening line are the same for all kinds; the answers are read by the kind's own function (``kinds``).
A widget with errors is still returned, so that one mistake does not hide the next.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from sitegen.model.document import Exercise
from sitegen.model.widget import Widget, WidgetOutline
from sitegen.parse.attributes import Attribute
from sitegen.parse.containers import Fence
from sitegen.parse.findings import Findings
from sitegen.parse.frame import SIGN, Frame, Part, split
from sitegen.parse.inline import inline
from sitegen.parse.kinds import KINDS, VALUES, WIDGET_ID
from sitegen.parse.links import TAKEN
from sitegen.parse.prose import prose
from sitegen.parse.question import question_of, text_of


def exercise(
    found: Findings, fence: Fence, start: int, end: int, nested: Callable[[Findings, int, int], object]
) -> Exercise:
    """Read the tokens ``start:end`` as an exercise; ``nested`` reports a container among them."""
    name, attributes = _opening(found, fence)
    section = len(found.headings) - 1
    frame = Frame(name, fence.name, fence.line, attributes, KINDS[fence.name])
    found.around = found.around._replace(widget=name or fence.name)
    split(found, frame, start, end, nested)
    case, question = _prompt(found, frame.prompt)
    if not (case or question) and fence.name != "reveal":
        found.report_line("Q37", fence.line, id=name, kind=fence.name)
    answers = frame.kind.read(found, frame)
    hints = tuple(_signed(found, part) for part in frame.hints)
    explanation = "".join(_signed(found, part) for part in frame.explanations)
    widget = Widget(
        id=name,
        kind=fence.name,
        attributes=attributes,
        case=case,
        question=question,
        options=answers.options,
        hints=hints,
        explanation=explanation,
        grid=answers.grid,
        cards=answers.cards,
    )
    outline = WidgetOutline(
        id=name,
        kind=fence.name,
        attributes=attributes,
        options=answers.outlines,
        hints=len(hints),
        explanation=bool(explanation),
        cards=len(answers.cards),
        section=section,
        line=fence.line,
        questions=len(answers.grid.questions) if answers.grid else 0,
        rows=answers.rows,
        row_lines=answers.row_lines,
        question=question_of(question or case),
        columns=tuple(map(text_of, answers.grid.questions)) if answers.grid else (),
    )
    found.widgets.append(outline)
    return Exercise(widget)


def _prompt(found: Findings, blocks: list[Part]) -> tuple[str, str]:
    """What comes before the question, and the question: the last paragraph, without its tag."""
    shown = [(part, html) for part in blocks if (html := prose(found, part.start, part.end)).strip()]
    question = ""
    if shown and shown[-1][0].token.type == "paragraph_open" and shown[-1][1].startswith("<p>"):
        question = shown.pop()[1].strip()[3:-4]
    return "".join(html for _, html in shown), question


def _signed(found: Findings, part: Part) -> str:
    """A hint or explanation, without its sign."""
    token = found.tokens[part.start + 1]
    sign = SIGN.match(token.content)
    html = inline(found, token, sign.end() if sign else 0).html
    if not html.strip():
        found.report_line("Q48", part.line, sign=token.content[:1])
    return f"<p>{html}</p>\n"


def _opening(found: Findings, fence: Fence) -> tuple[str, dict[str, str]]:
    """The id and the attributes, checked. ``shuffle`` may stand alone; ``shuffle=false`` says nothing and goes."""
    kind = KINDS[fence.name]
    name = ""
    values: dict[str, str] = {}
    for number, attribute in enumerate(fence.rest):
        key, value = attribute.name, attribute.value
        if number == 0 and attribute.sign in ("", "#") and key not in kind.attributes:
            name = key
            _claim(found, fence, attribute)
            continue
        if attribute.sign == "" and key == "shuffle":
            value = "true"
        elif attribute.sign != "=":
            key = ""
        if key not in kind.attributes:
            near = tuple(difflib.get_close_matches(attribute.name, kind.attributes, n=1))
            column, length = fence.at + attribute.at + 1, attribute.length
            found.report("Q38", fence.line, column, length, near=near, kind=fence.name, attribute=attribute.name)
        elif not re.fullmatch(VALUES[key][0], value):
            column, length = fence.at + attribute.at + 1, attribute.length
            expected = VALUES[key][1]
            found.report("Q40", fence.line, column, length, key=key, value=value, expected=expected)
        elif (key, value) != ("shuffle", "false"):
            values[key] = value
    if not name:
        found.report_line("Q09", fence.line, id=name, what=f"`{fence.name}` needs an id after its name")
    given = {attribute.name for attribute in fence.rest if attribute.sign == "="}
    for key in kind.needed:
        if key not in given:
            found.report_line("Q39", fence.line, id=name, kind=fence.name, key=key)
    return name, values


def _claim(found: Findings, fence: Fence, attribute: Attribute) -> None:
    """Take the exercise's id for the page."""
    name, column = attribute.name, fence.at + attribute.at + 1
    if not re.fullmatch(WIDGET_ID, name):
        what = "an exercise’s id is 2 to 64 lower-case letters, digits and hyphens, a letter first"
        found.report("Q09", fence.line, column, attribute.length, id=name, what=what)
        return
    if TAKEN.fullmatch(name):
        found.report("B33", fence.line, column, attribute.length, id=name)
        return
    taken = found.claim(name, fence.line)
    if taken:
        related = ((found.path, taken),)
        what = f"it is already used in line {taken}"
        found.report("Q09", fence.line, column, attribute.length, related=related, id=name, what=what)
