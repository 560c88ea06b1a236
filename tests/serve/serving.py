"""``sitegen serve`` as a process, a small course for it, and a browser's end of the web socket."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tornado.websocket import websocket_connect

COMMAND = Path(sys.executable).with_name("sitegen")
#: The machine may be busy with other tests: waiting longer costs nothing where a test passes.
LONG = 20.0

COURSE = """id = "prawf"
title = { cy = "Cwrs prawf", en = "A test course" }
languages = ["cy", "en"]
modules = ["one"]
"""
PAGES = {
    "cy/index.md": "---\ntitle: Hafan\n---\n\nCroeso.\n",
    "en/index.md": "---\ntitle: Home\n---\n\nWelcome.\n",
    "cy/one/index.md": "---\ntitle: Modiwl un\n---\n\nDyma’r modiwl cyntaf.\n",
    "en/one/index.md": "---\ntitle: Module one\n---\n\nThis is the first module.\n",
    "cy/one/page.md": "---\ntitle: Tudalen\nslug: tudalen\n---\n\nBrawddeg.\n",
    "en/one/page.md": "---\ntitle: A page\n---\n\nA sentence.\n",
}
PAGE = "en/one/page.html"


def write_course(folder: Path, more: Mapping[str, str] = {}) -> Path:
    """The small course at ``folder``/content; returns that."""
    content = folder / "content"
    for path, text in {"course.toml": COURSE, **PAGES, **more}.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    return content


class Answer(NamedTuple):
    """An HTTP answer; ``seconds`` is how long it took."""

    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float


class Served:
    """The server. ``port`` is the one that it says it has."""

    def __init__(self, folder: Path, *arguments: str, env: Mapping[str, str] = {}) -> None:
        self.folder, self.content = folder, folder / "content"
        self.log = folder / "serve.log"
        command = [COMMAND, "serve", *(arguments or ("--port", "0"))]
        environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "BROWSER")}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**environment, **env})
        self.port = int(self.wait_for(r"The course is at http://127\.0\.0\.1:(\d+)/")[1])

    def output(self) -> str:
        """What it has printed until now."""
        return self.log.read_text("utf-8")

    def wait_for(self, pattern: str, count: int = 1) -> re.Match[str]:
        """Wait until ``pattern`` stands so often in the output; returns the last match."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            found = list(re.finditer(pattern, self.output()))
            if len(found) >= count:
                return found[-1]
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"no “{pattern}” in:\n{self.output()}")

    def builds(self) -> int:
        """How many builds it has reported."""
        return len(re.findall(r"^\d\d:\d\d:\d\d  .*(?: s\)|as it was)$", self.output(), re.MULTILINE))

    def get(self, path: str, host: str = "", headers: Mapping[str, str] = {}) -> Answer:
        """Ask for a path; ``host`` stands in for the right one."""
        request = Request(f"http://127.0.0.1:{self.port}/{path}", headers=dict(headers))
        if host:
            request.add_header("Host", host)
        began = time.perf_counter()
        try:
            with urlopen(request, timeout=LONG) as answer:
                text = answer.read().decode()
        except HTTPError as error:
            answer, text = error, error.read().decode()
        return Answer(answer.status or 0, answer.headers, text, time.perf_counter() - began)  # type: ignore[arg-type]

    def shows(self, path: str, text: str, absent: bool = False) -> str:
        """Wait until a page holds ``text``, or no longer does; returns the page."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            page = self.get(path).text
            if (text in page) != absent:
                return page
            time.sleep(0.02)
        raise AssertionError(f"{path} {'still' if absent else 'never'} shows “{text}”:\n{page}\n{self.output()}")

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, float]:
        """Send a signal; returns the exit status and how many seconds it took."""
        began = time.perf_counter()
        self.process.send_signal(how)
        try:
            status = self.process.wait(LONG)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return status, time.perf_counter() - began


class Browser:
    """A page's end of the web socket, as ``livereload.js`` holds it: collects messages."""

    def __init__(self, port: int, generation: str = "") -> None:
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.port, self.generation = port, generation
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True).start()
        assert self.ready.wait(LONG)

    async def _run(self) -> None:
        socket = await websocket_connect(f"ws://127.0.0.1:{self.port}/livereload")
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        await socket.write_message(json.dumps(hello))
        await socket.read_message()
        info = {"command": "info", "url": "test"} | ({"generation": self.generation} if self.generation else {})
        await socket.write_message(json.dumps(info))
        await asyncio.sleep(0.05)
        self.ready.set()
        while isinstance(text := await socket.read_message(), str):
            self.messages.put(json.loads(text))

    def message(self) -> dict[str, Any]:
        """The next message."""
        return self.messages.get(timeout=LONG)

    def nothing(self, seconds: float = 0.5) -> bool:
        """Whether no message comes for so long."""
        try:
            self.messages.get(timeout=seconds)
        except queue.Empty:
            return True
        return False
