"""What files there are, and whether any may have changed, from their stats alone.

Promises: names in sorted order, so that the disk's order never shows; hidden files and editors' leftovers are passed
over; a symlink is followed only to a place inside the root; a loop ends.
"""

from __future__ import annotations

import os
from array import array
from pathlib import Path
from typing import NamedTuple

from sitegen.model.diagnostic import Diagnostic, diagnostic

#: How many numbers describe a file: change time and modification time in nanoseconds, size in bytes, inode.
FIELDS = 4

#: Files changed this close to now may change again within the clock's grain, so their stat proves nothing.
GRAIN_NS = 50_000_000
COARSE_GRAIN_NS = 2_000_000_000


class Scan(NamedTuple):
    """The files below ``root``: relative paths with "/", and ``FIELDS`` numbers for each."""

    root: str
    paths: list[str]
    stats: array[int]
    problems: tuple[Diagnostic, ...] = ()

    def stat_of(self, place: int) -> tuple[int, ...]:
        """The numbers of the file at ``paths[place]``."""
        return tuple(self.stats[place * FIELDS : (place + 1) * FIELDS])

    def signature(self) -> tuple[str, bytes]:
        """All names and all numbers, fit to be compared with an earlier scan's."""
        return "\n".join(self.paths), self.stats.tobytes()


def scan(root: Path | str, shown: str = "", skip: frozenset[str] = frozenset()) -> Scan:
    """List the files below ``root``.

    ``shown`` is how diagnostics name the root. ``skip`` holds names of folders at the top to leave out. A root that
    does not exist has no files.
    """
    walk = _Walk(os.path.realpath(root), shown)
    walk.folder(str(root), "", skip)
    return Scan(str(root), walk.paths, walk.stats, tuple(walk.problems))


class _Walk:
    def __init__(self, real_root: str, shown: str) -> None:
        self.real_root, self.shown = real_root, shown
        self.paths: list[str] = []
        self.stats: array[int] = array("q")
        self.problems: list[Diagnostic] = []
        self.linked: set[str] = set()

    def folder(self, folder: str, prefix: str, skip: frozenset[str] = frozenset()) -> None:
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in found:
            name = entry.name
            if name[0] == "." or name[-1] == "~" or name == "4913" or name.endswith(".swp") or name in skip:
                continue
            path = prefix + name
            if not name.isascii() and not _is_text(name):
                shown = os.fsencode(path).decode("utf-8", "backslashreplace")
                self.problems.append(diagnostic("U05", self.named(shown), name=shown))
                continue
            if entry.is_symlink() and not self.may_follow(entry.path, path):
                continue
            if entry.is_dir():
                self.folder(entry.path, path + "/")
                continue
            try:
                stat = entry.stat()
            except OSError:  # gone since it was listed, or a link to nothing
                continue
            self.paths.append(path)
            self.stats.extend((stat.st_ctime_ns, stat.st_mtime_ns, stat.st_size, stat.st_ino))

    def named(self, path: str) -> str:
        """A path as diagnostics name it."""
        return "/".join(part for part in (self.shown, path) if part) or "."

    def may_follow(self, full: str, path: str) -> bool:
        shown = self.named(path)
        target = os.path.realpath(full)
        if target != self.real_root and not target.startswith(self.real_root + os.sep):
            self.problems.append(diagnostic("F52", shown, target=target))
            return False
        here = os.path.realpath(os.path.dirname(full))
        ring = os.path.islink(target)  # links that lead to each other have no end
        if ring or target in self.linked or here == target or here.startswith(target + os.sep):
            if not any(problem.code == "F53" for problem in self.problems):
                inside = os.path.relpath(target, self.real_root)
                self.problems.append(diagnostic("F53", shown, target=self.named("" if inside == "." else inside)))
            return False
        if os.path.isdir(target):
            self.linked.add(target)
        return True


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8 on the disk: Python shows other bytes as unpaired surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def settled(stat: tuple[int, ...], now_ns: int) -> bool:
    """Whether ``stat`` was taken late enough after the file's last change to prove later that nothing changed.

    The rule of git's index: a file changed in the same tick of the clock in which it was looked at may change again
    without a trace. File systems that keep whole seconds get two seconds.
    """
    last = max(stat[0], stat[1])
    grain = COARSE_GRAIN_NS if last % 1_000_000_000 == 0 else GRAIN_NS
    return last + grain < now_ns
