"""Where a site is built: folders that are refused, what is left alone, what a failure leaves behind."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import edit, tree

Run = Callable[..., subprocess.CompletedProcess[str]]


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
    assert list((tmp_path / "build/site/.sitegen/stage").iterdir()) == []
    assert sitegen("build").returncode == 0
    new = tree(tmp_path / "build/site")
    assert len(new) > 800
    # A commit that had begun was finished before the interruption went on.
    assert sorted(found.items()) in (sorted(old.items()), sorted(new.items())), "the site is neither old nor new"


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
