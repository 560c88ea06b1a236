"""HTTP and the web socket, on livereload and Tornado: the only module that knows them.

Of livereload we use the server, the socket's handler with its protocol, and the static files. Its watcher gives way to
ours, since it polls and holds back reloads; its injector to ``dress``, since pages here have a strict policy and their
heads may be long.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from livereload.handlers import LiveReloadHandler, StaticFileHandler
from livereload.server import Server as LiveReloadServer
from livereload.watcher import Watcher as LiveReloadWatcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError

from sitegen.serve.dress import SCRIPT, SHEET, SOCKET, dress
from sitegen.serve.overlay import HERE, bare_page, overlay
from sitegen.serve.rebuild import Message, Rebuilder
from sitegen.serve.words import language_of, overlay_words

#: How many ports to try after the one asked for.
PORTS = 100
OWN = {SCRIPT: "text/javascript; charset=utf-8", SHEET: "text/css; charset=utf-8"}
PROTOCOL = "http://livereload.com/protocols/official-7"


def listen(port: int) -> tuple[list[socket.socket], int]:
    """Listen on this machine's own address; returns the sockets and the port, the next free one where it is taken.

    Raises OSError where none of them can be had.
    """
    for number in range(port, min(port + PORTS, 65535) + 1):
        ours = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would let two servers have one port
                ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            ours.bind(("127.0.0.1", number))
            ours.listen(128)
        except OSError as error:
            ours.close()
            if error.errno != errno.EADDRINUSE or number == min(port + PORTS, 65535):
                raise
            continue
        ours.setblocking(False)
        return [ours], int(ours.getsockname()[1])
    raise AssertionError


class Browsers:
    """The pages that listen. ``loop`` is the server's, None before it runs."""

    loop: IOLoop | None = None

    def tell(self, message: Message) -> None:
        """Tell all of them; may be called in any thread."""
        if self.loop is not None:
            self.loop.add_callback(self._tell, message)

    def _tell(self, message: Message) -> None:
        path = message.styles[0] if message.styles else "*"
        text = json.dumps({"command": "reload", "path": path, "liveCSS": bool(message.styles), **message._asdict()})
        for waiter in LiveReloadHandler.waiters.copy():
            try:
                waiter.write_message(text)
            except WebSocketClosedError:
                LiveReloadHandler.waiters.discard(waiter)


class Guarded(web.RequestHandler):
    """Answers only to requests for this machine, whatever name a stranger's page gave it (DNS rebinding)."""

    hosts: frozenset[str] = frozenset()

    def set_default_headers(self) -> None:
        """Nothing is kept by the browser: the next build may be there already."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse other hosts."""
        if self.request.host.lower() not in self.hosts:
            raise web.HTTPError(403)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say it in a word."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        hosts = f": this server answers to {', '.join(sorted(self.hosts))}" if status_code == 403 else ""
        self.finish(f"{status_code} {self._reason}{hosts}\n")


