"""The clock of a session, case by case: a plan in, the agenda's times out."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model.session import clock
from sitegen.parse.session_file import parse_session_file
from sitegen.plan.clock import SPARE, over, run, stretches
from sitegen.plan.steps import Step, _minutes

CASES = Path(__file__).resolve().parents[1] / "cases" / "clock" / "timelines.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def cases() -> list[tuple[str, dict[str, str]]]:
    """Each heading with its fences."""
    pieces = re.split(r"^## ", CASES.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [(piece.partition("\n")[0], dict(FENCE.findall(piece))) for piece in pieces]


def shown(plan: str, length: str) -> str:
    """A timeline in the notation of the cases."""
    session, problems = parse_session_file(plan, "plan.toml", "plan", ("en",))
    assert session is not None and problems == ()
    steps = [Step(item, (), *_minutes(item, None, ("en",))) for item in session.items]
    slots = run(session.starts, [getattr(x.minutes, length) for x in steps], [x.item.at for x in steps])
    rows = []
    for slot in slots:
        title = "-" if slot.step == SPARE else steps[slot.step].title("en") or "break"
        clash = f"! {slot.clash} " if slot.clash else ""
        rows.append(f"{clock(slot.starts)} {slot.minutes} {clash}{title}\n")
    return "".join(rows) + clock(slots[-1].ends) + "\n"


@pytest.mark.parametrize(("name", "fences"), cases(), ids=[name for name, _ in cases()])
def test_timeline(name: str, fences: dict[str, str]) -> None:
    assert {length: shown(fences["plan"], length) for length in fences if length != "plan"} == {
        length: text for length, text in fences.items() if length != "plan"
    }, name


TIMES = st.lists(st.tuples(st.integers(1, 300), st.one_of(st.just(-1), st.integers(0, 1439))), min_size=1)


@given(st.integers(0, 1439), TIMES)
def test_no_minute_is_lost(starts: int, items: list[tuple[int, int]]) -> None:
    """Each slot begins where the last one ended, but for a pinned item that clashes, and then by just its clash."""
    lengths, pins = [x for x, _ in items], [x for _, x in items]
    slots = run(starts, lengths, pins)
    assert slots[0].starts == (starts if slots[0].step == SPARE or pins[0] < 0 else pins[0])
    for before, after in pairwise(slots):
        assert after.starts == before.ends - after.clash
    planned = [slot for slot in slots if slot.step != SPARE]
    assert [slot.minutes for slot in planned] == lengths
    assert all(slot.starts == pins[slot.step] for slot in planned if pins[slot.step] >= 0)
    assert over(slots, slots[-1].ends) == 0


def test_stretches_between_breaks() -> None:
    slots = run(0, [30, 10, 60, 10, 10], [-1, -1, -1, 120, -1])
    assert stretches(slots, frozenset({1})) == [(0, 30), (2, 100)]
    assert stretches(slots, frozenset({0, 4})) == [(1, 100)]
    assert stretches(slots, frozenset(range(5))) == []
