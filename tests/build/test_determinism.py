"""The same bytes from the same source: on any machine, at any time, in any order, with any number of processes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from courses import Files, course, differences, tree, write

from sitegen.build import Options, build

Run = Callable[..., subprocess.CompletedProcess[str]]

WORLDS = (
    ("here", {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0"}, ("--jobs", "1")),
    ("somewhere else", {"TZ": "Pacific/Kiritimati", "LANG": "cy_GB.UTF-8", "PYTHONHASHSEED": "4242"}, ("--jobs", "2")),
    ("ŵ/deep/folder", {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}, ("--jobs", "5")),
    ("plain", {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "20"}, ()),
)


def scattered(folder: Path, files: Files, chance: random.Random) -> None:
    """Make the files in any order and with any times."""
    names = sorted(files)
    chance.shuffle(names)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name])
        time = chance.randrange(10**18, 17 * 10**17)
        os.utime(folder / name, ns=(time, time))


def test_on_any_machine(tmp_path: Path, sitegen: Run) -> None:
    """More pages than one process takes on, so that ``--jobs`` means something."""
    files = course(9, 14)
    chance = random.Random(1)
    first: Files | None = None
    for place, env, arguments in WORLDS:
        folder = tmp_path / place
        scattered(folder / "content", files, chance)
        done = sitegen("build", *arguments, cwd=folder, env=env)
        assert done.returncode == 0, done.stderr
        found = tree(folder / "build/site")
        first = first or found
        assert len(found) > 250
        assert differences(found, first) == [], place
        shutil.rmtree(folder)


def test_any_path_to_the_course(tmp_path: Path, sitegen: Run) -> None:
    """However the folders are named, and from wherever the command is given."""
    write(tmp_path / "content", course())
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").symlink_to("content")
    calls: tuple[tuple[str, dict[str, object]], ...] = (
        ("content", {}),
        ("./content/", {}),
        (f"{tmp_path}/content", {"cwd": tmp_path / "elsewhere"}),
        ("../content", {"cwd": tmp_path / "elsewhere"}),
        (".", {"cwd": tmp_path / "content"}),
        ("../content/../content", {"cwd": tmp_path / "content"}),
        ("cy/..", {"cwd": tmp_path / "content"}),
        ("linked", {}),
    )
    first: Files | None = None
    for number, (name, options) in enumerate(calls):
        out = tmp_path / f"site-{number}"
        arguments = ("--course", name, "--out", out, "--no-cache")
        done = sitegen("build", *arguments, **options)
        assert done.returncode == 0, (name, done.stderr)
        folder = "linked" if name == "linked" else "content"
        assert f"{folder}/en/about/only.md" in done.stderr, name
        first = first or tree(out)
        assert differences(tree(out), first) == [], name
    assert sorted(path.name for path in (tmp_path / "content").iterdir()) == sorted({*first_names(), "course.toml"})


def first_names() -> set[str]:
    """What stands at the top of the course."""
    return {path.partition("/")[0] for path in course()}


def test_again_and_in_another_order(tmp_path: Path) -> None:
    """In one process: nothing of one build stays for the next."""
    files = course()
    sites = []
    for number, names in enumerate((sorted(files), sorted(files, reverse=True), sorted(files))):
        folder = tmp_path / str(number) / "content"
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(files[name])
        assert build(Options(folder, tmp_path / str(number) / "site")).ok
        sites.append(tree(tmp_path / str(number) / "site"))
    assert differences(sites[0], sites[1]) == differences(sites[0], sites[2]) == []
