"""``kill -9`` at any moment of a build: every file is whole, and the next build gives what a clean one gives."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import Files, course, differences, tree, write

SERVER = Path(__file__).with_name("fork_server.py")
KILLED = -signal.SIGKILL


class Builds:
    """``sitegen build`` as processes that start at once."""

    def __init__(self, folder: Path, user_cache: Path) -> None:
        self.folder = folder
        self.server = subprocess.Popen(
            [sys.executable, SERVER], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"XDG_CACHE_HOME": str(user_cache)},
        )  # fmt: skip

    def start(self, *arguments: str) -> int:
        """Begin ``sitegen build``; returns the process's id."""
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.write(json.dumps(["build", *arguments]) + "\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())

    def end(self) -> int:
        """Wait for the process that was begun; returns its exit status."""
        assert self.server.stdout is not None
        return int(self.server.stdout.readline())

    def run(self, *arguments: str) -> int:
        """A whole build."""
        self.start(*arguments)
        return self.end()


@pytest.fixture
def builds(tmp_path: Path, user_cache: Path) -> Iterator[Builds]:
    """Builds in tmp_path."""
    found = Builds(tmp_path, user_cache)
    yield found
    assert found.server.stdin is not None and found.server.stdout is not None
    found.server.stdin.close()
    found.server.wait()
    found.server.stdout.close()


def old_and_new() -> tuple[Files, Files]:
    """A course of some forty pages, and what it became: every page differs, some are gone, some are new."""
    old, new = course(3, 5, 1), course(3, 5, 2)
    for lang in ("cy", "en"):
        # Nothing leads to this page but its neighbour, which gets another one.
        del new[f"{lang}/m3/p5.md"]
        new[f"{lang}/m3/p4.md"] = new[f"{lang}/m3/p4.md"].replace(b"p5.md", b"p6.md")
        new[f"{lang}/m3/p6.md"] = new[f"{lang}/m2/p3.md"]
    new["course.toml"] = old["course.toml"].replace(b'"m1", "m2"', b'"m2", "m1"')
    third = new["course.toml"].index(b"[module.m3]")
    new["course.toml"] = new["course.toml"][:third] + new["course.toml"][third:].replace(b'"p5"', b'"p6"', 1)
    return old, new


def clean(builds: Builds, files: Files, name: str) -> Files:
    """What a clean build of ``files`` gives."""
    write(builds.folder / name, files)
    assert builds.run("--course", name, "--out", f"{name}-site", "--no-cache") == 0
    return tree(builds.folder / f"{name}-site")


def test_killed_a_hundred_times(builds: Builds, tmp_path: Path) -> None:
    chance = random.Random(36)
    versions = old_and_new()
    expected, times = [], []
    for files in versions:
        expected.append(clean(builds, files, "content"))
        write(tmp_path / "content", files)
        began = time.perf_counter()
        assert builds.run() == 0
        times.append(time.perf_counter() - began)
    assert expected[0].keys() != expected[1].keys()
    assert len(differences(*expected)) > 40
    lasting = {path for path in expected[0] if path in expected[1]}
    site, private = tmp_path / "build/site", tmp_path / "build/site/.sitegen"
    whole = max(times)
    killed = mixed = attempts = 0
    while killed < 100:
        attempts += 1
        assert attempts < 400
        write(tmp_path / "content", versions[attempts % 2])
        process = builds.start()
        if attempts % 3:
            time.sleep(chance.uniform(0, whole))
        else:
            # The moment at which most is at stake is short: it is waited for.
            until = time.perf_counter() + 5 * whole
            while time.perf_counter() < until and not (private / "journal").exists():
                time.sleep(0.0002)
            time.sleep(chance.uniform(0, 0.004))
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        if builds.end() == KILLED:
            killed += 1
        else:
            whole *= 0.9
        found = tree(site)
        for path, data in found.items():
            assert data in (expected[0].get(path), expected[1].get(path)), path
        assert lasting <= found.keys()
        mixed += found not in expected
        if attempts % 5 == 4:
            assert builds.run() == 0
            assert differences(tree(site), expected[attempts % 2]) == []
            assert sorted(path.name for path in private.iterdir()) == ["lock", "manifest", "stage"]
            assert not any((private / "stage").iterdir())
    assert mixed > 0
    assert builds.run() == 0
    assert differences(tree(site), expected[attempts % 2]) == []
