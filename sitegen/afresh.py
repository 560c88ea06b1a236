"""A course as it stands on the disk now, for commands that neither trust nor keep what a build remembers.

Comes in: the course's folder. Goes out: everything read and parsed, and the memory that holds the pages' bodies for as
long as they are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sitegen.cache.generator import generator_digest
from sitegen.cache.memory import Memory
from sitegen.load import Loaded, load
from sitegen.read.scan import Scan, scan


class Afresh(NamedTuple):
    """A course read and parsed; ``generator`` is the digest of the program."""

    loaded: Loaded
    memory: Memory
    found: Scan
    generator: str


@contextmanager
def load_afresh(course: Path, jobs: int) -> Iterator[Afresh]:
    """Read and parse the course; what ``memory`` holds is gone at the end. Raises OSError when the disk fails."""
    with TemporaryDirectory(prefix="sitegen-") as folder:
        memory = Memory(Path(folder), course, Path(folder), "")
        generator, found = generator_digest(), scan(course, course.name)
        yield Afresh(load(course, course.name, found, memory, generator, jobs), memory, found, generator)
