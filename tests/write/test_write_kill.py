"""Killed at any moment: every file is whole, opening settles it, the next build repairs it."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from write_faults import before_change, kill
from written_trees import (
    SMALL_A,
    SMALL_B,
    A,
    B,
    assert_clean,
    assert_whole,
    build,
    in_child,
    open_only,
    start_child,
    tree,
)

KILLED = -signal.SIGKILL


def test_killed_before_every_single_change_to_the_disk(quick_path: Path) -> None:
    out = quick_path / "site"
    build(out, SMALL_A)
    old, new = SMALL_A, SMALL_B
    settled = {"old": 0, "new": 0}
    for number in range(10_000):

        def killed_build(number: int = number, new: dict[str, bytes] = new) -> None:
            before_change(number, kill)
            build(out, new)

        status = in_child(killed_build)
        if status == 0:
            break
        assert status == KILLED
        assert_whole(out)
        open_only(out)
        assert tree(out) in (old, new)
        settled["new" if tree(out) == new else "old"] += 1
        assert_clean(out, tree(out))
        build(out, new)
        assert_clean(out, new)
        assert build(out, new) == ((), (), (), ())
        old, new = new, old
    assert min(settled.values()) > 20


def test_killed_at_random(quick_path: Path) -> None:
    out = quick_path / "site"
    chance = random.Random(36)
    build(out, A)

    def builds() -> None:
        while True:
            build(out, B)
            build(out, A)

    for number in range(100):
        child = start_child(builds)
        time.sleep(chance.uniform(0.0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert_whole(out)
        target = A if number % 2 else B
        build(out, target)
        assert_clean(out, target)


def test_killed_again_while_finishing(quick_path: Path) -> None:
    out = quick_path / "site"
    build(out, A)

    def once(number: int) -> int:
        def killed() -> None:
            before_change(number, kill)
            build(out, B)

        return in_child(killed)

    # Each new start gets a few renames further than the one before, whatever it is that it finds.
    starts = 0
    while once(75 if starts == 0 else 7 + starts % 4) == KILLED:
        assert_whole(out)
        starts += 1
        assert starts < 500
    assert starts > 5
    assert_clean(out, B)


def test_power_lost_after_the_journal(tmp_path: Path) -> None:
    """Files on the stage that never reached the disk are not put in place of good ones."""
    out = tmp_path / "site"
    build(out, A)

    def cut_short() -> None:
        before_change(10, kill, ending=".html")
        build(out, B)

    assert in_child(cut_short) == KILLED
    assert (out / ".sitegen/journal").exists()
    waiting = sorted((out / ".sitegen/stage").iterdir())
    assert len(waiting) > 20
    for number, file in enumerate(waiting):
        if number % 3 == 0:
            os.truncate(file, 0)
        elif number % 3 == 1:
            file.write_bytes(b"\0" * file.stat().st_size)
    open_only(out)
    assert_whole(out)
    build(out, B)
    assert_clean(out, B)


def test_power_lost_after_the_renames(tmp_path: Path) -> None:
    """A file that is empty although the manifest says otherwise is written again."""
    out = tmp_path / "site"
    build(out, A)
    for path in list(A)[::7]:
        os.truncate(out / path, 0)
    build(out, A)
    assert_clean(out, A)


def test_journal_cut_short_is_forgotten(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(out, A)

    def cut_short() -> None:
        before_change(0, kill, ending="/journal")
        build(out, B)

    assert in_child(cut_short) == KILLED
    unfinished = out / ".sitegen/journal.new"
    data = unfinished.read_bytes()
    for length in (len(data), len(data) - 1, len(data) // 2, 5, 0):
        unfinished.write_bytes(data[:length])
        open_only(out)
        assert tree(out) == A
        assert not unfinished.exists()
    build(out, B)
    assert tree(out) == B
