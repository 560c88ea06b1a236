"""``sitegen build`` as processes that start at once, by way of ``fork_server``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from courses import Files, tree, write

SERVER = Path(__file__).with_name("fork_server.py")


class Builds:
    """Builds in one folder; its course is ``content``, its site ``build/site``."""

    def __init__(self, folder: Path, user_cache: Path) -> None:
        self.folder, self.site = folder, folder / "build" / "site"
        self.messages = (user_cache / "messages").open("w+")
        self.server = subprocess.Popen(
            [sys.executable, SERVER], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=self.messages, env=os.environ | {"XDG_CACHE_HOME": str(user_cache)},
        )  # fmt: skip

    def start(self, *arguments: str, nobody: bool = False) -> int:
        """Begin ``sitegen build``; returns the process's id."""
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.write(json.dumps([["build", *arguments], nobody]) + "\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())

    def end(self) -> int:
        """Wait for the process that was begun; returns its exit status."""
        assert self.server.stdout is not None
        return int(self.server.stdout.readline())

    def run(self, *arguments: str, nobody: bool = False) -> int:
        """A whole build."""
        self.start(*arguments, nobody=nobody)
        return self.end()

    def said(self) -> str:
        """What the builds since the last question wrote to their standard error."""
        self.messages.seek(0)
        text = self.messages.read()
        self.messages.seek(0)
        self.messages.truncate()
        return text

    def clean(self, files: Files, out: str = "clean") -> Files:
        """What a clean build of ``files`` gives; the folder ``out`` must be new."""
        write(self.folder / "content", files)
        assert not (self.folder / out).exists()
        assert self.run("--out", out, "--no-cache") == 0
        return tree(self.folder / out)

    def stop(self) -> None:
        """End the server."""
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()
        self.messages.close()
