"""What wakes the builder.

Events only say that it is time to look; the stat scan says what changed. So an event too many costs milliseconds, and
one too few (a folder moved in is one event for all its files) costs nothing. Folders that are moved, deleted or made
again are found by a look at them twice a second.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import watchfiles

from sitegen.serve.terminal import log

#: After the first event of a burst: how long a silence ends it, and how long it may last, in milliseconds.
STEP_MS, DEBOUNCE_MS = 10, 60
#: How often folders are looked at and retries are made, in milliseconds.
PULSE_MS = 500

Identity = tuple[int, int] | None


def watch(
    roots: Sequence[Path], wake: Callable[[Iterable[str]], None], due: Callable[[], bool], stop: threading.Event
) -> None:
    """Call ``wake`` with what changed below ``roots``, and when something is ``due``, until ``stop``.

    A root may be missing and come back. Where the system has no events to give, polls.
    """
    polling: bool | None = None  # None: as WATCHFILES_FORCE_POLLING says
    first = True
    while not stop.is_set():
        known = _identities(roots)
        there = [os.path.realpath(root) for root, identity in zip(roots, known, strict=True) if identity]
        if not there:
            stop.wait(PULSE_MS / 1000)
            continue
        try:
            for changes in watchfiles.watch(
                *there,
                watch_filter=_wanted,
                debounce=DEBOUNCE_MS,
                step=STEP_MS,
                rust_timeout=PULSE_MS,
                yield_on_timeout=True,
                stop_event=stop,
                force_polling=polling,
                ignore_permission_denied=True,
            ):
                gone = any(kind == watchfiles.Change.deleted and path in there for kind, path in changes)
                moved = gone or _identities(roots) != known  # a folder made again may get the old one's number
                if changes or moved or first or due():
                    wake(path for _, path in changes)
                first = moved
                if moved:
                    break
        except FileNotFoundError:  # gone again since it was looked at
            stop.wait(PULSE_MS / 1000)
        except (OSError, RuntimeError) as error:
            if not polling:
                log(f"the system reports no changes ({error}): looking for them instead")
            polling = first = True
            stop.wait(PULSE_MS / 1000)


def _identities(roots: Sequence[Path]) -> list[Identity]:
    return [_identity(root) for root in roots]


def _identity(root: Path) -> Identity:
    """Which folder stands there now."""
    try:
        status = os.stat(root)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _wanted(_change: object, path: str) -> bool:
    """Leave out what the scan leaves out anyway: hidden files and editors' leftovers."""
    name = os.path.basename(path)
    return not (name.startswith(".") or name.endswith(("~", ".swp")) or name == "4913")
