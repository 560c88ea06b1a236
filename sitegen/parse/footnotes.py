"""Footnotes: definitions are collected before the text is rendered, and rendered after it.

They are numbered in the order in which a reader meets them. A note written inside a block for trainers may not be used:
its text would come out on the learner's page.
"""

from __future__ import annotations

from sitegen.model.document import Footnote
from sitegen.parse.containers import name_of, reaches_learners
from sitegen.parse.findings import Around, Findings, Note
from sitegen.parse.inline import render_inline
from sitegen.parse.prose import close_of, prose


def collect_footnotes(found: Findings) -> None:
    """Fill ``found.notes`` with the definitions among the page's tokens."""
    inside: list[str] = []
    for index, token in enumerate(found.tokens):
        if token.type == "container_fenced_open":
            inside.append(name_of(token))
        elif token.type == "container_fenced_close":
            inside.pop()
        elif token.type == "footnote_reference_open":
            label = token.meta["label"]
            line = token.map[0] + 1 if token.map else 0
            if not all(map(reaches_learners, inside)):
                found.report_line("B43", line, where="a block for trainers")
            elif label in found.notes:
                found.report_line("B42", line, related=((found.path, found.notes[label].line),), label=label)
            else:
                found.notes[label] = Note(index + 1, close_of(found.tokens, index) - 1, line)


def render_footnotes(found: Findings) -> tuple[Footnote, ...]:
    """Render the notes referred to, in order; a note may refer to further ones."""
    found.around = Around()
    html: list[str] = []
    while len(html) < len(found.cited):
        note = found.notes[list(found.cited)[len(html)]]
        if note.inline is None:
            html.append(prose(found, note.start, note.end))
        else:
            found.at = note.at
            html.append(f"<p>{render_inline(found, note.inline)}</p>\n")
    for label, note in found.notes.items():
        if label not in found.cited and f"^{label}" not in found.used:
            found.report_line("B41", note.line, label=label)
    counts = list(found.cited.values())
    return tuple(Footnote(number, text, counts[number - 1]) for number, text in enumerate(html, 1))
