"""Where sitegen may build, and what stands there.

Whoever points ``--out`` at the wrong folder must not lose it. We build in a folder that does not exist, that is
empty, or that holds our marker, the folder ``.sitegen``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.write.failures import Refused, machine_failed, shown
from sitegen.write.names import PRIVATE

Identity = tuple[int, int]


class Place(NamedTuple):
    """The output folder: ``out`` as the user named it, for messages; ``root`` is its real path, for the system."""

    out: Path
    root: str

    @property
    def private(self) -> str:
        """Our own folder in it."""
        return f"{self.root}/{PRIVATE}"

    @property
    def stage(self) -> str:
        """Where new files wait."""
        return f"{self.root}/{PRIVATE}/stage"

    @property
    def manifest(self) -> str:
        """What we wrote."""
        return f"{self.root}/{PRIVATE}/manifest"

    @property
    def journal(self) -> str:
        """What a commit is about to do."""
        return f"{self.root}/{PRIVATE}/journal"


def claim_folder(out: Path, sources: Sequence[Path]) -> Place:
    """Make ``out`` ours, with ``.sitegen/stage`` in it.

    Raises:
        Refused: ``out`` is a file, "/", the home or the current folder, holds or lies in one of ``sources``, or has
            content but no marker.
        MachineFailed: a folder cannot be looked at or made.
    """
    try:
        root = out.resolve()
        _check_place(out, root, sources)
        root.mkdir(parents=True, exist_ok=True)
        private = root / PRIVATE
        # Another builder may be making the marker just now: it is looked for again before refusing.
        if not private.exists() and os.listdir(root) and not private.exists():
            raise Refused(
                f"{shown(out)} is not empty and was not built by sitegen: give another folder with --out, or empty it"
            )
        for folder in (private, private / "stage"):
            _make_real(folder)
    except (FileExistsError, NotADirectoryError) as error:
        raise Refused(f"{shown(error.filename or out)} is not a folder: give another one with --out") from error
    except OSError as error:
        raise machine_failed(error, error.filename or out) from error
    except (RuntimeError, ValueError) as error:  # a loop of links; a NUL or an unpaired surrogate in the name
        raise Refused(f"{shown(out)} is not the name of a folder: give another one with --out") from error
    return Place(out, str(root))


def _check_place(out: Path, root: Path, sources: Sequence[Path]) -> None:
    if root == root.parent:
        raise Refused(f"{shown(out)} is the whole file system: give a folder of its own with --out")
    here = _identity(root)
    above = set(_identities(root))
    for name, place in (("the current folder", Path.cwd()), ("your home folder", _home())):
        if place is not None and here is not None and here == _identity_if_seen(place):
            raise Refused(f"{shown(out)} is {name}: give a folder of its own with --out")
    for source in sources:
        real = source.resolve()
        if here is not None and here in _identities(real):
            raise Refused(f"{shown(out)} holds {shown(source)}, which is built from: give another folder with --out")
        if _identity(real) in above:
            raise Refused(f"{shown(out)} lies in {shown(source)}, which is built from: give another with --out")


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _identity(path: Path) -> Identity | None:
    # Compared by what the file system says, not by name: names differ on disks without upper and lower case.
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def _identity_if_seen(path: Path) -> Identity | None:
    """The identity of a folder that we may not be allowed to look at: then it is no folder that we did look at."""
    try:
        return _identity(path)
    except PermissionError:
        return None


def _identities(path: Path) -> Iterator[Identity]:
    for place in (path, *path.parents):
        found = _identity(place)
        if found is not None:
            yield found


def _make_real(folder: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise


class Ground:
    """What stands where in the output folder, looked up once for each folder.

    A symbolic link in the place of a folder is refused wherever it leads: through one that leads outside we would
    write outside, through one that leads inside two paths would be one file.
    """

    def __init__(self, place: Place) -> None:
        self._root, self._out = place.root, place.out
        self._known = {"": True}

    def has_folder(self, folder: str) -> bool:
        """Whether ``folder`` exists, all folders above it being real ones.

        Raises:
            Refused: a link or a file stands where the folder or one above it should.
            MachineFailed: it cannot be looked at.
        """
        known = self._known.get(folder)
        if known is None:
            known = self.has_folder(folder.rpartition("/")[0]) and self._look(folder)
            self._known[folder] = known
        return known

    def is_real(self, folder: str) -> bool:
        """Like ``has_folder``, but a link or file in the way means no."""
        try:
            return self.has_folder(folder)
        except Refused:
            return False

    def make(self, folder: str) -> None:
        """Make a folder, those above it being there, unless it exists. Raises Refused and MachineFailed."""
        if not self.has_folder(folder):
            try:
                os.mkdir(f"{self._root}/{folder}")
            except OSError as error:
                raise machine_failed(error, self._out / folder) from error
            self._known[folder] = True

    def _look(self, folder: str) -> bool:
        status = self.status(folder)
        if status is None:
            return False
        if not stat.S_ISDIR(status.st_mode):
            what = "a symbolic link" if stat.S_ISLNK(status.st_mode) else "a file"
            raise Refused(f"{shown(self._out / folder)} is {what} where the site needs a folder: remove it first")
        return True

    def status(self, path: str) -> os.stat_result | None:
        """The status of what stands at ``path``, a link not followed; None for nothing. Raises MachineFailed."""
        try:
            return os.lstat(f"{self._root}/{path}")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise machine_failed(error, self._out / path) from error
