"""The codes: what ``codes/*.toml`` says of each, filled in with a diagnostic's values.

Read once, at the first problem. A code that nobody has described yet is shown as an error with its bare values, since
a report must not fail; a test sees to it that there is none.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

from msgspec import Struct

from sitegen.model.diagnostic import Diagnostic

CODES = Path(__file__).parent / "codes"
PLACEHOLDER = re.compile(r"(`?)\{(\w+)\}(`?)")
#: Suggestions beyond this many help nobody.
MOST = 8


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One code; the fields are explained in ``codes/README.md``."""

    severity: str
    title: str
    message: str
    why: str
    hint: str
    example: str


@functools.cache
def entries() -> dict[str, Entry]:
    """All codes in the order of families and numbers."""
    import tomllib

    import msgspec

    found: dict[str, Entry] = {}
    for path in sorted(CODES.glob("*.toml")):
        for code, table in tomllib.loads(path.read_text("utf-8")).items():
            found[code] = msgspec.convert(table, Entry)
    return dict(sorted(found.items()))


def known_codes() -> tuple[str, ...]:
    """All codes."""
    return tuple(entries())


def entry(code: str) -> Entry:
    """What is known of ``code``."""
    return entries().get(code) or Entry("error", "A problem", "", "", "", "")


def severity(code: str) -> str:
    """``error`` or ``warning``."""
    return entry(code).severity


def is_error(code: str) -> bool:
    """Whether ``code`` is an error."""
    return severity(code) == "error"


def message(problem: Diagnostic) -> str:
    """The one sentence that says what is wrong, on one line."""
    wording = entry(problem.code).message
    if not wording:
        return ", ".join(f"{name} {visible(value)}" for name, value in problem.values)
    # A reason that another program gave may end as a sentence.
    return re.sub(r"(?<=[.!?…])\.$", "", fill(wording, problem))


def hints(problem: Diagnostic) -> list[str]:
    """How to mend it: what was perhaps meant, then the code's own advice."""
    found = []
    near = [f"`{visible(word)}`" for word in problem.near[:MOST]]
    if len(near) == 1:
        found.append(f"Did you mean {near[0]}?")
    elif near:
        found.append(f"Did you mean one of {', '.join(near)}{', …' if len(problem.near) > MOST else ''}?")
    advice = fill(entry(problem.code).hint, problem)
    return [*found, advice] if advice else found


def why(problem: Diagnostic) -> str:
    """Whom it hurts and how."""
    return fill(entry(problem.code).why, problem)


def fill(wording: str, problem: Diagnostic) -> str:
    """Put the diagnostic's values in place of ``{name}``; what is not among them stays as it is."""
    values = dict(problem.values)

    def value(found: re.Match[str]) -> str:
        before, name, after = found.groups()
        if name not in values:
            return found[0]
        return before + (visible(values[name]) or '""') + after

    return PLACEHOLDER.sub(value, wording)


def visible(text: str) -> str:
    """``text`` on one line, with characters that show nothing, or that turn the rest around, named as ``<U+202E>``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(named(char) if hidden(char) else char for char in re.sub(r"[ \t]*\n\s*", " ", text))


def hidden(char: str) -> bool:
    """Whether a terminal would obey ``char`` or show nothing of it: controls, formats, surrogates, line separators."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def named(char: str) -> str:
    """A hidden character's name."""
    return f"<U+{ord(char):04X}>"
