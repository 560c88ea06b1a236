"""Quick builds for the tests of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import Builds


@pytest.fixture
def builds(tmp_path: Path, user_cache: Path) -> Iterator[Builds]:
    """Builds in tmp_path."""
    found = Builds(tmp_path, user_cache)
    yield found
    found.stop()


@pytest.fixture
def open_builds() -> Iterator[Builds]:
    """Builds in a folder that everybody may enter, unlike ``tmp_path``."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-test-"))
    folder.chmod(0o755)
    (folder / "user-cache").mkdir()
    found = Builds(folder, folder / "user-cache")
    yield found
    found.stop()
    shutil.rmtree(folder)
