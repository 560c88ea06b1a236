"""A cache that is damaged, foreign, of another version or not to be had costs time, never a right page."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import Builds
from courses import course, differences, tree, write

from sitegen.build import Options, Result, build

ROOT = Path(__file__).resolve().parents[2]


class Kept:
    """A course with its site and a cache that a good build filled."""

    def __init__(self, folder: Path, name: str = "content", version: int = 0) -> None:
        self.folder, self.course = folder, folder / name
        self.options = Options(self.course, folder / "site", folder / "cache", folder.parent / "code")
        write(self.course, course(version=version))
        assert build(self.options).ok
        (self.cache,) = (path for path in (folder / "cache").iterdir() if path.is_dir())

    def files(self) -> list[Path]:
        """The cache's files."""
        return sorted(path for path in self.cache.iterdir() if path.is_file())

    def change(self) -> None:
        """A sentence of one page, and a template in which all bodies stand: everything kept is asked for."""
        page = self.course / "en/m1/p2.md"
        page.write_text(page.read_text("utf-8").replace("One ", "One more "), "utf-8")
        template = self.course / "theme/templates/body.html"
        template.parent.mkdir(parents=True, exist_ok=True)
        own = template if template.is_file() else ROOT / "themes/default/templates/body.html"
        template.write_text(own.read_text("utf-8") + "<!-- own -->\n", "utf-8")

    def build_as_clean(self) -> Result:
        """Build, and see that a clean build gives the same and that a third one finds nothing to do."""
        result = build(self.options)
        clean = build(self.options._replace(out=self.folder / "clean", cache=None))
        assert result.ok and result.problems == clean.problems
        assert differences(tree(self.folder / "site"), tree(self.folder / "clean")) == []
        shutil.rmtree(self.folder / "clean")
        again = build(self.options)
        assert again.ok and (again.report is None or not again.report.written)
        return result


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A course that was built."""
    return Kept(tmp_path / "one")


def flip(file: Path, at: int) -> None:
    """Turn one bit."""
    data = bytearray(file.read_bytes())
    data[at % len(data)] ^= 1 << (at % 8)
    file.write_bytes(data)


def test_the_cache_has_the_files_that_are_damaged_here(kept: Kept) -> None:
    assert [path.name for path in kept.files()] == ["pack-0", "quick", "state"]


@pytest.mark.parametrize("name", ["pack-0", "quick", "state"])
def test_bits_flipped(kept: Kept, name: str) -> None:
    chance = random.Random(name)
    size = (kept.cache / name).stat().st_size
    for at in (0, 15, 16, size - 1, *(chance.randrange(size) for _ in range(4))):
        flip(kept.cache / name, at)
        kept.build_as_clean()


def test_bits_flipped_in_every_file_before_everything_is_asked_for(kept: Kept) -> None:
    for file in kept.files():
        for at in range(0, file.stat().st_size, 97):
            flip(file, at)
    kept.change()
    kept.build_as_clean()


@pytest.mark.parametrize("name", ["pack-0", "quick", "state"])
def test_cut_short_and_lost(kept: Kept, name: str) -> None:
    for part in (0.99, 0.5, 0.01, 0):
        os.truncate(kept.cache / name, int((kept.cache / name).stat().st_size * part))
        kept.change()
        kept.build_as_clean()
    (kept.cache / name).unlink()
    kept.change()
    kept.build_as_clean()


def test_packs_lost_and_only_a_sentence_changed(kept: Kept) -> None:
    """The short way cannot be gone: the page's inputs are forgotten."""
    (kept.cache / "pack-0").unlink()
    page = kept.course / "en/m1/p2.md"
    page.write_text(page.read_text("utf-8").replace("sentence", "sentense"), "utf-8")
    kept.build_as_clean()


def test_everything_lost(kept: Kept) -> None:
    shutil.rmtree(kept.folder / "cache")
    kept.build_as_clean()


def test_files_that_changed_places(kept: Kept) -> None:
    quick, state = kept.cache / "quick", kept.cache / "state"
    quick.rename(kept.cache / "spare")
    state.rename(quick)
    (kept.cache / "spare").rename(state)
    kept.change()
    kept.build_as_clean()


def test_folders_in_the_files_places(kept: Kept) -> None:
    for name in ("pack-0", "quick", "state"):
        (kept.cache / name).unlink()
        (kept.cache / name).mkdir()
        kept.change()
        assert build(kept.options).ok
        assert build(kept.options._replace(out=kept.folder / "clean", cache=None)).ok
        assert differences(tree(kept.folder / "site"), tree(kept.folder / "clean")) == []


