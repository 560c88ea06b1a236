"""The server and the browsers that listen: livereload on Tornado, which nothing but this and ``handlers`` knows.

Of livereload we use the server, the socket's handler with its protocol, and the static files. Its watcher gives way to
ours, since it polls and holds back reloads; its injector to ``dress``, since pages here have a strict policy and their
heads may be long.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from livereload.handlers import LiveReloadHandler
from livereload.server import Server as LiveReloadServer
from livereload.watcher import Watcher as LiveReloadWatcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError

from sitegen.serve.dress import SCRIPT, SHEET, SOCKET
from sitegen.serve.handlers import Guarded, Own, Pages, Wire
from sitegen.serve.rebuild import Message, Rebuilder

#: How many ports to try after the one asked for.
PORTS = 100


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

    def run(self, *work: Callable[[], None]) -> None:
        """Serve until Ctrl-C, with each ``work`` in a thread of its own."""
        self.watcher.work = work
        self.serve(host="127.0.0.1")

    def wait(self, seconds: float) -> None:
        """Wait for the threads, each so long. A build may be left behind: it writes all or nothing."""
        for thread in self.watcher.threads:
            thread.join(seconds)

    def application(self, *_: object, **__: object) -> None:
        """Serve on the sockets that are there already."""
        self.browsers.loop = IOLoop.current()
        LiveReloadHandler.watcher = self.watcher
        site = {"path": self.root, "default_filename": self.default_filename}
        handlers: list[Any] = [(SOCKET, Wire), (SCRIPT, Own), (SHEET, Own), (r"/(.*)", Pages, site)]
        HTTPServer(web.Application(handlers, log_function=lambda _: None)).add_sockets(self.sockets)
        _end_on_signals(self.browsers.loop)

    def _setup_logging(self) -> None:
        """Say nothing but what went wrong in ourselves."""
        logging.getLogger("tornado").setLevel(logging.ERROR)
        logging.getLogger("livereload").setLevel(logging.ERROR)


def _end_on_signals(loop: IOLoop) -> None:
    """Let Ctrl-C and SIGTERM stop the loop. As an exception, one may be lost in whatever callback it interrupts."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.add_callback_from_signal(loop.stop))


class _Watcher(LiveReloadWatcher):  # type: ignore[misc]
    work: Sequence[Callable[[], None]] = ()
    threads: Sequence[Thread] = ()

    def __init__(self) -> None:
        super().__init__()
        self._tasks: dict[str, dict[str, object]] = {"course": {}}  # or livereload would watch the current folder

    def start(self, _: object) -> bool:
        """Start our own threads; True keeps livereload from polling."""
        self.threads = [Thread(target=work, daemon=True) for work in self.work]
        for thread in self.threads:
            thread.start()
        return True
