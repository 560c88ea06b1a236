"""The command line as a process: exit statuses, output folders, options, and what it says where."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from site_cases import base, put

Run = Callable[..., subprocess.CompletedProcess[str]]
Files = dict[str, bytes]


def tree(folder: Path) -> Files:
    """All files below ``folder`` but the builder's private ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sitegen" not in path.parts and ".cache" not in path.parts
    }


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The faultless course of the cases, in ``content``."""
    for block in base():
        put(tmp_path, block)
    return tmp_path / "content"


def edit(course: Path, name: str, old: str, new: str) -> None:
    """Replace text in a file of the course."""
    path = course / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


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
    for text in ("and a man.", "and a woman.", "and a child."):
        for arguments in (("check", "--strict"), ("build", "--strict"), ("build", "--strict", "--no-cache")):
            done = sitegen(*arguments)
            assert done.returncode == 1 and "M10" in done.stderr
        edit(course, "en/care/one.md", text, {"and a man.": "and a woman."}.get(text, "and a child."))
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


@pytest.mark.parametrize(
    "out", ["content", "content/site", ".", "..", "/", "content/course.toml", "content/cy/index.md"]
)
def test_output_folders_that_would_do_harm(out: str, course: Path, tmp_path: Path, sitegen: Run) -> None:
    before = tree(tmp_path)
    done = sitegen("build", "--out", out)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and out in done.stderr
    assert tree(tmp_path) == before
    assert not (course / "site").exists()


@pytest.mark.usefixtures("course")
def test_the_home_folder_is_no_output_folder(tmp_path: Path, sitegen: Run) -> None:
    (tmp_path / "home").mkdir()
    done = sitegen("build", "--out", "home", env={"HOME": str(tmp_path / "home")})
    assert done.returncode == 2 and "home" in done.stderr
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.usefixtures("course")
def test_a_folder_that_is_not_ours(tmp_path: Path, sitegen: Run) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/thesis.pdf").write_bytes(b"ten years of work")
    done = sitegen("build", "--out", "www")
    assert done.returncode == 2 and "www is not empty" in done.stderr
    assert tree(tmp_path / "www") == {"thesis.pdf": b"ten years of work"}
    (tmp_path / "file").write_text("file")
    done = sitegen("build", "--out", "file")
    assert done.returncode == 2 and "not a folder" in done.stderr
    done = sitegen("build", "--out", "file/site")
    assert done.returncode == 2
    assert (tmp_path / "file").read_text() == "file"


def test_what_others_put_there_stays(course: Path, tmp_path: Path, sitegen: Run) -> None:
    assert sitegen("build").returncode == 0
    site = tmp_path / "build/site"
    theirs = {
        "CNAME": b"example.org",
        ".nojekyll": b"",
        ".git/config": b"[core]",
        "cy/gofal/notes.pdf": b"x",
        "x/y": b"z",
    }
    for name, data in theirs.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    edit(course, "cy/care/index.md", "slug: gofal", "slug: gofalu")
    assert sitegen("build").returncode == 0
    found = tree(site)
    assert theirs.items() <= found.items()
    assert "cy/gofalu/un.html" in found and "cy/gofal/un.html" not in found
    # What stands in the way and is not ours is not overwritten, and nothing else is done then.
    edit(course, "cy/care/index.md", "slug: gofalu", "slug: gofal")
    (site / "cy/gofal/un.html").write_bytes(b"mine")
    before = tree(site)
    done = sitegen("build")
    assert done.returncode == 2 and "cy/gofal/un.html" in done.stderr
    assert tree(site) == before


def test_edited_and_deleted_outputs_come_back(course: Path, tmp_path: Path, sitegen: Run) -> None:
    assert sitegen("build").returncode == 0
    site = tmp_path / "build/site"
    before = tree(site)
    (site / "cy/index.html").write_bytes(b"edited")
    (site / "en/index.html").unlink()
    done = sitegen("build")
    assert done.returncode == 0 and "cy/index.html" in done.stdout and "by hand" in done.stdout
    assert tree(site) == before
    # A page that is planned no more, and was edited: its owner decides.
    (site / "en/care/one.html").write_bytes(b"edited")
    edit(course, "en/care/one.md", "title: One", "title: One\nslug: first")
    done = sitegen("build")
    assert done.returncode == 0 and "en/care/one.html" in done.stdout
    assert (site / "en/care/one.html").read_bytes() == b"edited"


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


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(number: int, status: int, course: Path, tmp_path: Path, sitegen: Run) -> None:
    """The site is the old one or the new one, and no private file is left over."""
    assert sitegen("build").returncode == 0
    old = tree(tmp_path / "build/site")
    for page in range(400):
        (course / f"en/care/page-{page}.md").write_text(f"---\ntitle: Page {page}\n---\n\nText.\n")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("sitegen"), "build"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(0.4)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert b"Traceback" not in said
    assert process.returncode in (status, -number, 0), said
    found = tree(tmp_path / "build/site")
    if process.returncode:
        assert found == old
        assert list((tmp_path / "build/site/.sitegen/stage").iterdir()) == []
    assert sitegen("build").returncode == 0
    assert len(tree(tmp_path / "build/site")) > 800


def test_a_file_that_cannot_be_written(course: Path, tmp_path: Path, sitegen: Run) -> None:
    """The machine's fault: one line that names a file, exit status 3, the old site whole."""
    assert sitegen("build").returncode == 0
    before = tree(tmp_path / "build/site")
    edit(course, "en/care/one.md", "A house", "A house, " * 3000)

    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, 16_000))

    done = sitegen("build", preexec_fn=small_files_only)
    assert done.returncode == 3, done.stderr
    (line,) = done.stderr.splitlines()
    assert "build/site/en/care/one.html" in line
    assert tree(tmp_path / "build/site") == before
    assert sitegen("build").returncode == 0


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
