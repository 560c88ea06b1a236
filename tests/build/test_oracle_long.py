"""The cache never shows: after every edit, a build that remembers gives what a build that remembers nothing gives.

The same bytes, the same problems, the same success; and where there are errors, the site stays as it was.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from courses import course, differences, tree
from edits import EDITS, World

from sitegen.build import Options, Result, build

SEEDS = range(100,160)
STEPS = 40


def both(world: World, folder: Path) -> tuple[Result, Result]:
    """The build with a cache, and one from nothing into ``folder / "clean"``."""
    shutil.rmtree(folder / "clean", ignore_errors=True)
    asked = Options(
        world.course, world.out, folder / "cache", folder.parent / "code", world.strict, world.languages
    )
    return build(asked), build(asked._replace(out=folder / "clean", cache=None))


@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits(seed: int, tmp_path: Path) -> None:
    world = World(tmp_path, seed, course())
    assert all(result.ok for result in both(world, tmp_path))
    # Every edit has its turn in some seed, and comes again by chance in others.
    order = [edit for at, edit in enumerate(EDITS) if at % len(SEEDS) == seed]
    order += world.chance.choices(EDITS, k=STEPS - len(order))
    world.chance.shuffle(order)
    done: list[str] = []
    failures = 0
    for edit in order:
        done.append(f"{edit.__name__}: {edit(world)}")
        if world.chance.random() < 0.2:
            more = world.chance.choice(EDITS)
            done.append(f"and {more.__name__}: {more(world)}")
        before = tree(world.out)
        kept, clean = both(world, tmp_path)
        history = "\n".join(done)
        assert kept.ok == clean.ok, f"{history}\n{kept.problems}\n{clean.problems}"
        assert kept.problems == clean.problems, history
        if kept.ok:
            assert differences(tree(world.out), tree(tmp_path / "clean")) == [], history
            assert kept.pages == clean.pages, history
            world.good.append(tree(world.course))
            failures = 0
            continue
        assert differences(tree(world.out), before) == [], history
        failures += 1
        if failures == 3:
            world.strict = False
            for name in ("en/again", "media/out.txt"):
                (world.course / name).unlink(missing_ok=True)
            done.append(f"mend: {next(edit for edit in EDITS if edit.__name__ == 'checkout')(world)}")
            kept, clean = both(world, tmp_path)
            assert kept.ok and clean.ok, kept.problems
            assert differences(tree(world.out), tree(tmp_path / "clean")) == [], "\n".join(done)
            failures = 0
