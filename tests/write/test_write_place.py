"""Where sitegen builds, and where it refuses to: nothing outside the output folder is ever written or deleted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from written_trees import A, B, build, in_child, stamps, tree

from sitegen.write import Refused, open_site


def _refused(out: Path, sources: Sequence[Path] = ()) -> str:
    with pytest.raises(Refused) as refused:
        open_site(out, sources=sources)
    assert refused.value.status == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_file(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert f"{tmp_path}/site is not a folder" in _refused(tmp_path / "site")
    assert "not a folder" in _refused(tmp_path / "site/below")
    os.mkfifo(tmp_path / "pipe")
    assert "not a folder" in _refused(tmp_path / "pipe")
    assert (tmp_path / "site").read_text() == "mine"


def test_root_home_and_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "whole file system" in _refused(Path("/"))
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    assert "home folder" in _refused(home)
    for out in (Path(), Path("."), here, Path("../here"), Path("none/..")):
        assert "current folder" in _refused(out)
    assert list(home.iterdir()) == list(here.iterdir()) == []
    build(Path("site"), A)
    assert tree(here / "site") == A


def test_in_or_around_a_source(tmp_path: Path) -> None:
    content, theme = tmp_path / "course/content", tmp_path / "theme"
    for folder in (content / "en", theme):
        folder.mkdir(parents=True)
    sources = [content, theme]
    assert "which is built from" in _refused(content, sources)
    assert "lies in" in _refused(content / "en/new/site", sources)
    assert "lies in" in _refused(theme / "site", sources)
    assert "holds" in _refused(tmp_path / "course", sources)
    assert "holds" in _refused(tmp_path, sources)
    (tmp_path / "link").symlink_to(content)
    assert "which is built from" in _refused(tmp_path / "link", sources)
    assert "lies in" in _refused(tmp_path / "link/site", sources)
    assert "lies in" in _refused(tmp_path / "theme/site", [tmp_path / "link/../../theme", content])
    assert list(content.iterdir()) == [content / "en"]
    with open_site(tmp_path / "course/site", sources=sources):
        pass


def test_a_marked_folder_is_refused_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(out, A)
    (out / "content").mkdir()
    assert "holds" in _refused(out, [out / "content"])


def test_somebody_elses_folder(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / ".hidden").write_text("mine")
    message = _refused(out)
    assert "--out" in message
    assert "empty" in message
    assert sorted(path.name for path in out.rglob("*")) == [".hidden"]
    (out / ".hidden").unlink()
    build(out, A)
    assert tree(out) == A


@pytest.mark.parametrize("name", [".sitegen", ".sitegen/stage"])
def test_private_folder_that_is_a_link(tmp_path: Path, name: str) -> None:
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    if "/" in name:
        (out / ".sitegen").mkdir()
    (out / name).symlink_to(elsewhere)
    assert "not a folder" in _refused(out)
    assert list(elsewhere.iterdir()) == []


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    build(tmp_path / "site", A)
    assert tree(tmp_path / "real") == A


def test_names_that_are_no_names(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for out in (Path("a\0b"), Path("a\ud800b"), tmp_path / "loop", tmp_path / "loop/site"):
        _refused(out)


HOSTILE = [
    "",
    "/etc/passwd",
    "/",
    "..",
    "../x.html",
    "../../x.html",
    "en/../../x.html",
    "en/..",
    "en/./x.html",
    ".",
    "en//x.html",
    "en/",
    "..\\x.html",
    "en\\x.html",
    "C:x.html",
    "C:/x.html",
    "x.html:stream",
    "a\0b.html",
    "a\nb.html",
    "a\x7fb.html",
    "a\ud800b.html",
    ".sitegen/manifest",
    ".sitegen",
    ".SiteGen/journal",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_paths(tmp_path: Path, path: str) -> None:
    out = tmp_path / "a/b/site"
    (tmp_path / "source").write_bytes(b"x")
    build(out, A)
    before = stamps(tmp_path)
    with open_site(out, sources=[]) as site:
        for attempt in (
            lambda: site.stage(path, "k", b"x"),
            lambda: site.stage_copy(path, "k", tmp_path / "source"),
        ):
            with pytest.raises(Refused, match="not a path inside the output folder") as refused:
                attempt()
            assert str(refused.value).isprintable()
        good = site.stage("good.html", "k", b"x")
        with pytest.raises(Refused):
            site.commit({path: "k"}, [good._replace(path=path)])
    after = stamps(tmp_path)
    ours = (out / ".sitegen").as_posix()
    assert {p: s for p, s in after.items() if not p.startswith(ours)} == {
        p: s for p, s in before.items() if not p.startswith(ours)
    }


def test_usual_and_unusual_names_that_are_fine(tmp_path: Path) -> None:
    files = dict.fromkeys(("a..b/..c", "...", "cy/gŵyl-ŷd.html", "a b.html", ".nojekyll", "x/.sitegen/y"), b"x")
    build(tmp_path / "site", files)
    assert (tmp_path / "site/cy/gŵyl-ŷd.html").read_bytes() == b"x"
    assert (tmp_path / "site/x/.sitegen/y").exists()
    build(tmp_path / "site", {})
    assert tree(tmp_path / "site") == {}


def test_a_folder_that_became_a_link_outside(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    build(out, A)
    # Moved away and linked back: same files, same inodes, but no longer inside.
    (out / "cy").rename(elsewhere)
    (out / "cy").symlink_to(elsewhere)
    before = stamps(elsewhere)
    with open_site(out, sources=[]) as site:
        assert not [path for path in site.intact() if path.startswith("cy/")]
    for files in (A, B):
        with pytest.raises(Refused, match="site/cy is a symbolic link"):
            build(out, files)
    english = {path: content for path, content in A.items() if not path.startswith("cy/")}
    report = build(out, english)
    assert report.removed == report.kept == ()
    assert stamps(elsewhere) == before
    assert (out / "cy").is_symlink()


@pytest.mark.parametrize("target", ["../elsewhere", "en"])
def test_linked_folders_in_the_way(tmp_path: Path, target: str) -> None:
    out = tmp_path / "site"
    (tmp_path / "elsewhere").mkdir()
    build(out, A)
    (out / "new").symlink_to(target)
    before = tree(out)
    with pytest.raises(Refused, match="site/new is a symbolic link"):
        build(out, {**A, "new/page.html": b"x"})
    with pytest.raises(Refused, match="site/new is a symbolic link"):
        build(out, {**A, "new/below/page.html": b"x"})
    assert tree(out) == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_linked_files(tmp_path: Path) -> None:
    out, outside = tmp_path / "site", tmp_path / "outside.html"
    outside.write_bytes(A["index.html"])
    build(out, A)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(outside)
    (out / "new.html").symlink_to(outside)
    (out / "only-a/deep/down/page.html").unlink()
    (out / "only-a/deep/down/page.html").symlink_to(outside)
    # Ours, replaced by a link: the link is replaced, not what it leads to.
    assert build(out, {**A, "index.html": b"changed"}).restored == ("index.html", "only-a/deep/down/page.html")
    assert outside.read_bytes() == A["index.html"]
    assert not (out / "index.html").is_symlink()
    # Not ours: refused, even if it leads to the right bytes.
    with pytest.raises(Refused, match=r"new\.html was not written by sitegen"):
        build(out, {**A, "new.html": A["index.html"]})
    # Ours once, now a link, no longer planned: left.
    (out / "only-a/deep/down/page.html").unlink()
    (out / "only-a/deep/down/page.html").symlink_to(outside)
    assert build(out, B).kept == ("only-a/deep/down/page.html",)
    assert outside.exists()


def test_a_folder_linked_away_between_crash_and_recovery(tmp_path: Path) -> None:
    from write_faults import before_change, kill

    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    build(out, A)

    def cut_short() -> None:
        before_change(3, kill, ending=".html")
        build(out, B)

    assert in_child(cut_short) < 0
    (out / "only-a").rename(elsewhere)
    (out / "only-a").symlink_to(elsewhere)
    before = stamps(elsewhere)
    build(out, B)
    assert stamps(elsewhere) == before
    assert {path: content for path, content in tree(out).items() if path != "only-a"} == B
