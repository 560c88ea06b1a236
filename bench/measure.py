"""A command → how long it took, or how much memory its processes held at most.

Timed runs are not sampled, since reading a process's memory map holds a lock that the process itself needs;
memory is taken in runs of its own. Memory is the proportional set size (PSS): a page that n processes share
counts 1/n in each, so a forked pool is not counted double. Linux only: it reads /proc.
"""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from threading import Timer

RUN_SECONDS = 1800
"""A command that runs longer than this is killed."""
SAMPLE_SECONDS = 0.01
"""Pause between two samples; stretched so that sampling takes at most a tenth of the time."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and in which folder."""

    argv: Sequence[str]
    cwd: Path


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` of wall time; `peak` in bytes, 0 if it was not sampled; `failure` is "" or why it failed."""

    seconds: float
    peak: int
    failure: str


def run(commands: Sequence[Command], log: Path, *, sample: bool) -> Run:
    """Runs the commands one by one, their output into `log`; seconds add up, and the highest peak counts."""
    os.sync()  # no tool waits for the disk writes of the one before it
    seconds, peak, failure = 0.0, 0, ""
    with log.open("wb") as output:
        for command in commands:
            start = time.perf_counter()
            process = subprocess.Popen(
                command.argv,
                cwd=command.cwd,
                env=_environment(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            # A timer, since wait() with a time limit polls, and would round the time up by as much as 50 ms.
            limit = Timer(RUN_SECONDS, os.killpg, (process.pid, SIGKILL))
            limit.start()
            if sample:
                peak = max(peak, _watch(process))
            status = process.wait()
            seconds += time.perf_counter() - start
            limit.cancel()
            if status:
                failure = f"exit status {status}: {_last_line(log)}"
                break
    return Run(seconds, peak, failure)


def _environment(outer: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment, less what changes how Python or Hugo work, in one locale."""
    ours = ("PYTHON", "HUGO", "GO", "LC_")
    kept = {name: value for name, value in outer.items() if not name.startswith(ours)}
    return kept | {"LANG": "C.UTF-8", "NO_COLOR": "1"}


def _watch(process: "subprocess.Popen[bytes]") -> int:
    """The highest sum over the process's session, in bytes, until the process has ended."""
    peak = 0
    while process.poll() is None:
        start = time.perf_counter()
        peak = max(peak, session_memory(process.pid))
        time.sleep(max(SAMPLE_SECONDS, 10 * (time.perf_counter() - start)))
    return peak


def session_memory(leader: int) -> int:
    """The PSS, in bytes, of all processes in the session that `leader` opened; RSS where PSS cannot be read.

    A session and not a tree of parents, so that a worker whose parent has ended still counts.
    """
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_bytes().rpartition(b")")[2].split()
            if int(fields[3]) == leader:
                total += _process_memory(process)
        except (OSError, ValueError, IndexError):
            continue  # it ended between two reads
    return total


def _process_memory(process: Path) -> int:
    """PSS of one process in bytes, or its RSS; `process` is its folder in /proc."""
    try:
        for line in (process / "smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    except PermissionError:
        pass
    return int((process / "statm").read_bytes().split()[1]) * _PAGE


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "no output"
