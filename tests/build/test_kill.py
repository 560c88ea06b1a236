"""``kill -9`` at any moment of a build: every file is whole, and the next build gives what a clean one gives."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from pathlib import Path

from builds import Builds
from courses import Files, course, differences, tree, write

KILLED = -signal.SIGKILL


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


def test_killed_a_hundred_times(builds: Builds, tmp_path: Path) -> None:
    chance = random.Random(36)
    versions = old_and_new()
    expected, times = [], []
    for files in versions:
        expected.append(builds.clean(files, f"clean-{len(expected)}"))
        began = time.perf_counter()
        assert builds.run() == 0
        times.append(time.perf_counter() - began)
    assert expected[0].keys() != expected[1].keys()
    assert len(differences(*expected)) > 40
    lasting = {path for path in expected[0] if path in expected[1]}
    site, private = builds.site, builds.site / ".sitegen"
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