def test_a_file_in_the_folders_place(kept: Kept) -> None:
    shutil.rmtree(kept.folder / "cache")
    (kept.folder / "cache").write_text("not a folder")
    kept.change()
    assert build(kept.options).ok
    assert build(kept.options._replace(out=kept.folder / "clean", cache=None)).ok
    assert differences(tree(kept.folder / "site"), tree(kept.folder / "clean")) == []
    assert (kept.folder / "cache").read_text() == "not a folder"


def test_from_another_course(kept: Kept, tmp_path: Path) -> None:
    """Other texts under the same names, then the same texts under another folder's name."""
    for number, other in enumerate((Kept(tmp_path / "two", version=5), Kept(tmp_path / "three", name="kurs"))):
        shutil.rmtree(kept.cache)
        shutil.copytree(other.cache, kept.cache)
        result = kept.build_as_clean()
        assert {problem.path for problem in result.problems} == {"content/en/about/only.md"}
        shutil.rmtree(kept.cache)
        shutil.copytree(other.cache, kept.cache)
        page = kept.course / "cy/m2/p1.md"
        page.write_text(page.read_text("utf-8").replace("sentence", f"sentence {number}"), "utf-8")
        kept.build_as_clean()


def test_of_another_version(tmp_path: Path, sitegen: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Another program with another theme built last; what it remembers and what it wrote is not taken for ours."""
    other = tmp_path / "other"
    for name in ("sitegen", "themes"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    renderer = other / "sitegen/render/renderer.py"
    text = renderer.read_text("utf-8")
    call = "self.engine.get_template(name).render(context)"
    changed = text.replace(f"return {call}", f"return 'old ' + {call}")
    assert changed != text
    renderer.write_text(changed, "utf-8")
    write(tmp_path / "content", course())

    def built_by_other() -> None:
        command = [sys.executable, "-c", "import sys; from sitegen.cli import main; sys.exit(main(['build']))"]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(other), "XDG_CACHE_HOME": str(tmp_path / "user-cache")},
            check=False,
        )
        assert done.returncode == 0
        assert (tmp_path / "build/site/index.html").read_text("utf-8").startswith("old ")

    assert sitegen("build", "--no-cache", "--out", "clean").returncode == 0
    built_by_other()
    assert sitegen("build").returncode == 0
    assert differences(tree(tmp_path / "build/site"), tree(tmp_path / "clean")) == []
    built_by_other()
    page = tmp_path / "content/en/m1/p2.md"
    page.write_text(page.read_text("utf-8").replace("sentence", "sentense"), "utf-8")
    assert sitegen("build").returncode == 0
    assert sitegen("build", "--no-cache", "--out", "clean").returncode == 0
    assert differences(tree(tmp_path / "build/site"), tree(tmp_path / "clean")) == []


def give_to_nobody(folder: Path) -> None:
    """Let the user of the process that is nobody write here."""
    for path in (folder, *folder.rglob("*")):
        if os.getuid() == 0:
            os.chown(path, 65534, 65534)


def lock(folder: Path, locked: bool) -> None:
    """Take the right to write from a folder and all in it, or give it back."""
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode & ~0o222 if locked else mode | 0o200)


def test_a_cache_that_cannot_be_written(open_builds: Builds) -> None:
    """A build goes on without: each time from the last state that could be kept."""
    folder = open_builds.folder
    files = course()
    clean = open_builds.clean(files, "clean-1")
    give_to_nobody(folder)
    assert open_builds.run(nobody=True) == 0
    lock(folder / "build/.cache", True)
    before = tree(folder / "build/.cache")
    files["en/m1/p2.md"] = files["en/m1/p2.md"].replace(b"sentence", b"sentense")
    files["cy/m2/p2.md"] = files["cy/m2/p2.md"].replace(b"slug", b"# slug")
    expected = open_builds.clean(files, "clean-2")
    assert differences(expected, clean)
    assert open_builds.run(nobody=True) == 0, open_builds.said()
    assert open_builds.run(nobody=True) == 0, open_builds.said()
    assert differences(tree(open_builds.site), expected) == []
    assert tree(folder / "build/.cache") == before
    lock(folder / "build/.cache", False)


def test_no_cache_leaves_none(tmp_path: Path, sitegen: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    write(tmp_path / "content", course())
    assert sitegen("build", "--no-cache").returncode == 0
    assert not (tmp_path / "build/.cache").exists()
    assert sitegen("build").returncode == 0
    assert (tmp_path / "build/.cache/CACHEDIR.TAG").is_file()


def test_a_cache_does_not_grow_for_ever(kept: Kept) -> None:
    page = kept.course / "en/m1/p2.md"
    text = page.read_text("utf-8")
    sizes = []
    for number in range(100):
        page.write_text(text.replace("sentence", f"sentence {number} " + "long " * 10_000), "utf-8")
        assert build(kept.options).ok
        sizes.append(sum(path.stat().st_size for path in kept.files()))
    assert max(sizes) < 8_000_000
    assert sizes != sorted(sizes)
    kept.build_as_clean()
