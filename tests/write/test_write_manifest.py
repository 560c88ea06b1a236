"""A manifest or journal that is not what we wrote is never half believed."""

from __future__ import annotations

import os
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from write_faults import before_change, kill
from written_trees import A, B, assert_clean, build, in_child, open_only, stamp, stamps, tree

from sitegen.write import open_site

FOREIGN = {"CNAME": b"example.org", "en/handout.pdf": b"%PDF"}


def _flip(data: bytes) -> bytes:
    chance = random.Random(len(data))
    changed = bytearray(data)
    for _ in range(3):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _sealed(header: bytes, payload: object) -> bytes:
    data = msgspec.msgpack.encode(payload)
    return header + zlib.crc32(data).to_bytes(4, "big") + data


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "bits flipped": _flip,
    "cut in half": lambda data: data[: len(data) // 2],
    "last byte gone": lambda data: data[:-1],
    "longer": lambda data: data + b"\0",
    "empty": lambda _: b"",
    "random": lambda data: random.Random(1).randbytes(len(data)),
    "zeros": lambda data: bytes(len(data)),
    "old format": lambda data: data.replace(b" 1\n", b" 0\n", 1),
    "other types": lambda data: _sealed(data.split(b"\n")[0] + b"\n", {"files": [1, 2], "moves": 3}),
    "not msgpack": lambda data: data.split(b"\n")[0] + b"\n" + zlib.crc32(b"\xc1\xc1").to_bytes(4, "big") + b"\xc1\xc1",
    "leads outside": lambda data: _sealed(
        data.split(b"\n")[0] + b"\n", {"files": {}, "folders": ["../../x"], "moves": [], "spare": ["../victim"]}
    ),
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "site"
    build(out, A)
    for path, content in FOREIGN.items():
        (out / path).write_bytes(content)
    (tmp_path / "victim").mkdir()
    return out


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_manifest(out: Path, damage: str) -> None:
    manifest = out / ".sitegen/manifest"
    manifest.write_bytes(DAMAGES[damage](manifest.read_bytes()))
    (out / "index.html").write_bytes(b"edited, and nobody can know it")
    told: list[str] = []
    for _ in range(2):  # it is said, and remembered, until a commit
        with open_site(out, sources=[], notify=told.append) as site:
            assert site.manifest == {}
            assert site.intact() == set()
    assert len(told) == 2
    assert str(out) in told[0]
    assert tree(out)["index.html"] == b"edited, and nobody can know it"
    report = build(out, B)
    assert report.removed == report.restored == report.kept == ()
    left = {path: content for path, content in A.items() if path not in B}
    assert tree(out) == {**left, **FOREIGN, **B}
    before = stamps(out)
    assert build(out, B) == ((), (), (), ())
    assert stamps(out) == before
    assert (out.parent / "victim").is_dir()
    assert set(build(out, {}).removed) == set(B)
    assert tree(out) == {**left, **FOREIGN}


def test_missing_manifest_with_equal_bytes_writes_only_the_manifest(out: Path) -> None:
    before = {path: stamp(out / path) for path in A}
    (out / ".sitegen/manifest").unlink()
    assert build(out, A) == ((), (), (), ())
    assert {path: stamp(out / path) for path in A} == before
    with open_site(out, sources=[]) as site:
        assert site.intact() == A.keys()


def test_an_empty_marked_folder_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "site/.sitegen").mkdir(parents=True)
    told: list[str] = []
    with open_site(tmp_path / "site", sources=[], notify=told.append):
        pass
    assert told == []


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("moment", [0, 20, 45])
def test_damaged_journal(out: Path, damage: str, moment: int) -> None:
    """Some files are in place already, some of them new ones: they are not taken for somebody else's."""

    def cut_short() -> None:
        before_change(moment, kill, ending=".html")
        build(out, B)

    assert in_child(cut_short) < 0
    journal = out / ".sitegen/journal"
    journal.write_bytes(DAMAGES[damage](journal.read_bytes()))
    open_only(out)
    build(out, B)
    # Nothing of A was lost track of: its manifest was the good one.
    assert tree(out) == {**FOREIGN, **B}
    assert not journal.exists()
    assert build(out, B) == ((), (), (), ())
    assert (out.parent / "victim").is_dir()


def test_damaged_journal_goes_with_the_next_commit(out: Path) -> None:
    """Even if that has nothing else to do."""
    (out / ".sitegen/journal").write_bytes(b"nonsense")
    told: list[str] = []
    for _ in range(2):
        assert build(out, A) == ((), (), (), ())
        assert not (out / ".sitegen/journal").exists()
        with open_site(out, sources=[], notify=told.append):
            pass
    assert told == []


def test_folders_of_a_lost_manifest_are_ours_again(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(out, A)
    (out / ".sitegen/manifest").unlink()
    build(out, {path: content + b"changed" for path, content in A.items()})
    build(out, {})
    assert_clean(out, {})


def test_both_damaged(out: Path) -> None:
    def cut_short() -> None:
        before_change(20, kill, ending=".html")
        build(out, B)

    assert in_child(cut_short) < 0
    os.truncate(out / ".sitegen/manifest", 10)
    open_only(out)
    open_only(out)
    build(out, B)
    left = {path: content for path, content in A.items() if path not in B}
    assert tree(out) == {**left, **FOREIGN, **B}


def test_killed_while_replacing_a_damaged_manifest(out: Path) -> None:
    manifest = out / ".sitegen/manifest"
    good = manifest.read_bytes()
    for moment in (0, 10, 30, 49, 50):
        manifest.write_bytes(good[:100])

        def cut_short(moment: int = moment) -> None:
            before_change(moment, kill, ending=".html")
            build(out, {path: content + bytes([moment]) for path, content in A.items()})

        assert in_child(cut_short) < 0
        told: list[str] = []
        with open_site(out, sources=[], notify=told.append) as site:
            assert told == []  # the journal names all files, and so replaces the manifest
            assert site.intact() == A.keys()
        assert tree(out) == {**FOREIGN, **{path: content + bytes([moment]) for path, content in A.items()}}
    build(out, A)
    (out / "CNAME").unlink()
    (out / "en/handout.pdf").unlink()
    assert_clean(out, A)
