"""docs/exercises.md is what its tool makes of the browser tests' snapshots."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    from exercises import PAGE, exercises_page

    assert PAGE.read_text("utf-8") == exercises_page(), "run “make docs”"
