"""Measured rows → the tables that people read, with the targets, and the JSON that keeps every single run."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from bench.machine import Machine

SITUATIONS = {
    "cold": "cold",
    "nothing": "nothing changed",
    "body": "one body edited",
    "title": "one title edited",
}
"""The four situations that each tool is timed in, in the order of a round, with their column heads."""


@dataclass(slots=True)
class Row:
    """What one tool did. `seconds` has every run of each situation; `peak` is a cold build's memory in bytes.

    `pages` is the least number of HTML files that stood in the output after any build. A row with a
    `failure` is invalid: its numbers are shown to nobody and compared with nothing.
    """

    name: str
    title: str
    version: str
    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in SITUATIONS})
    peak: int = 0
    pages: int = 0
    failure: str = ""

    def typical(self, what: str) -> float:
        """The median of a situation's runs, in seconds, or the "peak", in bytes."""
        return self.peak if what == "peak" else median(self.seconds[what])


@dataclass(frozen=True, slots=True)
class Target:
    """sitegen's `what` is to be at most `limit` times the same of `peer`."""

    what: str
    peer: str
    limit: float


TARGETS: dict[int, tuple[Target, ...]] = {
    1000: (
        Target("cold", "hugo", 3.0),
        Target("cold", "pelican", 1 / 2.5),
        Target("nothing", "hugo", 0.15),
        Target("body", "hugo", 0.25),
        Target("peak", "hugo", 1.0),
    ),
    5000: (
        Target("nothing", "hugo", 0.04),
        Target("body", "hugo", 0.08),
        Target("title", "hugo", 0.15),
        Target("cold", "hugo", 3.0),
        Target("peak", "hugo", 0.5),
    ),
}
"""Pages per language → what is to be reached there."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run: `size` in pages per language; `absent` has a line for each tool that is not there."""

    size: int
    machine: Machine
    rows: Sequence[Row]
    absent: Sequence[str]


def tables(report: Report) -> str:
    """The whole report as Markdown."""
    found = {row.name: row for row in report.rows if not row.failure}
    heads = ["tool", *SITUATIONS.values(), "cold ÷ Pelican's", "peak MiB", "pages"]
    lines = [
        f"## {report.size} pages per language, two languages",
        "",
        report.machine.line(),
        "",
        "Wall seconds, medians; in brackets, times Hugo's. Peak: summed PSS of a cold build's processes.",
        "",
        _line(heads),
        _line(["---", *["---:"] * (len(heads) - 1)]),
        *(_line(_cells(row, found.get("hugo"), found.get("pelican"), len(heads))) for row in report.rows),
        "",
        *(f"Not measured: {line}" for line in report.absent),
        *([""] if report.absent else []),
        *_target_lines(report.size, found),
    ]
    return "\n".join(lines) + "\n"


def save(folder: Path, report: Report) -> None:
    """Writes table-SIZE.md and table-SIZE.json."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"table-{report.size}.md").write_text(tables(report), "utf-8")
    data = json.dumps(asdict(report), indent=2, ensure_ascii=False)
    (folder / f"table-{report.size}.json").write_text(data + "\n", "utf-8")


def _cells(row: Row, hugo: Row | None, pelican: Row | None, width: int) -> list[str]:
    name = f"{row.title} {row.version}"
    if row.failure:
        return [name, f"invalid: {row.failure.replace('|', '/')}", *[""] * (width - 2)]
    return [
        name,
        *(_cell(row, hugo, situation) for situation in SITUATIONS),
        f"{row.typical('cold') / pelican.typical('cold'):.2f}" if pelican else "–",
        _cell(row, hugo, "peak"),
        str(row.pages),
    ]


def _cell(row: Row, hugo: Row | None, what: str) -> str:
    """The number, in seconds or MiB, and in brackets how many times Hugo's it is."""
    number = f"{row.peak / 2**20:.0f}" if what == "peak" else f"{row.typical(what):.3f}"
    return f"{number} ({row.typical(what) / hugo.typical(what):.2f})" if hugo else number


def _target_lines(size: int, found: dict[str, Row]) -> list[str]:
    if size not in TARGETS:
        return [f"Targets are set for {' and '.join(map(str, TARGETS))} pages, none for {size}."]
    lines = [_line(["target", "at most", "measured", ""]), _line(["---", "---:", "---:", "---"])]
    for target in TARGETS[size]:
        what = SITUATIONS.get(target.what, "peak memory")
        mine, theirs = found.get("sitegen"), found.get(target.peer)
        limit, name = f"{target.limit:.2f}", f"{what} ÷ {target.peer.capitalize()}'s"
        if not mine or not theirs:
            lines.append(_line([name, limit, "–", "not measured"]))
            continue
        ratio = mine.typical(target.what) / theirs.typical(target.what)
        verdict = "reached" if ratio <= target.limit else "not reached"
        lines.append(_line([name, limit, f"{ratio:.2f}", verdict]))
    return lines


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
