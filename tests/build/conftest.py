"""Quick builds and built sites for the tests of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from builds import Builds
from sites import Site


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Site:
    """The real course for any host."""
    return sites.real(tmp_path_factory.mktemp("real"), user_cache, "")


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Site:
    """The real course for the host at ``sites.BASE``."""
    return sites.real(tmp_path_factory.mktemp("hosted"), user_cache, sites.BASE)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Site:
    """The tests' own course."""
    return sites.small(tmp_path_factory.mktemp("small"), user_cache)


@pytest.fixture(scope="session", params=["site", "hosted", "small"])
def each(request: pytest.FixtureRequest) -> Site:
    """All three."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found
