"""The two files of the glossary: the translators' termbase and the glossary itself."""

from __future__ import annotations

from pathlib import Path

from sitegen.model.diagnostic import Diagnostic
from sitegen.model.glossary import Glossary, TermbaseRow
from sitegen.parse.glossary_file import parse_glossary_file
from sitegen.parse.termbase_file import parse_termbase_file
from sitegen.read.course import read_text
from sitegen.read.scan import Scan

TERMBASE = "termbase.csv"
FILE = "glossary.toml"


def read_glossary(
    root: Path, shown: str, found: Scan, languages: tuple[str, ...]
) -> tuple[Glossary | None, list[Diagnostic]]:
    """Read what there is of the two; None where the course has no glossary that can be shown."""
    problems: list[Diagnostic] = []
    termbase: dict[str, TermbaseRow] = {}
    glossary: Glossary | None = None
    if TERMBASE in found.paths:
        text, problem = read_text(root, shown, TERMBASE)
        problems += [problem] if problem else []
        if text is not None:
            termbase, wrong = parse_termbase_file(text, f"{shown}/{TERMBASE}", languages)
            problems += wrong
    if FILE in found.paths:
        text, problem = read_text(root, shown, FILE)
        problems += [problem] if problem else []
        if text is not None:
            glossary, wrong = parse_glossary_file(text, f"{shown}/{FILE}", languages, termbase)
            problems += wrong
    return glossary, problems
