"""One build at a time."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from written_trees import A, B, assert_clean, build, in_child, start_child, tree

from sitegen.write import Refused, open_site


def test_eight_builds_at_once(quick_path: Path) -> None:
    out, inside = quick_path / "site", quick_path / "inside"

    def builds(number: int) -> None:
        for turn in range(4):
            with open_site(out, sources=[], wait=60, notify=lambda _: None) as site:
                os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
                files = A if (number + turn) % 2 else B
                report = site.commit(
                    dict.fromkeys(files, "k"), [site.stage(path, "k", content) for path, content in files.items()]
                )
                assert report.restored == report.kept == ()
                assert tree(out) == files
                inside.unlink()

    children = [start_child(lambda number=number: builds(number)) for number in range(8)]  # type: ignore[misc]
    for child in children:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert tree(out) in (A, B)
    assert_clean(out, tree(out))


def test_the_second_waits_and_says_so_once(tmp_path: Path) -> None:
    out = tmp_path / "site"
    told: list[str] = []
    reading, writing = os.pipe()

    def tell(message: str) -> None:
        told.append(message)
        os.write(writing, b"!")

    first = open_site(out, sources=[])

    def second() -> int:
        with open_site(out, sources=[], wait=60, notify=tell) as site:
            site.commit({"a.html": "k"}, [site.stage("a.html", "k", b"second")])
        return len(told)

    child = start_child(second)
    assert os.read(reading, 1) == b"!"
    time.sleep(0.1)
    assert tree(out) == {}
    first.commit({"b.html": "k"}, [first.stage("b.html", "k", b"first")])
    first.close()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert tree(out) == {"a.html": b"second"}
    os.close(reading)
    os.close(writing)


def test_the_second_gives_up(tmp_path: Path) -> None:
    out = tmp_path / "site"
    told: list[str] = []
    with open_site(out, sources=[]):

        def second() -> int:
            began = time.monotonic()
            with pytest.raises(Refused, match="another build is writing") as refused:
                open_site(out, sources=[], wait=0.2, notify=told.append)
            assert 0.2 <= time.monotonic() - began < 10
            assert str(out) in str(refused.value)
            assert len(told) == 1
            assert str(out) in told[0]
            return refused.value.status

        assert in_child(second) == 2
    open_site(out, sources=[], wait=0).close()


def test_closing_twice_and_closing_in_a_fork(tmp_path: Path) -> None:
    out = tmp_path / "site"
    site = open_site(out, sources=[])
    assert in_child(site.close) == 0

    def second() -> None:
        with pytest.raises(Refused):
            open_site(out, sources=[], wait=0, notify=lambda _: None)

    assert in_child(second) == 0
    site.close()
    site.close()
    open_site(out, sources=[], wait=0).close()


@pytest.mark.parametrize("killed", [False, True])
def test_workers_that_live_on_do_not_hold_the_lock(tmp_path: Path, killed: bool) -> None:
    out = tmp_path / "site"
    reading, writing = os.pipe()

    def builder() -> None:
        site = open_site(out, sources=[])

        def worker() -> None:
            site.stage("a.html", "k", b"x")
            os.write(writing, f"{os.getpid()}\n".encode())
            time.sleep(60)

        start_child(worker)
        if killed:
            time.sleep(60)
        while not list((out / ".sitegen/stage").iterdir()):
            time.sleep(0.01)
        site.close()

    child = start_child(builder)
    worker = int(os.read(reading, 100))
    try:
        if killed:
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open_site(out, sources=[], wait=0.2):
            pass
        build(out, A)
        assert_clean(out, A)
    finally:
        os.kill(worker, signal.SIGKILL)
        os.close(reading)
        os.close(writing)


def test_lock_removed_while_waiting(tmp_path: Path) -> None:
    out = tmp_path / "site"
    reading, writing = os.pipe()
    site = open_site(out, sources=[])

    def tell(_: str) -> None:
        os.write(writing, b"!")

    def second() -> None:
        with open_site(out, sources=[], wait=60, notify=tell):
            pass

    child = start_child(second)
    assert os.read(reading, 1) == b"!"
    (out / ".sitegen/lock").unlink()
    site.close()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    build(out, A)
    assert_clean(out, A)
    shutil.rmtree(out)
    build(out, B)
    assert_clean(out, B)
    os.close(reading)
    os.close(writing)
