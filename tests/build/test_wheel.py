"""``pip install`` elsewhere gives a working ``sitegen`` with its default theme inside the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import differences, tree

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; the libraries are lent by this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A program of the new environment, which knows nothing of this checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"XDG_CACHE_HOME": str(cwd / "user-cache")}
    command = [str(installed / "bin" / arguments[0]), *arguments[1:]]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_what_is_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in (ROOT / "themes").rglob("*"):
        if path.is_file():
            assert f"sitegen/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "sitegen").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
    tops = {name.partition("/")[0] for name in names}
    assert len(tops) == 2 and "sitegen" in tops
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", "~"))]


def test_it_builds_a_course_outside_the_checkout(installed: Path, tmp_path: Path, sitegen: Run) -> None:
    where = "import sitegen, sitegen.read.theme; print(sitegen.__file__); print(sitegen.read.theme.default_theme())"
    done = run(installed, "python", "-c", where, cwd=tmp_path)
    assert all(line.startswith(str(installed)) for line in done.stdout.splitlines()), done
    shutil.copytree(ROOT / "content", tmp_path / "content")
    done = run(installed, "sitegen", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Built" in done.stdout
    assert "Nothing changed" in run(installed, "sitegen", "build", cwd=tmp_path).stdout
    assert sitegen("build", "--no-cache", "--out", "clean").returncode == 0
    assert differences(tree(tmp_path / "build/site"), tree(tmp_path / "clean")) == []
    done = run(installed, "sitegen", "check", "--explain", "Q04", cwd=tmp_path)
    assert done.returncode == 0 and "Q04" in done.stdout


def test_it_begins_a_course(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "sitegen", "new", "course", "kurs", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = run(installed, "sitegen", "build", "--strict", cwd=tmp_path / "kurs")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kurs/build/site/cy/index.html").is_file()
