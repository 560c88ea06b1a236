"""Several builds of one site at once: one after the other, and what comes of it is what one build gives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from courses import course, differences, tree, write

COMMAND = Path(sys.executable).with_name("sitegen")


def at_once(folder: Path, user_cache: Path, *commands: tuple[str, ...]) -> list[tuple[int, str]]:
    """Run commands at the same time; returns exit statuses and what was said."""
    env = os.environ | {"XDG_CACHE_HOME": str(user_cache)}
    running = [
        subprocess.Popen([COMMAND, *command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for command in commands
    ]
    return [(each.returncode, said.decode()) for each in running for said in (each.communicate(timeout=120)[0],)]


def test_four_builds_at_once(
    tmp_path: Path, user_cache: Path, sitegen: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    for version in (1, 2):
        write(tmp_path / "content", course(3, 5, version))
        results = at_once(tmp_path, user_cache, *[("build",)] * 4)
        assert [status for status, _ in results] == [0] * 4, results
        assert sitegen("build", "--no-cache", "--out", f"clean-{version}").returncode == 0
        assert differences(tree(tmp_path / "build/site"), tree(tmp_path / f"clean-{version}")) == []
    assert "Nothing changed" in sitegen("build").stdout


def test_builds_of_two_sites_share_nothing(
    tmp_path: Path, user_cache: Path, sitegen: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Other folders, other options, one cache folder."""
    write(tmp_path / "content", course(2, 3, 1))
    write(tmp_path / "second", course(2, 3, 2))
    commands = (
        ("build",),
        ("build", "--course", "second", "--out", "build/two"),
        ("build", "--out", "build/three", "--lang", "cy"),
    )
    results = at_once(tmp_path, user_cache, *commands)
    assert [status for status, _ in results] == [0] * 3, results
    for number, command in enumerate(commands):
        arguments = command[1:] if number else ("--out", "build/site")
        out = arguments[arguments.index("--out") + 1]
        clean = [f"clean-{number}" if argument == out else argument for argument in arguments]
        assert sitegen("build", "--no-cache", *clean).returncode == 0
        assert differences(tree(tmp_path / out), tree(tmp_path / f"clean-{number}")) == []


def test_check_during_a_build_writes_nothing(tmp_path: Path, user_cache: Path) -> None:
    write(tmp_path / "content", course(2, 3))
    results = at_once(tmp_path, user_cache, ("check",), ("check", "--format", "json"))
    assert [status for status, _ in results] == [0, 0], results
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]
