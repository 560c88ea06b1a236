"""The cache never shows: after every edit, a build that remembers gives what a build that remembers nothing gives.

The same bytes, the same problems, the same success; and where there are errors, the site stays as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import Builds
from courses import course, differences, tree, write
from edits import EDITS
from page_edits import checkout
from world import THEME, World

from sitegen.build import Options, build

SEEDS = range(10)
STEPS = 22


class Oracle:
    """Builds twice and compares."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.world = World(folder, seed, course())
        self.clean = folder / "clean"
        self.cache, self.code = folder / "cache", folder.parent / "code"
        self.done: list[str] = []

    def edit(self, edit: Callable[[World], str]) -> None:
        """Change something."""
        self.done.append(f"{edit.__name__}: {edit(self.world)}")

    def compare(self) -> bool:
        """Build with a cache and without one; returns whether the course was without errors."""
        world, history = self.world, "\n".join(self.done)
        before = tree(world.out)
        shutil.rmtree(self.clean, ignore_errors=True)
        asked = Options(world.course, world.out, self.cache, self.code, world.strict, world.languages)
        kept, clean = build(asked), build(asked._replace(out=self.clean, cache=None))
        assert kept.ok == clean.ok, f"{history}\n{kept.problems}\n{clean.problems}"
        assert kept.problems == clean.problems, history
        if not kept.ok:
            assert differences(tree(world.out), before) == [], history
            return False
        for path in kept.report.kept if kept.report else ():
            # It was edited by hand, and is planned no more: its owner is told, and removes it.
            (world.out / path).unlink()
        assert differences(tree(world.out), tree(self.clean)) == [], history
        assert kept.pages == clean.pages, history
        world.good.append(tree(world.course))
        return True


@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits(seed: int, tmp_path: Path) -> None:
    oracle = Oracle(tmp_path, seed)
    chance = oracle.world.chance
    assert oracle.compare()
    # Every edit has its turn in some seed, and comes again by chance in others.
    order = [edit for at, edit in enumerate(EDITS) if at % len(SEEDS) == seed]
    order += chance.choices(EDITS, k=STEPS - len(order))
    chance.shuffle(order)
    failures = 0
    for edit in order:
        oracle.edit(edit)
        if chance.random() < 0.2:
            oracle.edit(chance.choice(EDITS))
        failures = 0 if oracle.compare() else failures + 1
        if failures == 3:
            oracle.world.strict = False
            oracle.edit(checkout)
            assert oracle.compare()
            failures = 0


def test_a_picture_that_comes_while_its_page_is_a_draft(tmp_path: Path) -> None:
    """The draft's picture is nobody's concern until the page is published: then it has to be looked at."""
    oracle = Oracle(tmp_path, 0)
    folder = oracle.world.course
    new = {lang: folder / lang / "m1/new.md" for lang in ("cy", "en")}
    for lang, path in new.items():
        path.write_text(f"---\ntitle: {lang}\ndraft: true\n---\n\n![{lang} x](new.png)\n")
    assert oracle.compare()
    for lang in new:
        shutil.copy(folder / "media/photo.png", folder / lang / "m1/new.png")
    assert oracle.compare()
    for path in new.values():
        path.write_text(path.read_text().replace("draft: true\n", ""))
    assert oracle.compare()


def test_edits_between_processes(tmp_path: Path, sitegen: Callable[..., object]) -> None:
    """The same with the command: what a process leaves, another one finds."""
    world = World(tmp_path, 7, course())
    for number in range(6):
        edit = EDITS[0] if number % 2 else checkout
        said = edit(world)
        assert sitegen("build").returncode == 0, said
        assert sitegen("build", "--no-cache", "--out", f"clean-{number}").returncode == 0
        assert differences(tree(tmp_path / "build/site"), tree(tmp_path / f"clean-{number}")) == [], said
        world.good.append(tree(world.course))


def test_edits_of_a_course_that_takes_several_processes(tmp_path: Path, builds: Builds) -> None:
    """Reading and rendering are shared out: what workers keep, others find; one process alone gives the same."""
    files = course(9, 14)

    def everywhere(old: bytes, new: bytes) -> None:
        files.update({name: data.replace(old, new) for name, data in files.items() if name.endswith(".md")})

    footer = (THEME / "templates/footer.html").read_bytes()
    edits: list[Callable[[], object]] = [
        lambda: None,
        lambda: everywhere(b"sentence", b"sentense"),
        lambda: files.update({"theme/templates/footer.html": footer + b"<!-- own -->"}),
        lambda: files.update({"en/m5/p3.md": files["en/m5/p3.md"].replace(b"sentense", b"sentence")}),
        lambda: files.update({"media/photo.png": files["media/logo.png"]}),
        lambda: everywhere(b"title: ", b"title: A "),
        lambda: files.pop("theme/templates/footer.html"),
    ]
    for number, edit in enumerate(edits):
        edit()
        write(tmp_path / "content", files)
        assert builds.run("--jobs", "4") == 0, builds.said()
        assert builds.run("--jobs", "1", "--no-cache", "--out", "clean") == 0
        assert differences(tree(builds.site), tree(tmp_path / "clean")) == [], number
        shutil.rmtree(tmp_path / "clean")
