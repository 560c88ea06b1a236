"""The command line as a process: exit statuses, options, and what it says where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import edit, tree

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required"),
        (("biuld",), "invalid choice"),
        (("build", "--colour"), "--colour"),
        (("build", "--jobs", "many"), "--jobs"),
        (("build", "--jobs", "-1"), "--jobs"),
        (("build", "--course", "no-such-folder"), "no-such-folder"),
        (("build", "--course", "content/course.toml"), "content/course.toml"),
        (("build", "--lang", "de"), "“de”"),
        (("build", "--lang", "cy,de"), "cy, en"),
        (("build", "--format", "xml"), "--format"),
        (("check", "--course", "no-such-folder"), "no-such-folder"),
        (("check", "--explain", "Q99"), "Q99"),
        (("show", "everything"), "everything"),
        (("why", "cy/index.html"), "cy/index.html"),
        (("serve", "--course", "no-such-folder"), "no-such-folder"),
    ],
)
@pytest.mark.usefixtures("course")
def test_wrong_use(arguments: tuple[str, ...], said: str, tmp_path: Path, sitegen: Run) -> None:
    """One line that says what is wrong, exit status 2, and nothing written."""
    done = sitegen(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr and len(done.stderr.splitlines()) == 1
    assert tree(tmp_path).keys() == {f"content/{path}" for path in tree(tmp_path / "content")}


@pytest.mark.usefixtures("course")
def test_right_use(sitegen: Run) -> None:
    assert sitegen("--version").stdout.startswith("sitegen ")
    for arguments in (("--help",), ("build", "--help"), ("check", "--help"), ("serve", "--help")):
        done = sitegen(*arguments)
        assert done.returncode == 0 and "usage: sitegen" in done.stdout
    done = sitegen("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Q04" in sitegen("check", "--explain", "Q04").stdout
    done = sitegen("build")
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 pages" in done.stdout and "build/site" in done.stdout
    done = sitegen("build")
    assert done.returncode == 0 and "Nothing changed" in done.stdout


def test_warnings_are_allowed_unless_strict(course: Path, tmp_path: Path, sitegen: Run) -> None:
    edit(course, "en/care/one.md", "title: One", "title: One\ntilte: Two")
    for arguments in (("check",), ("build",), ("build",)):
        done = sitegen(*arguments)
        assert done.returncode == 0 and "M10" in done.stderr, "a warning is told each time"
    before = tree(tmp_path / "build/site")
    # What a lax build remembers does not let a strict one pass, with nothing changed or with another sentence.
    for old, new in (("a man.", "a woman."), ("a woman.", "a child.")):
        for arguments in (("check", "--strict"), ("build", "--strict"), ("build", "--strict", "--no-cache")):
            done = sitegen(*arguments)
            assert done.returncode == 1 and "M10" in done.stderr
        edit(course, "en/care/one.md", old, new)
    assert tree(tmp_path / "build/site") == before
    assert sitegen("build").returncode == 0
    edit(course, "en/care/one.md", "tilte", "audience")
    assert sitegen("build", "--strict").returncode == 0


def test_one_language(course: Path, tmp_path: Path, sitegen: Run) -> None:
    """A site with one language links to nothing that it has not, whatever was built before."""
    edit(course, "cy/care/one.md", "two.md#place", "../../en/care/two.md#place")
    assert sitegen("build", "--lang", "cy").returncode == 0
    welsh = tree(tmp_path / "build/site")
    assert not any(path.startswith("en/") for path in welsh)
    assert b'href="../../cy/gofal/dau.html#place"' in welsh["cy/gofal/un.html"]
    assert not any(b'href="../../en/' in data or b'href="../en/' in data for data in welsh.values())
    assert sitegen("build").returncode == 0
    both = tree(tmp_path / "build/site")
    assert "en/care/one.html" in both
    assert b'href="../../en/care/two.html#place"' in both["cy/gofal/un.html"]
    edit(course, "cy/care/one.md", "Tŷ a gŵr", "Tŷ bach a gŵr")
    assert sitegen("build", "--lang", "cy").returncode == 0
    assert not any(path.startswith("en/") for path in tree(tmp_path / "build/site"))
    edit(course, "cy/care/one.md", "Tŷ bach", "Tŷ mawr")
    assert sitegen("build", "--lang", "cy,en").returncode == 0
    found = tree(tmp_path / "build/site")
    assert found.keys() == both.keys()
    assert sitegen("build", "--no-cache", "--out", "clean").returncode == 0
    assert found == tree(tmp_path / "clean")


def test_formats(course: Path, sitegen: Run) -> None:
    edit(course, "en/care/one.md", "two.md#place", "twoo.md")
    done = sitegen("check")
    assert done.returncode == 1 and done.stdout == ""
    for part in ("error[L01] content/en/care/one.md:5:17", "See [the other](twoo.md).", "^^^^", "`two.md`", "1 error"):
        assert part in done.stderr
    assert "\x1b" not in done.stderr
    for command in ("check", "build"):
        done = sitegen(command, "--format", "json")
        assert done.returncode == 1
        (problem,) = json.loads(done.stdout)
        assert {"code", "severity", "message", "path", "line", "hints"} <= problem.keys()
        assert (problem["code"], problem["severity"], problem["line"]) == ("L01", "error", 5)
        assert problem["path"] == "content/en/care/one.md"
    done = sitegen("check", "--format", "github")
    assert done.stdout.startswith("::error file=content/en/care/one.md,line=5")
    edit(course, "en/care/one.md", "twoo.md", "two.md")
    done = sitegen("check", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.usefixtures("course")
def test_all_stages_can_be_shown(tmp_path: Path, sitegen: Run) -> None:
    documents = json.loads(sitegen("show", "documents").stdout)
    assert {document["path"] for document in documents} >= {"content/cy/index.md", "content/en/care/two.md"}
    course = json.loads(sitegen("show", "course").stdout)
    assert [module["name"] for module in course["modules"]] == ["care"]
    plan = json.loads(sitegen("show", "plan").stdout)
    assert {"cy/gofal/un.html", "en/care/one.html", "index.html", "404.html"} <= {file["path"] for file in plan}
    assert not (tmp_path / "build").exists()


@pytest.mark.usefixtures("course")
def test_a_reader_that_has_enough(tmp_path: Path, sitegen: Run) -> None:
    """``sitegen show plan | head -1`` ends without a word."""
    command = f"{Path(sys.executable).with_name('sitegen')} show plan 2> errors | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "[\n"
    assert (tmp_path / "errors").read_text() == ""
    assert done.returncode in (0, 141)
    assert sitegen("check").returncode == 0


@pytest.mark.usefixtures("course")
def test_output_that_cannot_be_written(sitegen: Run) -> None:
    with open("/dev/full", "w") as full:
        done = sitegen("show", "plan", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3 and "Traceback" not in done.stderr


@pytest.mark.usefixtures("course")
def test_consoles_without_welsh(sitegen: Run, course: Path) -> None:
    """A console that cannot show a letter gets another one, and no traceback."""
    edit(course, "cy/care/one.md", "two.md#place", "dŵr.md")
    for env in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        for arguments in (("check",), ("check", "--format", "json"), ("build",), ("check", "--explain", "L01")):
            done = sitegen(*arguments, env=env)
            assert done.returncode == (0 if "--explain" in arguments else 1), done.stderr
    assert os.environ.get("PYTHONIOENCODING") != "ascii"