class Wire(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """A browser's web socket."""

    rebuilder: Rebuilder

    def check_origin(self, origin: str) -> bool:
        """Only our own pages may listen."""
        return origin.lower().partition("://")[2] in self.hosts

    def on_message(self, message: str | bytes) -> None:
        """Greet; then listen to where the browser is, and tell it when its page is out of date."""
        try:
            said = json.loads(message)
            command = said["command"]
        except (ValueError, KeyError, TypeError):
            self.close(1003)
            return
        if command == "hello":
            self.write_message({"command": "hello", "protocols": [PROTOCOL], "serverName": "sitegen"})
        elif command == "info":
            LiveReloadHandler.waiters.add(self)
            now = self.rebuilder.standing.generation
            if said.get("generation", now) != now:
                self.write_message({"command": "reload", "path": "*", "generation": now})


class Own(Guarded):
    """The script and the style sheet that pages get from us."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", OWN[self.request.path])
        self.finish((HERE / self.request.path[1:]).read_bytes())

    head = get


class Pages(Guarded, StaticFileHandler):  # type: ignore[misc]
    """The site: pages dressed, other files as they are."""

    rebuilder: Rebuilder

    def compute_etag(self) -> str | None:
        """None: reading a file twice for what nobody keeps is of no use."""
        return None

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a page or a file; a style sheet perhaps before it is written."""
        standing = self.rebuilder.standing
        base = standing.base[1:]
        if "\0" in path or any(part.startswith(".") for part in path.split("/")):
            raise web.HTTPError(404)
        if base and path.startswith(base):
            path = path[len(base) :]
        if path in standing.styles:
            self.set_header("Content-Type", OWN[SHEET])
            self.finish(standing.styles[path])
            return
        self.path = self.parse_url_path(path)
        absolute = self.validate_absolute_path(self.root, self.get_absolute_path(self.root, self.path))
        if absolute is None:  # sent on to the folder's own address
            return
        if not absolute.endswith(".html"):
            await super().get(path, include_body)  # type: ignore[misc]
            return
        try:
            html = Path(absolute).read_bytes()
        except OSError as error:
            raise web.HTTPError(404) from error
        self._send(html, standing)

    def write_error(self, status_code: int, **rest: Any) -> None:
        """The site's own page for what is not there; where there is no site, why."""
        if status_code != 404:
            super().write_error(status_code, **rest)
            return
        standing = self.rebuilder.standing
        try:
            self._send((Path(self.root) / "404.html").read_bytes(), standing)
        except OSError:
            self.rebuilder.incomplete = not standing.failure
            words = standing.words or overlay_words(self.rebuilder.options.course)
            lang = self._language(b"", words)
            page = bare_page(standing.failure, lang, words.get(lang, {}))
            self._finish(dress(page, standing.generation, self.request.host, b" "))

    def _send(self, html: bytes, standing: Any) -> None:
        message = b""
        if standing.failure:
            lang = self._language(html, standing.words)
            message = overlay(standing.failure, lang, standing.words.get(lang, {}))
        self._finish(dress(html, standing.generation, self.request.host, message))

    def _finish(self, html: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(html)

    def _language(self, html: bytes, words: Any) -> str:
        return language_of(self.request.path, html, self.request.headers.get("Accept-Language", ""), words)


class Server(LiveReloadServer):  # type: ignore[misc]
    """livereload's server with our handlers, sockets and watcher."""

    def __init__(
        self, root: Path, port: int, sockets: Sequence[socket.socket], rebuilder: Rebuilder, browsers: Browsers
    ) -> None:
        """``sockets`` listen on ``port`` already. ``root`` is the site's folder."""
        super().__init__(watcher=_Watcher())
        self.root, self.sockets, self.browsers = str(root), sockets, browsers
        names = ("localhost", "127.0.0.1", "[::1]")
        Guarded.hosts = frozenset(f"{name}:{port}" for name in names) | frozenset(names if port == 80 else ())
        Wire.rebuilder = Pages.rebuilder = rebuilder

    def run(self, watch: Callable[[], None]) -> None:
        """Serve until Ctrl-C, with ``watch`` in a thread of its own."""
        self.watcher.watch_course = watch
        self.serve(host="127.0.0.1")

    def application(self, *_: object, **__: object) -> None:
        """Serve on the sockets that are there already."""
        self.browsers.loop = IOLoop.current()
        LiveReloadHandler.watcher = self.watcher
        site = {"path": self.root, "default_filename": self.default_filename}
        handlers: list[Any] = [(SOCKET, Wire), (SCRIPT, Own), (SHEET, Own), (r"/(.*)", Pages, site)]
        HTTPServer(web.Application(handlers, log_function=lambda _: None)).add_sockets(self.sockets)

    def _setup_logging(self) -> None:
        """Say nothing but what went wrong in ourselves."""
        logging.getLogger("tornado").setLevel(logging.ERROR)
        logging.getLogger("livereload").setLevel(logging.ERROR)


class _Watcher(LiveReloadWatcher):  # type: ignore[misc]
    watch_course: Callable[[], None]

    def __init__(self) -> None:
        super().__init__()
        self._tasks: dict[str, dict[str, object]] = {"course": {}}  # or livereload would watch the current folder

    def start(self, _: object) -> bool:
        """Start our own watch; True keeps livereload from polling."""
        Thread(target=self.watch_course, name="build", daemon=True).start()
        return True
