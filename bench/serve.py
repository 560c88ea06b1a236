"""How long after a save the browser is told: ``python -m bench.serve [--pages N] [--repeat N]``.

Starts ``sitegen serve`` as a process on the real course (``content/``) and on an invented one of N pages a language,
connects a web socket as the page's script does, and edits: a sentence of a page, a page's title, a style sheet. A time
runs from the moment the file is written to the moment the message has arrived. After every message the page is fetched
and must hold the new word: a server may not be quick by telling too early. Prints a Markdown table.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from tornado.websocket import WebSocketClientConnection, websocket_connect

from bench.corpus import main as write_corpus
from bench.machine import machine

ROOT = Path(__file__).resolve().parent.parent
STYLE = "css/base.css"
PAUSE = 0.4
"""Seconds between two edits, so that each is a burst of its own."""
HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


class Row(NamedTuple):
    """One kind of edit in one course; `milliseconds` of all its edits."""

    course: str
    edit: str
    milliseconds: list[float]

    def line(self) -> str:
        """As a row of the table."""
        values = sorted(self.milliseconds)
        p90 = values[min(len(values) - 1, round(0.9 * (len(values) - 1)))]
        return f"| {self.course} | {self.edit} | {statistics.median(values):.0f} | {p90:.0f} | {values[-1]:.0f} |"


class Server:
    """``sitegen serve`` running in `folder`, and one browser listening."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = (folder / "serve.log").open("w+")
        command = [str(Path(sys.executable).with_name("sitegen")), "serve", "--port", "0"]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(command, cwd=folder, stdout=self.log, stderr=self.log, env=environment)
        self.address = ""
        self.socket: WebSocketClientConnection | None = None
        self.messages: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.late = 0

    async def connect(self) -> None:
        """Wait for the server and do what the page's script does first."""
        while not self.address:
            found = re.search(r"http://(\S+)/\s", Path(self.log.name).read_text("utf-8"))
            self.address = found[1] if found else ""
            if self.process.poll() is not None:
                raise SystemExit(Path(self.log.name).read_text("utf-8"))
            await asyncio.sleep(0.05)
        self.socket = await websocket_connect(f"ws://{self.address}/livereload")
        await self.socket.write_message(json.dumps(HELLO))
        await self.socket.read_message()
        await self.socket.write_message(json.dumps({"command": "info", "url": "bench"}))
        self.listener = asyncio.ensure_future(self.listen())
        await self.quiet()

    async def listen(self) -> None:
        """Take messages as they come."""
        assert self.socket is not None
        while isinstance(text := await self.socket.read_message(), str):
            self.messages.put_nowait(json.loads(text))

    async def message(self) -> dict[str, object]:
        """The next message."""
        return await asyncio.wait_for(self.messages.get(), 60)

    async def quiet(self) -> None:
        """Pause, and pass over what arrives meanwhile: a save that was seen in two halves is told of twice."""
        await asyncio.sleep(PAUSE)
        while not self.messages.empty():
            self.messages.get_nowait()
            self.late += 1

    def page(self, path: str) -> str:
        """A page or file as the browser gets it."""
        with urlopen(f"http://{self.address}/{path}") as answer:
            text: str = answer.read().decode()
        return text

    def end(self) -> None:
        """As Ctrl-C does."""
        self.process.terminate()
        if self.process.wait(5):
            raise SystemExit(f"serve ended with {self.process.returncode}")


async def edits(server: Server, file: Path, change: Callable[[str, str], str], repeat: int, shown: str) -> list[float]:
    """Edit `file` so often, each time with another word that must then stand in the page `shown`."""
    times = []
    for number in range(repeat):
        word = f"gair{number:03d}"
        text = change(file.read_text("utf-8"), word)
        start = time.perf_counter()
        file.write_text(text, "utf-8")
        await server.message()
        times.append(1000 * (time.perf_counter() - start))
        if word not in server.page(shown):
            raise SystemExit(f"{shown} was told of too early: it does not hold {word} yet")
        await server.quiet()
    return times


