"""What changed in the course and the theme, by the same look at the disk that a build takes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sitegen.read.scan import FIELDS, Scan, scan
from sitegen.read.theme import default_theme

THEME = "themes/default/"
#: Which of a file's numbers is its size.
SIZE = 2


class Sources(NamedTuple):
    """Course and default theme at one moment."""

    course: Scan
    theme: Scan


def look(course: Path) -> Sources:
    """Look at the disk: one stat for each file. Raises OSError when it cannot be read."""
    return Sources(scan(course), scan(default_theme()))


def changes(before: Sources, after: Sources) -> tuple[str, ...]:
    """The paths of files that came, went or changed; the theme's begin with ``themes/default/``."""
    found = [*_changes(before.course, after.course)]
    found += [THEME + path for path in _changes(before.theme, after.theme)]
    return tuple(found)


def emptied(before: Sources, after: Sources) -> bool:
    """Whether a file that had something in it is empty now."""
    return _emptied(before.course, after.course) or _emptied(before.theme, after.theme)


def _emptied(before: Scan, after: Scan) -> bool:
    if 0 not in after.stats[SIZE::FIELDS]:
        return False
    old = _by_path(before)
    return any(not now[SIZE] and path in old and old[path][SIZE] for path, now in _by_path(after).items())


def _changes(before: Scan, after: Scan) -> Iterable[str]:
    if before.paths == after.paths and before.stats == after.stats:
        return ()
    old, new = _by_path(before), _by_path(after)
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def _by_path(found: Scan) -> dict[str, array[int]]:
    return {path: found.stats[at * FIELDS : (at + 1) * FIELDS] for at, path in enumerate(found.paths)}


def only_styles(changed: Iterable[str]) -> bool:
    """Whether nothing but style sheets of the theme, or of the course's own files over it, changed."""
    found = tuple(changed)
    return bool(found) and all(
        path.endswith(".css") and path.startswith((f"{THEME}assets/", "theme/assets/")) for path in found
    )
