"""The measuring plan and its command line: ``python -m bench.run [--pages N] [--peers A,B] [--repeat N]``.

All tools are measured in one run, turn about, each turn beginning with another tool, so that what disturbs
the machine disturbs them alike. Every tool gets the same pages and the same edits, in a work folder of its
own:

1. memory: one cold build, sampled and not timed; it also warms the disk cache and Python's byte code;
2. cold: no output, no cache; `--repeat` times;
3. rounds of: nothing changed, one body edited, one title edited; `--repeat` times, a fresh edit each time.

After every build the pages are counted, and an edit's new word is looked for in the edited page (a title's
also in the page before it), so that a tool cannot be quick by doing nothing.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import setup
from bench.corpus import MODULES, Corpus, edited
from bench.machine import machine
from bench.measure import Run, run
from bench.peers import PEERS
from bench.report import SITUATIONS, Report, Row, save, tables
from bench.tools import Sitegen, Tool


class Entry:
    """A tool with its row: runs it, checks what it made, and remembers."""

    def __init__(self, tool: Tool, logs: Path) -> None:
        self.tool = tool
        self.log = logs / f"{tool.name}.log"
        self.row = Row(tool.name, tool.title, tool.version())

    def prepare(self) -> None:
        """Writes the source and takes the memory of a cold build."""
        _say(f"{self.tool.name}: memory")
        self.tool.write()
        self.row.pages = sys.maxsize
        self.row.peak = self._build(sample=True).peak

    def measure(self, situation: str, turn: int) -> None:
        """One timed build in that situation; `turn` counts from 0 and chooses the edit."""
        word, pages = "", []
        if situation == "cold":
            self.tool.forget()
        elif situation != "nothing":
            page, word = edited(self.tool.corpus, situation, turn)
            self.tool.edit(page)
            pages = [self.tool.output(page)]
            if situation == "title" and self.tool.shows_neighbours and page.order > 1:
                pages.append(self.tool.output(self.tool.corpus.page(page.lang, page.module, page.order - 1)))
        seconds = self._build(sample=False).seconds
        self.row.seconds[situation].append(seconds)
        _say(f"{self.tool.name}: {SITUATIONS[situation]}: {seconds:.3f} s")
        for path in pages:
            if not path.is_file() or not re.search(rf"\b{word}\b", path.read_text("utf-8"), re.IGNORECASE):
                self._fail(f"{path.relative_to(self.tool.work)} lacks the {situation} edit's word")

    def _build(self, *, sample: bool) -> Run:
        result = run(self.tool.commands(), self.log, sample=sample)
        self.row.pages = min(self.row.pages, self.tool.count())
        if result.failure:
            self._fail(result.failure)
        elif self.row.pages < 2 * self.tool.corpus.size:
            self._fail(f"only {self.row.pages} pages")
        return result

    def _fail(self, why: str) -> None:
        self.row.failure = self.row.failure or why
        _say(f"{self.tool.name}: {why} (see {self.log})")


def gather(corpus: Corpus, peers: Sequence[str], out: Path) -> tuple[list[Entry], list[str]]:
    """sitegen and the peers that can be had, and a line for each that cannot."""
    work = out / f"work-{corpus.size}"
    work.mkdir(parents=True, exist_ok=True)
    entries: list[Entry] = []
    absent: list[str] = []
    for name in ["sitegen", *peers]:
        kind = PEERS.get(name, Sitegen)
        problem = setup.install(name, out / "venv") if name in PEERS else ""
        programs = out / "venv" / name / "bin" if name in PEERS else Path(sys.executable).parent
        try:
            if problem:
                raise FileNotFoundError(problem)
            entries.append(Entry(kind(work / name, corpus, programs), work))
        except OSError as missing:
            absent.append(f"{kind.title}: {missing}")
            _say(absent[-1])
    return entries, absent


def measure(entries: Sequence[Entry], repeat: int) -> None:
    """The plan in the module's docstring; a tool that has failed is left out of what follows."""
    for entry in entries:
        entry.prepare()
    for turn in range(repeat):
        for entry in _in_turn(entries, turn):
            entry.measure("cold", turn)
    for turn in range(repeat):
        for at, situation in enumerate(["nothing", "body", "title"]):
            for entry in _in_turn(entries, turn + at):
                entry.measure(situation, turn)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and saves. Exit status 1 if sitegen gave no valid row."""
    options = _options(arguments)
    before = machine()
    corpus = Corpus(options.pages)
    entries, absent = gather(corpus, options.peers, options.out)
    measure(entries, options.repeat)
    report = Report(corpus.size, before, [entry.row for entry in entries], absent)
    save(options.out, report)
    print(tables(report), end="")
    return 0 if any(row.name == "sitegen" and not row.failure for row in report.rows) else 1


def _in_turn(entries: Sequence[Entry], turn: int) -> Iterator[Entry]:
    """Those without a failure, beginning with another one each turn."""
    start = turn % len(entries) if entries else 0
    for entry in [*entries[start:], *entries[:start]]:
        if not entry.row.failure:
            yield entry


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    about = "Measures sitegen beside its peers."
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=about)
    parser.add_argument("--pages", type=int, default=1000, help="pages per language (default 1000)")
    parser.add_argument("--peers", type=_peers, default=list(PEERS), help=f"default {','.join(PEERS)}")
    parser.add_argument("--repeat", type=int, default=3, help="timed builds per situation (default 3)")
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="default build/bench")
    options = parser.parse_args(arguments)
    if options.pages < 2 * len(MODULES) or options.repeat < 1:
        parser.error(f"--pages is at least {2 * len(MODULES)}, --repeat at least 1")
    return options


def _peers(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in PEERS:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(PEERS)}")
    return names


def _say(text: str) -> None:
    """Progress, for whoever waits."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
