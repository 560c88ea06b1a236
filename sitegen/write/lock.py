"""One build at a time in an output folder.

The lock belongs to the kernel: it goes with the process, however that ends, so there is never a stale one. On
Windows the first byte of the file is locked with ``msvcrt``. Where a file system has no locks at all (some network
drives), builds are not kept apart; each is still all or nothing.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sitegen.write.failures import Refused, machine_failed, shown

_PAUSE = 0.02
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS_HERE = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class Lock:
    """A lock that is held, until ``release``."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._owner = os.getpid()

    @property
    def ours(self) -> bool:
        """Whether this process took the lock, and was not forked from the one that did."""
        return os.getpid() == self._owner

    def leave_to_owner(self) -> None:
        """In a forked worker: close the inherited file, or the lock would outlive a builder that is killed."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def release(self) -> None:
        """Let the next builder in; for the owner only. May be called again."""
        if self._descriptor >= 0:
            try:
                # Unlocked by name, not only by closing: a worker that still runs may hold the same open file.
                _unlock(self._descriptor)
            except OSError:
                pass
            finally:
                self.leave_to_owner()


def take_lock(path: str, out: Path, wait: float, notify: Callable[[str], None]) -> Lock:
    """Take the lock, waiting up to ``wait`` seconds for another builder; ``notify`` is told once that we wait.

    Raises:
        Refused: another build still has it.
        MachineFailed: the lock's file cannot be made.
    """
    deadline = time.monotonic() + wait
    told = False
    while True:
        try:
            descriptor = _try(path)
        except OSError as error:
            raise machine_failed(error, path) from error
        if descriptor is not None:
            return Lock(descriptor)
        if time.monotonic() >= deadline:
            raise Refused(f"another build is writing {shown(out)}: try again when it has ended")
        if not told:
            notify(f"another build is writing {shown(out)}: waiting up to {wait:g} s")
            told = True
        time.sleep(_PAUSE)


def _try(path: str) -> int | None:
    descriptor = os.open(path, _FLAGS, 0o666)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _BUSY:
                os.close(descriptor)
                return None
            if error.errno not in _NO_LOCKS_HERE:
                raise
        # Somebody may have removed the folder since we opened the file: a lock on a file without a name keeps
        # nobody out.
        if os.path.samestat(os.fstat(descriptor), os.lstat(path)):
            return descriptor
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None
