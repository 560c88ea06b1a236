"""One file alone, in the place that somebody chose: all of the new bytes or the old ones, never half of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write a file that may be there already, and the folders above it. Raises OSError, and then it is as it was."""
    if path.exists():
        replace_file(path, content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of a file: beside it first, forced to the disk, then renamed.

    Keeps the file's permissions; behind a link, the file that it leads to is replaced. Raises OSError, and then the
    file is as it was.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, beside)
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
