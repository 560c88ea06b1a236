"""A course for the tests of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_cases import base, put


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The faultless course of the cases, in ``content``."""
    for block in base():
        put(tmp_path, block)
    return tmp_path / "content"
