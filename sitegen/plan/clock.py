"""The clock of a session: when each thing begins. Pure arithmetic on minutes; what is wrong with it, ``check`` says.

Times are computed, never typed, but for pins. A pinned item is never moved: a gap before it is spare time, and what
does not fit before it clashes. Nothing is resolved in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Where a slot is no item of the plan but time that nobody has planned.
SPARE = -1


class Slot(NamedTuple):
    """A stretch of the session. ``step`` is the item's index, or ``SPARE``.

    ``clash``: by how many minutes what comes before runs past this item's pinned time.
    """

    step: int
    starts: int
    minutes: int
    clash: int = 0

    @property
    def ends(self) -> int:
        """When it is over."""
        return self.starts + self.minutes


def run(starts: int, lengths: Sequence[int], pins: Sequence[int]) -> tuple[Slot, ...]:
    """Put items of these lengths one after the other; ``pins`` holds a time, or -1, for each."""
    slots: list[Slot] = []
    now = starts
    for step, (length, pin) in enumerate(zip(lengths, pins, strict=True)):
        clash = 0
        if pin >= 0:
            if pin > now:
                slots.append(Slot(SPARE, now, pin - now))
            clash = max(now - pin, 0)
            now = pin
        slots.append(Slot(step, now, length, clash))
        now += length
    return tuple(slots)


def over(slots: Sequence[Slot], ends: int) -> int:
    """By how many minutes the last item runs past ``ends``; negative where time is left."""
    return slots[-1].ends - ends if slots else 0


def stretches(slots: Sequence[Slot], breaks: frozenset[int]) -> list[tuple[int, int]]:
    """The stretches between breaks: index of the first item, and minutes. ``breaks`` are indices of items."""
    found: list[tuple[int, int]] = []
    first, begun = -1, 0
    for slot in slots:
        if slot.step in breaks:
            if first >= 0:
                found.append((first, slot.starts - begun))
            first = -1
        elif slot.step != SPARE and first < 0:
            first, begun = slot.step, slot.starts
    if first >= 0:
        found.append((first, slots[-1].ends - begun))
    return found
