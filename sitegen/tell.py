"""What commands print when they are done: problems, and what was written."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

#: How many files are named one by one.
SHOWN = 10


def print_result(ok: bool, pages: int, report: object, out: Path, seconds: float) -> None:
    """Say what came of a build."""
    from sitegen.write.change import Report

    took = f"{seconds:.2f} s"
    if not ok:
        print(f"Nothing was written: {out} is as it was ({took}).")
    elif report is None:
        print(f"Nothing changed: {pages} pages in {out} ({took}).")
    elif isinstance(report, Report):
        changes = [f"{len(report.written)} written", f"{len(report.removed)} removed"]
        print(f"Built {pages} pages in {out}: {', '.join(changes)} ({took}).")
        _print_some(report.restored, out, "had been changed or deleted by hand and was written again.")
        _print_some(report.kept, out, "is not part of the site any more, but was changed by hand: it was left there.")


def _print_some(paths: Sequence[str], out: Path, what: str) -> None:
    for path in paths[:SHOWN]:
        print(f"  {out}/{path} {what}")
    if len(paths) > SHOWN:
        print(f"  … and {len(paths) - SHOWN} more.")


def print_problems(problems: object, form: str, course: Path) -> None:
    """Print problems: for people to the error stream, for programs to the output."""
    from sitegen.read.lines import line_reader
    from sitegen.report import report

    colour = form == "text" and sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    text = report(problems, form, line_reader(course), colour)  # type: ignore[arg-type]
    print(text, file=sys.stdout if form != "text" else sys.stderr)


def print_pack(ok: bool, pages: int, report: object, out: Path, check: bool) -> None:
    """Say what came of a pack."""
    from sitegen.write.change import Report

    if check:
        print("The plan can be run." if ok else "The plan cannot be run as it is.")
    elif not ok:
        print(f"Nothing was written: {out} is as it was.")
    elif isinstance(report, Report):
        print(f"Packed {pages} pages in {out}: {len(report.written)} written, {len(report.removed)} removed.")
        print(f"Open {out}/index.html in a browser, and print from there.")
        _print_some(report.restored, out, "had been changed or deleted by hand and was written again.")
        _print_some(report.kept, out, "is not part of the pack any more, but was changed by hand: it was left there.")


def print_single(path: Path | None, pages: int, size: int) -> None:
    """Say what came of a single file; ``size`` in bytes."""
    print("Nothing was written." if path is None else f"Made {path}: {pages} pages, {size / 1e6:.2f} MB.")