async def style_edits(server: Server, file: Path, repeat: int) -> tuple[list[float], list[float]]:
    """Edit a style sheet: milliseconds until the browser can show it, and until all pages name it."""
    shown, built = [], []
    for number in range(repeat):
        text = file.read_text("utf-8")
        start = time.perf_counter()
        file.write_text(re.sub(r"\n:root \{ --gair: .*", "", text) + f"\n:root {{ --gair: {number} }}\n", "utf-8")
        said = await server.message()
        shown.append(1000 * (time.perf_counter() - start))
        styles = said.get("styles")
        if not isinstance(styles, list) or not any(f"--gair: {number}" in server.page(path) for path in styles):
            raise SystemExit(f"the style sheet was not sent: {said}")
        while not said["generation"]:
            said = await server.message()
        built.append(1000 * (time.perf_counter() - start))
        await server.quiet()
    return shown, built


def new_sentence(text: str, word: str) -> str:
    """The page with a sentence more, or with another word in it."""
    text = re.sub(r"\n\nBrawddeg gair\d+\.\n$", "\n", text)
    return f"{text.rstrip()}\n\nBrawddeg {word}.\n"


def new_title(text: str, word: str) -> str:
    """The page with another last word in its title."""
    return re.sub(r"^(title: \"?[^\"\n]*?)(?: gair\d+)?(\"?)$", rf"\1 {word}\2", text, count=1, flags=re.MULTILINE)


async def measure(name: str, folder: Path, repeat: int) -> list[Row]:
    """All edits in the course that stands in `folder`/content."""
    content = folder / "content"
    file = next(page for page in sorted(content.glob("cy/*/*.md")) if page.name != "index.md" and page.stem > "b")
    style = content / "theme/assets" / STYLE
    style.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "themes/default/assets" / STYLE, style)
    server = Server(folder)
    try:
        await server.connect()
        shown = _address(folder, file)
        count = sum(1 for _ in content.rglob("*.md"))
        title = f"{name}, {count} pages"
        warm = await edits(server, file, new_sentence, 2, shown)
        print(f"{title}: first edits {', '.join(f'{x:.0f}' for x in warm)} ms", file=sys.stderr)
        rows = [Row(title, "a sentence", await edits(server, file, new_sentence, repeat, shown))]
        rows.append(Row(title, "a title", await edits(server, file, new_title, max(3, repeat // 3), shown)))
        print(f"{title}: {server.late} saves were told of twice", file=sys.stderr)
        seen, built = await style_edits(server, style, max(3, repeat // 3))
        rows += [Row(title, "a style sheet: shown", seen), Row(title, "a style sheet: all pages built", built)]
    finally:
        server.end()
    return rows


def _address(folder: Path, file: Path) -> str:
    """The address of the page that `file` became: the one whose data-page is its key."""
    key = file.relative_to(folder / "content" / "cy").with_suffix("").as_posix()
    for page in (folder / "build/site/cy").rglob("*.html"):
        if f'data-page="{key}"' in page.read_text("utf-8"):
            return page.relative_to(folder / "build/site").as_posix()
    raise SystemExit(f"no page for {file}")


def main() -> None:
    """Measure both courses and print the table."""
    parser = argparse.ArgumentParser(description="Measures how long after a save the browser is told.")
    parser.add_argument("--pages", type=int, default=1000, help="pages per language of the invented course (1000)")
    parser.add_argument("--repeat", type=int, default=15, help="edits of each kind (15)")
    parser.add_argument("--only", choices=("real", "invented"), help="one course only")
    arguments = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as temporary:
        for name in ("real", "invented"):
            if arguments.only in (None, name):
                folder = Path(temporary) / name
                folder.mkdir()
                if name == "real":
                    shutil.copytree(ROOT / "content", folder / "content")
                else:
                    write_corpus([str(folder / "content"), "--pages", str(arguments.pages)])
                rows += asyncio.run(measure(name, folder, arguments.repeat))
    print(f"{machine().line()}\n")
    print("| course | edit | median, ms | p90, ms | longest, ms |\n| --- | --- | ---: | ---: | ---: |")
    print("\n".join(row.line() for row in rows))


if __name__ == "__main__":
    main()
