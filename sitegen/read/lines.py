"""A line of a file that a diagnostic names, for the excerpt below its message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sitegen.read.theme import default_theme


def line_reader(course: Path) -> Callable[[str, int], str | None]:
    """A function from a diagnostic's path and line (from 1) to the line's text; each file is read once.

    None where there is no such file or line.
    """
    texts: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str | None:
        if path not in texts:
            parts = Path(path).parts
            theme = parts[:2] == ("themes", "default")
            file = default_theme().joinpath(*parts[2:]) if theme else course.parent / path
            try:
                text = file.read_text("utf-8-sig", "replace")
            except OSError:
                text = ""
            texts[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = texts[path]
        return lines[line - 1] if 0 < line <= len(lines) else None

    return line_of
