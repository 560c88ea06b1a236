"""Other people's files, and other people's hands on ours."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from written_trees import A, B, Files, assert_clean, build, stamp, tree

from sitegen.write import Refused, open_site

FOREIGN: Files = {
    "CNAME": b"example.org",
    ".nojekyll": b"",
    ".git/HEAD": b"ref: refs/heads/main",
    "en/module-1/handout.pdf": b"%PDF",
    "only-a/deep/notes.txt": b"mine",
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "site"
    build(out, A)
    time.sleep(0.02)  # kernels before Linux 6.13 count file times in steps of 4 ms: an edit shows from the next one on
    return out


def _put(out: Path, files: Files) -> None:
    for path, content in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)


def test_foreign_files_are_never_touched(out: Path) -> None:
    _put(out, FOREIGN)
    before = {path: stamp(out / path) for path in FOREIGN}
    for files in (A, B, {}, A):
        build(out, files)
        assert tree(out) == {**FOREIGN, **files}
    assert {path: stamp(out / path) for path in FOREIGN} == before


def test_a_foreign_file_in_our_place_is_refused(out: Path) -> None:
    (out / "new.html").write_bytes(b"theirs")
    with pytest.raises(Refused, match=r"site/new\.html was not written by sitegen") as refused:
        build(out, {**A, "new.html": b"ours", "index.html": b"changed"})
    assert refused.value.status == 2
    assert "\n" not in str(refused.value)
    assert tree(out) == {**A, "new.html": b"theirs"}
    (out / "new.html").unlink()
    (out / "new.html").mkdir()
    with pytest.raises(Refused, match=r"new\.html is a folder"):
        build(out, {**A, "new.html": b"ours"})
    (out / "new.html").rmdir()
    (out / "folder").write_bytes(b"theirs")
    with pytest.raises(Refused, match="folder is a file where the site needs a folder"):
        build(out, {**A, "folder/x.html": b"ours"})


def test_a_foreign_file_with_our_bytes_is_taken_over(out: Path) -> None:
    (out / "new.html").write_bytes(b"ours")
    before = stamp(out / "new.html")
    assert build(out, {**A, "new.html": b"ours"}) == ((), (), (), ())
    assert stamp(out / "new.html") == before
    assert build(out, A).removed == ("new.html",)


@pytest.mark.parametrize("keep_time", [False, True])
def test_edited_files_are_restored(out: Path, keep_time: bool) -> None:
    page, other = out / "index.html", out / "en/module-0/page-0.html"
    status = page.stat()
    page.write_bytes(b"x" * status.st_size)
    if keep_time:
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.write_bytes(b"longer than it was before" * 1000)
    with open_site(out, sources=[]) as site:
        assert site.intact() == A.keys() - {"index.html", "en/module-0/page-0.html"}
    report = build(out, A)
    assert report.written == report.restored == ("en/module-0/page-0.html", "index.html")
    assert_clean(out, A)


def test_edited_and_changed_by_us_counts_as_restored(out: Path) -> None:
    (out / "index.html").write_bytes(b"edited")
    report = build(out, {**A, "index.html": b"new"})
    assert report.written == report.restored == ("index.html",)


def test_edited_to_what_we_want_is_left(out: Path) -> None:
    (out / "index.html").write_bytes(b"new")
    before = stamp(out / "index.html")
    assert build(out, {**A, "index.html": b"new"}) == ((), (), (), ())
    assert stamp(out / "index.html") == before


def test_replaced_and_deleted_files_are_restored(out: Path) -> None:
    (out / "index.html").rename(out / "moved.html")
    shutil.copy(out / "moved.html", out / "copy.html")
    (out / "copy.html").rename(out / "sitemap.xml")
    shutil.rmtree(out / "cy")
    report = build(out, A)
    assert set(report.restored) == {"index.html", "sitemap.xml", *(path for path in A if path.startswith("cy/"))}
    assert tree(out) == {**A, "moved.html": A["index.html"]}


def test_edited_and_no_longer_planned_is_kept_and_told_once(out: Path) -> None:
    (out / "only-a/deep/down/page.html").write_bytes(b"edited")
    report = build(out, B)
    assert report.kept == ("only-a/deep/down/page.html",)
    assert "only-a/deep/down/page.html" not in report.removed
    assert tree(out) == {**B, "only-a/deep/down/page.html": b"edited"}
    assert build(out, B) == ((), (), (), ())
    with pytest.raises(Refused, match="was not written by sitegen"):
        build(out, A)


def test_deleted_and_no_longer_planned_is_no_news(out: Path) -> None:
    (out / "only-a/deep/down/page.html").unlink()
    report = build(out, B)
    assert report.kept == ()
    assert "only-a/deep/down/page.html" not in report.removed
    assert_clean(out, B)


def test_a_folder_from_a_backup_is_still_ours(out: Path, tmp_path: Path) -> None:
    """Other inodes and times, the same bytes: nothing is written again, and what goes can be removed."""
    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    with open_site(copy, sources=[]) as site:
        assert site.intact() == A.keys()
    before = {path: stamp(copy / path) for path in A}
    assert build(copy, A) == ((), (), (), ())
    assert {path: stamp(copy / path) for path in A} == before
    shutil.rmtree(out)
    shutil.copytree(copy, out)
    assert set(build(out, B).removed) == A.keys() - B.keys()
    assert_clean(out, B)


def test_other_permissions_and_hard_links_do_no_harm(out: Path, tmp_path: Path) -> None:
    for path in A:
        (out / path).chmod(0o600)
    os.link(out / "index.html", tmp_path / "backup.html")
    assert build(out, A) == ((), (), (), ())
    build(out, B)
    assert (tmp_path / "backup.html").read_bytes() == A["index.html"]
