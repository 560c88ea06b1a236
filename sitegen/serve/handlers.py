"""Requests and their answers: the site's pages and files, our script, the web socket.

Livereload's handlers, with what they lack: a check of the host, the site's own page for what is not there, pages
dressed, no caching.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, StaticFileHandler
from tornado import web

from sitegen.serve.dress import SCRIPT, SHEET, dress
from sitegen.serve.overlay import HERE, bare_page, overlay
from sitegen.serve.rebuild import Rebuilder
from sitegen.serve.words import language_of, overlay_words

OWN = {SCRIPT: "text/javascript; charset=utf-8", SHEET: "text/css; charset=utf-8"}
PROTOCOL = "http://livereload.com/protocols/official-7"


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
        self._finish(dress(html, standing.generation, self.request.host, message, standing.styles))

    def _finish(self, html: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(html)

    def _language(self, html: bytes, words: Any) -> str:
        return language_of(self.request.path, html, self.request.headers.get("Accept-Language", ""), words)
