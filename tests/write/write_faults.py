"""Trouble at an exact moment: Python tells of each system call that changes a disk before it makes it.

A hook cannot be taken back, so these are for forked processes.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}


def _is_change(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in _CHANGES


def before_change(number: int, action: Callable[[str], None], *, and_after: bool = False, ending: str = "") -> None:
    """Do ``action`` when this process is about to change a disk for the ``number``-th time, counted from 0.

    With ``ending`` only changes to (or from) paths that end so are counted.
    """
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if _is_change(event, arguments) and any(str(argument).endswith(ending) for argument in arguments):
            count += 1
            if count == number + 1 or (and_after and count > number):
                action(event)

    sys.addaudithook(hook)


def kill(_: str) -> None:
    """End at once, as a loss of power to the process alone."""
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt(_: str) -> None:
    """Press Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


def terminate(_: str) -> None:
    """What a service manager sends first."""
    os.kill(os.getpid(), signal.SIGTERM)


def disk_full(event: str) -> None:
    """No space: files can still be removed."""
    if event not in ("os.remove", "os.rmdir"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def broken(event: str) -> None:
    """The disk does nothing more, but for removing a folder: one that stays is tried again another day."""
    if event != "os.rmdir":
        raise OSError(errno.EIO, os.strerror(errno.EIO))
