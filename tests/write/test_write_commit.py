"""What a commit does to the folder, and what it leaves alone."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

import pytest
from written_trees import A, B, Files, assert_clean, build, key_of, private, stamp, stamps, tree

from sitegen.write import Refused, Site, Staged, open_site


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build/site"


def test_first_build_makes_the_folder(out: Path) -> None:
    report = build(out, A)
    assert report == (tuple(sorted(A)), (), (), ())
    assert_clean(out, A)


def test_other_version_replaces_removes_and_adds(out: Path) -> None:
    build(out, A)
    report = build(out, B)
    assert set(report.written) == {path for path in B if B[path] != A.get(path)}
    assert set(report.removed) == A.keys() - B.keys()
    assert report.restored == report.kept == ()
    assert_clean(out, B)


def test_nothing_changed_writes_nothing(out: Path) -> None:
    build(out, A)
    before = stamps(out)
    assert build(out, A) == ((), (), (), ())
    assert stamps(out) == before


def test_everything_staged_again_writes_nothing(out: Path) -> None:
    build(out, A)
    before = stamps(out)
    with open_site(out, sources=[]) as site:
        staged = [site.stage(path, key_of(content), content) for path, content in A.items()]
        assert all(file.unchanged for file in staged)
        assert site.commit({path: key_of(content) for path, content in A.items()}, staged) == ((), (), (), ())
    assert stamps(out) == before


def test_one_change_touches_one_file(out: Path) -> None:
    build(out, A)
    before = stamps(out)
    report = build(out, {**A, "index.html": b"other"})
    assert report.written == ("index.html",)
    changed = {path for path, stamp in stamps(out).items() if before[path] != stamp}
    ours = (out / ".sitegen").as_posix()
    assert {path for path in changed if not path.startswith(ours)} == {out.as_posix(), (out / "index.html").as_posix()}


def test_new_key_with_the_same_bytes_is_remembered(out: Path) -> None:
    build(out, {"a.html": b"x"})
    before = stamp(out / "a.html")
    with open_site(out, sources=[]) as site:
        file = site.stage("a.html", "another key", b"x")
        assert file.unchanged
        assert site.commit({"a.html": "another key"}, [file]) == ((), (), (), ())
        assert site.manifest["a.html"].key == "another key"
    with open_site(out, sources=[]) as site:
        assert site.manifest["a.html"].key == "another key"
        assert site.intact() == {"a.html"}
    assert stamp(out / "a.html") == before


def test_two_commits_of_one_opening(out: Path) -> None:
    with open_site(out, sources=[]) as site:
        site.commit({"a.html": "1"}, [site.stage("a.html", "1", b"one")])
        assert site.intact() == {"a.html"}
        report = site.commit({"b.html": "1", "a.html": "1"}, [site.stage("b.html", "1", b"two")])
        assert report.written == ("b.html",)
    assert tree(out) == {"a.html": b"one", "b.html": b"two"}


def test_nothing_planned_removes_all_that_is_ours(out: Path) -> None:
    build(out, A)
    assert set(build(out, {}).removed) == set(A)
    assert_clean(out, {})


def test_emptied_folders_go_unless_they_are_somebody_elses(out: Path) -> None:
    out.mkdir(parents=True)
    build(out, {"index.html": b"x"})
    (out / "theirs").mkdir()
    build(out, {"index.html": b"x", "theirs/a/page.html": b"y", "ours/a/page.html": b"z", "ours/b/page.html": b"z"})
    (out / "ours/b/notes.txt").write_text("mine")
    build(out, {"index.html": b"x"})
    assert (out / "theirs").is_dir()
    assert not (out / "theirs/a").exists()
    assert not (out / "ours/a").exists()
    assert tree(out) == {"index.html": b"x", "ours/b/notes.txt": b"mine"}
    # The folder is still known as ours: it goes when the next thing is removed.
    (out / "ours/b/notes.txt").unlink()
    build(out, {})
    assert not (out / "ours").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_file_becomes_folder_and_back(out: Path, count: int) -> None:
    as_file: Files = {"a": b"file", "index.html": b"x"}
    as_folder: Files = {f"a/b/{number}.html": b"folder" for number in range(count)} | {"index.html": b"x"}
    for _ in range(2):
        report = build(out, as_file)
        assert set(report.removed) in (set(), as_folder.keys() - as_file.keys())
        assert_clean(out, as_file)
        assert build(out, as_folder).removed == ("a",)
        assert_clean(out, as_folder)


def test_folder_with_foreign_files_does_not_become_a_file(out: Path) -> None:
    build(out, {"a/b.html": b"ours", "index.html": b"x"})
    (out / "a/theirs.txt").write_text("theirs")
    with pytest.raises(Refused, match="a is a folder where the site needs a file"):
        build(out, {"a": b"file", "index.html": b"x"})
    assert tree(out) == {"index.html": b"x", "a/theirs.txt": b"theirs"}


def test_a_plan_cannot_have_a_path_both_ways(out: Path) -> None:
    with pytest.raises(Refused, match="both as a file and as a folder"):
        build(out, {"a": b"1", "a/b": b"2"})


def test_order_assets_pages_lists(out: Path) -> None:
    order: list[str] = []
    watching = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.rename" and watching[0] and "/stage/" in str(arguments[0]):
            order.append(os.path.relpath(str(arguments[1]), out))

    sys.addaudithook(hook)
    build(out, B)
    watching[0] = False
    assert sorted(order) == sorted(B)
    kinds = [
        "page" if path.endswith(".html") else "list" if "search/" in path or "sitemap" in path else "asset"
        for path in order
    ]
    assert kinds == sorted(kinds, key=["asset", "page", "list"].index)


def test_staged_and_not_committed_leaves_no_trace(out: Path) -> None:
    build(out, A)
    before = tree(out)
    with open_site(out, sources=[]) as site:
        for path, content in B.items():
            site.stage(path, "k", content)
        assert len(private(out)) > 50
    assert tree(out) == before
    assert private(out) == {"lock", "manifest", "stage"}


def test_copies(out: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(os.urandom(3_000_001))
    for wrote in (("media/p.png",), ()):
        with open_site(out, sources=[]) as site:
            file = site.stage_copy("media/p.png", "k", picture)
            assert file.size == 3_000_001
            assert file.unchanged == (not wrote)
            assert site.commit({"media/p.png": "k"}, [file]).written == wrote
    assert (out / "media/p.png").read_bytes() == picture.read_bytes()
    same_size = os.urandom(3_000_001)
    picture.write_bytes(same_size)
    with open_site(out, sources=[]) as site:
        site.commit({"media/p.png": "k2"}, [site.stage_copy("media/p.png", "k2", picture)])
    assert (out / "media/p.png").read_bytes() == same_size


def test_staged_copy_and_bytes_have_one_digest(out: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 2_000_000)
    with open_site(out, sources=[]) as site:
        assert site.stage("a", "k", b"x" * 2_000_000).digest == site.stage_copy("b", "k", tmp_path / "x").digest


def _stage_in_worker(work: tuple[int, int]) -> list[Staged]:
    first, last = work
    return [WORKER_SITE[0].stage(f"p/{number}.html", "k", f"page {number}".encode()) for number in range(first, last)]


WORKER_SITE: list[Site] = []


def test_staging_in_forked_workers(out: Path) -> None:
    expected = {f"p/{number}.html": f"page {number}".encode() for number in range(200)}
    with open_site(out, sources=[]) as site:
        WORKER_SITE[:] = [site]
        with multiprocessing.get_context("fork").Pool(4) as pool:
            parts = pool.map(_stage_in_worker, [(number, number + 10) for number in range(0, 200, 10)], chunksize=1)
        report = site.commit(dict.fromkeys(expected, "k"), [file for part in parts for file in part])
        assert len(report.written) == 200
    assert_clean(out, expected)


def test_failures_come_back_from_workers(out: Path) -> None:
    with open_site(out, sources=[]) as site:
        WORKER_SITE[:] = [site]
        (out / ".sitegen/stage").rmdir()
        with multiprocessing.get_context("fork").Pool(1) as pool, pytest.raises(Exception, match=r"p/0\.html") as error:
            pool.map(_stage_in_worker, [(0, 1)])
        assert type(error.value).__name__ == "MachineFailed"


def test_bugs_of_the_caller_are_told(out: Path) -> None:
    build(out, {"a.html": b"a"})
    key = key_of(b"a")
    with open_site(out, sources=[]) as site:
        with pytest.raises(ValueError, match=r"b\.html"):
            site.commit({"a.html": key, "b.html": "k"}, [])
        with pytest.raises(ValueError, match=r"a\.html"):
            site.commit({"a.html": "another key"}, [])
        with pytest.raises(ValueError, match=r"c\.html"):
            site.commit({"a.html": key}, [site.stage("c.html", "k", b"c")])
        with pytest.raises(ValueError, match=r"a\.html"):
            site.commit({"a.html": "k2"}, [site.stage("a.html", "k1", b"new")])
    assert tree(out) == {"a.html": b"a"}


def test_umask_is_kept(out: Path) -> None:
    before = os.umask(0o027)
    try:
        build(out, {"a/b.html": b"x"})
    finally:
        os.umask(before)
    assert (out / "a/b.html").stat().st_mode & 0o777 == 0o640
    assert (out / "a").stat().st_mode & 0o777 == 0o750
