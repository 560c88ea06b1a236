"""Everything that an author can get wrong, with the commands that authors use. See ``tests/cases/sites``."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from site_cases import Block, Case, base, cases, compare, is_file, put, unescaped

Run = Callable[..., subprocess.CompletedProcess[str]]
Files = dict[str, bytes]
ALL = list(cases())


def tree(folder: Path) -> Files:
    """All files below ``folder`` but the builder's private ones; links are not followed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and ".sitegen" not in path.parts
    }


@pytest.fixture(scope="module")
def base_site(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Files:
    """The site of the course without any fault."""
    from sitegen.build import Options, build

    folder = tmp_path_factory.mktemp("base")
    for block in base():
        put(folder, block)
    result = build(Options(folder / "content", folder / "site", None, user_cache / "sitegen/templates"))
    assert result.ok and not result.problems
    return tree(folder / "site")


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case, tmp_path: Path, sitegen: Run, request: pytest.FixtureRequest) -> None:
    for block in (*base(), *filter(is_file, case.blocks)):
        put(tmp_path, block)
    written = tree(tmp_path)
    commands = 0
    for block in case.blocks:
        if block.info[0] == "sitegen":
            command(block, tmp_path, sitegen)
            commands += 1
        elif block.info[0] == "site":
            look(block, tmp_path / "build/site")
        elif block.info[0] == "same":
            expected = request.getfixturevalue("base_site")
            found = tree(tmp_path / "build/site")
            assert sorted(name for name in {**found, **expected} if found.get(name) != expected.get(name)) == []
    assert commands, "a case has a command"
    kept = tree(tmp_path)
    assert {name: data for name, data in kept.items() if not name.startswith("build/")} == written


def command(block: Block, folder: Path, sitegen: Run) -> None:
    """Run a case's command; compare its exit status, what it reports and what it leaves."""
    before = tree(folder / "build/site")
    done = sitegen(*block.info[1:], "--format", "json")
    status, *expected = (row for row in block.text.split("\n") if row.strip())
    wrong = compare(expected, done.stdout)
    assert not wrong, "\n".join(wrong)
    assert done.returncode == int(status.removeprefix("exit ")), done.stderr
    if block.info[1] == "check":
        assert not (folder / "build").exists()
    elif done.returncode:
        assert tree(folder / "build/site") == before


def look(block: Block, site: Path) -> None:
    """Compare a file of the site with what a case says of it."""
    path = site / block.info[1]
    rows = [row for row in block.text.split("\n") if row]
    if rows == ["-"]:
        assert not path.exists()
        return
    text = path.read_text("utf-8")
    for row in rows:
        assert row[:2] in ("+ ", "- "), row
        assert (unescaped(row[2:]) in text) == (row[0] == "+"), row


def test_the_case_files_are_found() -> None:
    assert len(ALL) > 60
    assert len({case.name for case in ALL}) == len(ALL)


def test_the_base_has_no_fault(tmp_path: Path, sitegen: Run) -> None:
    for block in base():
        put(tmp_path, block)
    for arguments in (("check", "--strict"), ("build", "--strict")):
        done = sitegen(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
