"""Values by content digest, in a few files that only grow.

A writer appends to a pack of its own, so that forked workers need no lock; the index is kept with the state. Every
value is checked against its digest when read: a damaged pack costs time, never a wrong page.
"""

from __future__ import annotations

import contextlib
import os
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple


class Spot(NamedTuple):
    """Where a value stands: pack number, first byte, length in bytes."""

    pack: int
    start: int
    length: int


class Pack:
    """One writer's pack, opened for appending.

    When the disk cannot take it, nothing happens but that ``whole`` is False and values are not found again.
    """

    def __init__(self, folder: Path, number: int) -> None:
        """Opens or makes ``pack-NUMBER``. Raises OSError."""
        self.number = number
        self.file = (folder / f"pack-{number}").open("ab")
        self.end = self.file.seek(0, os.SEEK_END)
        self.whole = True

    def put(self, data: bytes) -> Spot:
        """Append ``data``."""
        spot = Spot(self.number, self.end, len(data))
        self.end += len(data)
        try:
            self.file.write(data)
        except OSError:
            self.whole = False
        return spot

    def close(self) -> None:
        """Hand everything to the system."""
        try:
            self.file.close()
        except OSError:
            self.whole = False


class Store:
    """Reads values back."""

    def __init__(self, folder: Path, index: dict[str, Spot]) -> None:
        """``index`` says where each digest's value stands."""
        self.folder, self.index = folder, index
        self.files: dict[int, BinaryIO] = {}

    def get(self, digest: str) -> bytes | None:
        """The value with this digest, or None where it is missing or damaged."""
        spot = self.index.get(digest)
        if spot is None:
            return None
        try:
            file = self.files.get(spot[0])
            if file is None:
                file = self.files[spot[0]] = (self.folder / f"pack-{spot[0]}").open("rb")
            data = os.pread(file.fileno(), spot[2], spot[1])
        except OSError:
            return None
        return data if blake2b(data, digest_size=16).hexdigest() == digest else None

    def close(self) -> None:
        """Close the packs that were read."""
        for file in self.files.values():
            file.close()
        self.files.clear()

    def compact(self, wanted: set[str]) -> None:
        """Rewrite the packs when more than half of them is no longer wanted, and forget the rest.

        Raises OSError when the disk cannot take it; the old packs are then still there, and the index unchanged.
        """
        sizes = {path: path.stat().st_size for path in self.folder.glob("pack-*")}
        live = sum(spot[2] for digest, spot in self.index.items() if digest in wanted)
        if sum(sizes.values()) <= 2 * live + (1 << 20):
            return
        number = 1 + max((int(path.name[5:]) for path in sizes if path.name[5:].isdigit()), default=0)
        pack = Pack(self.folder, number)
        index: dict[str, Spot] = {}
        for digest in wanted:
            data = self.get(digest)
            if data is not None:
                index[digest] = pack.put(data)
        pack.close()
        if not pack.whole:
            raise OSError(f"pack-{number} could not be written")
        self.close()
        self.index.clear()
        self.index.update(index)
        for path in sizes:
            with contextlib.suppress(OSError):
                path.unlink()
