"""Where the tests of the write stage build."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # they fork, kill and set limits

MEMORY = Path("/dev/shm")


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one, for tests that build hundreds of times.

    What a killed process leaves behind is the same there; only waiting for a busy disk is not.
    """
    if not MEMORY.is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="sitegen-test-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder)
