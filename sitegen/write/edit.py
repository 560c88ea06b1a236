"""Editing a file that somebody wrote: all of the new bytes or the old ones, and nothing else changes about it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


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
