"""The two ways in which writing fails: somebody asked for something wrong, or the machine could not.

Both carry one line for the user and the exit status that ``sitegen`` ends with; both survive the way back from a
worker process. A ``ValueError`` from this stage is neither: it is a bug of the caller.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Refused(Exception):  # noqa: N818 - the name says what happened, and is the contract
    """Wrong use: building there, or writing that file, could harm what is not ours. Nothing was touched."""

    status = 2


class MachineFailed(Exception):  # noqa: N818
    """The disk is full, a permission is missing, an input or output error: the message names path and reason."""

    status = 3


def shown(path: Path | str) -> str:
    """The path as one printable line."""
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], str(path))


def machine_failed(error: OSError, path: Path | str) -> MachineFailed:
    """Say in one line what the machine could not do, and with which file."""
    reason = "disk full" if error.errno == errno.ENOSPC else error.strerror or str(error)
    return MachineFailed(f"{shown(path)}: {reason}")


def unlink_quietly(path: Path | str) -> None:
    """Remove a private file if it is there; one that cannot be removed is left to the next opening."""
    try:
        os.unlink(path)
    except OSError:
        return


def unlink(path: Path | str) -> None:
    """Remove a private file if it is there. Raises MachineFailed."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise machine_failed(error, path) from error
