"""A server that ends with its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from serving import Served, write_course


@pytest.fixture
def serve(tmp_path: Path, user_cache: Path) -> Iterator[Callable[..., Served]]:
    """``serve(*arguments, more={path: text}, env={})`` writes the small course and serves it."""
    started: list[Served] = []

    def start(*arguments: str, more: dict[str, str] | None = None, env: dict[str, str] | None = None) -> Served:
        if not (tmp_path / "content").exists():
            write_course(tmp_path, more or {})
        started.append(Served(tmp_path, *arguments, env={"XDG_CACHE_HOME": str(user_cache), **(env or {})}))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            assert server.end()[0] == 0, server.output()
