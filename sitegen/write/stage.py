"""New files, written in full before the commit looks at them.

The stage is one flat folder; names are made of the process and a counter, so that forked workers never ask each
other. A staged file is not forced to the disk: a kill does not need it, and after a loss of power its digest shows
whether it is whole (see ``journal.finish``).
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from pathlib import Path
from typing import NamedTuple

from sitegen.write.failures import machine_failed, unlink_quietly
from sitegen.write.manifest import write_all

_NAME = re.compile(r"\d+-\d+\Z")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 20


class Staged(NamedTuple):
    """A file offered to the commit. ``unchanged`` ones stand on the disk already and have no ``name`` on the stage."""

    path: str
    key: str
    digest: str
    size: int
    unchanged: bool
    name: str = ""


def digest_of(content: bytes) -> str:
    """The digest by which the manifest knows a file's bytes: BLAKE2b, 128 bits, as 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_of_file(path: Path | str) -> str:
    """The digest of a file's bytes, in constant memory. Raises OSError."""
    with open(path, "rb", buffering=0) as file:
        total = hashlib.blake2b(digest_size=16)
        buffer = memoryview(bytearray(_CHUNK))
        while count := file.readinto(buffer):
            total.update(buffer[:count])
    return total.hexdigest()


class Stage:
    """The folder ``.sitegen/stage``, which exists. ``shown_in`` is the output folder as the user named it."""

    def __init__(self, folder: str, shown_in: Path) -> None:
        self.folder = folder
        self._shown_in = shown_in
        self._numbers = itertools.count()

    def add(self, path: str, content: bytes) -> str:
        """Write ``content``, meant for ``path``; returns its name here.

        Raises:
            MachineFailed: with the path meant; nothing is left behind.
        """
        try:
            name, descriptor = self._create()
            try:
                write_all(descriptor, content)
            except BaseException:
                unlink_quietly(f"{self.folder}/{name}")
                raise
            finally:
                os.close(descriptor)
        except OSError as error:
            raise machine_failed(error, self._shown_in / path) from error
        return name

    def copy(self, path: str, source: Path) -> tuple[str, str, int]:
        """Copy ``source`` in pieces of 1 MiB; returns name here, digest and size.

        The digest is that of the bytes copied: a picture saved meanwhile does no harm.

        Raises:
            MachineFailed: with the source's path, or the path meant.
        """
        try:
            file = open(source, "rb", buffering=0)  # noqa: SIM115 - closed by the ``with`` below
        except OSError as error:
            raise machine_failed(error, source) from error
        total = hashlib.blake2b(digest_size=16)
        size = 0
        with file:
            try:
                name, descriptor = self._create()
            except OSError as error:
                raise machine_failed(error, self._shown_in / path) from error
            at: Path = source
            try:
                buffer = memoryview(bytearray(_CHUNK))
                while count := file.readinto(buffer):
                    at = self._shown_in / path
                    write_all(descriptor, buffer[:count])
                    at = source
                    total.update(buffer[:count])
                    size += count
            except BaseException as error:
                unlink_quietly(f"{self.folder}/{name}")
                if isinstance(error, OSError):
                    raise machine_failed(error, at) from error
                raise
            finally:
                os.close(descriptor)
        return name, total.hexdigest(), size

    def clear(self) -> None:
        """Remove whatever is left. What cannot be removed is left to the next opening."""
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.path for entry in entries]
        except OSError:
            return
        for name in names:
            unlink_quietly(name)

    def _create(self) -> tuple[str, int]:
        while True:
            name = f"{os.getpid()}-{next(self._numbers)}"
            try:
                return name, os.open(f"{self.folder}/{name}", _NEW, 0o666)
            except FileExistsError:
                continue  # left by a worker whose number the system has given out again


def is_stage_name(name: str) -> bool:
    """Whether a journal may name this file of the stage."""
    return _NAME.match(name) is not None
