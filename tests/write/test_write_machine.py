"""When the machine fails: one line that names the path, whole files, and a next build that works."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from write_faults import before_change, broken, disk_full
from written_trees import SMALL_A, SMALL_B, A, B, assert_clean, assert_whole, build, in_child, open_only, tree

from sitegen.write import MachineFailed, open_site

FAILED, FAILED_HALF_WAY = 3, 33


def _build(out: Path, files: dict[str, bytes]) -> int:
    try:
        build(out, files)
    except MachineFailed as error:
        message = str(error)
        assert "\n" not in message
        assert str(out) in message or str(out.parent) in message
        assert error.status == 3
        return FAILED_HALF_WAY if "completes the commit" in message else FAILED
    return 0


@pytest.mark.parametrize("fault", [disk_full, broken])
@pytest.mark.parametrize("and_after", [False, True])
def test_failing_at_every_single_change(quick_path: Path, fault: Callable[[str], None], and_after: bool) -> None:
    out = quick_path / "site"
    build(out, SMALL_A)
    old, new = SMALL_A, SMALL_B
    seen = set()
    quiet = 0
    for number in range(10_000):

        def failing(number: int = number, new: dict[str, bytes] = new) -> int:
            before_change(number, fault, and_after=and_after)
            return _build(out, new)

        status = in_child(failing)
        assert status in (0, FAILED, FAILED_HALF_WAY), number
        assert_whole(out)
        if status == FAILED:
            assert tree(out) == old
        if status == 0:
            assert tree(out) == new
            quiet += 1
        if status == FAILED_HALF_WAY:
            open_only(out)
            assert tree(out) == new
        seen.add(status)
        build(out, new)
        assert_clean(out, new)
        if quiet > 5:
            break
        old, new = new, old
    assert {0, FAILED, FAILED_HALF_WAY} <= seen


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small disk of its own; only root may."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options: str) -> Path:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], capture_output=True, check=False
        )
        if made.returncode:
            pytest.skip("mounting a small disk needs root")
        return disk

    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    yield mount
    subprocess.run(["umount", str(disk)], capture_output=True, check=False)


@pytest.mark.parametrize("options", ["size=1m", "size=10m,nr_inodes=220"])
def test_small_disk(small_disk: Callable[[str], Path], options: str) -> None:
    disk = small_disk(options)
    out, ballast = disk / "site", disk / "ballast"
    failures = 0
    for room in (0, 1, 2, 5, 20, 40, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 100):
        build(out, A)
        ballast.mkdir()
        with pytest.raises(OSError, match="No space"):
            for number in range(1000):
                (ballast / f"{number}").write_bytes(b"x" * 4096)
        for file in sorted(ballast.iterdir())[:room]:
            file.unlink()
        try:
            build(out, B)
        except MachineFailed as error:
            failures += 1
            assert "disk full" in str(error)
            assert str(out) in str(error)
            assert "\n" not in str(error)
            assert_whole(out)
            assert tree(out) == A or "completes the commit" in str(error)
        else:
            assert_clean(out, B)
        shutil.rmtree(ballast)
        build(out, B)
        assert_clean(out, B)
    assert 5 < failures < 20


def test_file_too_large(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(out, A)
    picture = tmp_path / "picture.png"
    picture.write_bytes(bytes(range(256)) * 8000)

    def limited() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
        with open_site(out, sources=[]) as site:
            for attempt in (
                lambda: site.stage("big.html", "k", b"x" * 2_000_000),
                lambda: site.stage_copy("big.png", "k", picture),
            ):
                try:
                    attempt()
                except MachineFailed as error:
                    assert "site/big." in str(error)
                    assert "too large" in str(error)
                    assert not list((out / ".sitegen/stage").iterdir())
                else:
                    return 1
        return 0

    assert in_child(limited) == 0
    assert_clean(out, A)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike ``tmp_path``."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _as_nobody(action: Callable[[], int]) -> int:
    def dropped() -> int:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        return action()

    return in_child(dropped)


def _give_to_nobody(folder: Path) -> None:
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)


def test_read_only_output_folder(open_folder: Path) -> None:
    out = open_folder / "site"
    build(out, A)
    _give_to_nobody(out)
    for path in (out, *(path for path in out.rglob("*") if path.is_dir())):
        path.chmod(0o555)
    assert _as_nobody(lambda: _build(out, B)) == FAILED
    assert tree(out) == A


def test_output_folder_cannot_be_made(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    assert _as_nobody(lambda: _build(open_folder / "a/site", A)) == FAILED
    open_folder.chmod(0o755)
    assert list(open_folder.iterdir()) == []


def test_one_read_only_folder(open_folder: Path) -> None:
    """It shows half-way; the site is settled as soon as the permission is back."""
    out = open_folder / "site"
    build(out, A)
    _give_to_nobody(out)
    (out / "en/module-1").chmod(0o555)
    assert _as_nobody(lambda: _build(out, B)) in (FAILED, FAILED_HALF_WAY)
    assert_whole(out)
    assert _as_nobody(lambda: _build(out, B)) in (FAILED, FAILED_HALF_WAY)
    (out / "en/module-1").chmod(0o755)
    assert _as_nobody(lambda: _build(out, B)) == 0
    assert_clean(out, B)


def test_missing_and_unreadable_sources(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with open_site(out, sources=[]) as site:
        for source in (tmp_path / "none.png", tmp_path):
            with pytest.raises(MachineFailed, match="^" + str(source)):
                site.stage_copy("media/x.png", "k", source)
    open_only(out)
    assert tree(out) == {}
