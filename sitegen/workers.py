"""The same work on many things, on all cores.

Forked processes share what the parent has in memory and answer with bytes. Where forking is not to be had, or there is
too little to do, the work is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

#: Fewer things than this are not worth a process.
ENOUGH = 64

Thing = TypeVar("Thing")


class WorkerFailed(Exception):  # noqa: N818
    """A worker process ended without an answer."""


def in_parallel(work: Callable[[Sequence[Thing], int], bytes], things: Sequence[Thing], jobs: int) -> list[bytes]:
    """Call ``work(part, number)`` on parts of ``things`` in up to ``jobs`` processes; returns the answers in order.

    Every ``jobs``-th thing goes to the same worker, so that parts weigh the same. An exception in a worker is raised
    here: ``work`` runs again in this process on that worker's part, where it shows itself.
    """
    jobs = min(jobs, max(1, len(things) // ENOUGH))
    if jobs < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return [work(things, 0)] if things else []
    parts = [things[number::jobs] for number in range(jobs)]
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()
    pipes: dict[int, int] = {}
    answers: list[bytes] = []
    try:
        for number, part in enumerate(parts):
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                _answer(work, part, number, writer)
            os.close(writer)
            pipes[child] = reader
        gc.unfreeze()
        for number, (child, reader) in enumerate(list(pipes.items())):
            with open(reader, "rb") as pipe:
                data = pipe.read()
            _, status = os.waitpid(child, 0)
            del pipes[child]
            answers.append(data if status == 0 else work(parts[number], number))
    finally:
        _stop(pipes)
    return answers


def _stop(children: Iterable[int]) -> None:
    """End the workers that still run when this process was interrupted: they may not write any more."""
    for child in children:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _answer(work: Callable[[Sequence[Thing], int], bytes], part: Sequence[Thing], number: int, writer: int) -> None:
    """In the child: work, answer, end without running anything of the parent's."""
    status = 1
    try:
        data = work(part, number)
        with open(writer, "wb") as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)
