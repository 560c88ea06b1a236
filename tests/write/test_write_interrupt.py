"""Ctrl-C and SIGTERM: the site is the old or the new one, nothing is left lying about."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from write_faults import before_change, interrupt, terminate
from written_trees import SMALL_A, SMALL_B, A, B, assert_clean, assert_whole, build, in_child, start_child, tree


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(143)


@pytest.mark.parametrize(("send", "error"), [(interrupt, KeyboardInterrupt), (terminate, SystemExit)])
def test_interrupted_before_every_single_change(
    quick_path: Path, send: Callable[[str], None], error: type[BaseException]
) -> None:
    out = quick_path / "site"
    build(out, SMALL_A)
    old, new = SMALL_A, SMALL_B
    seen = set()
    for number in range(10_000):

        def interrupted(number: int = number, new: dict[str, bytes] = new) -> int:
            signal.signal(signal.SIGTERM, _leave)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            before_change(number, send)
            try:
                build(out, new)
            except error:
                return 130
            return 0

        status = in_child(interrupted)
        if status == 0:
            break
        assert status == 130
        assert tree(out) in (old, new), number
        assert_clean(out, tree(out))
        seen.add("old" if tree(out) == old else "new")
        build(out, new)
        assert_clean(out, new)
        old, new = new, old
    assert seen == {"old", "new"}
    assert number > 40


def test_terminated_without_a_handler(quick_path: Path) -> None:
    out = quick_path / "site"

    def builds() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        while True:
            build(out, B)
            build(out, A)

    child = start_child(builds)
    time.sleep(0.3)
    os.kill(child, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGTERM
    assert_whole(out)
    build(out, A)
    assert_clean(out, A)
