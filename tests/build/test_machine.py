"""What the machine refuses: exit status 3, one line that names the file, and the last good site as it was."""

from __future__ import annotations

import os
from pathlib import Path

from builds import Builds
from courses import Files, course, differences, tree


def give_to_nobody(folder: Path) -> None:
    """Let the user of a process that is nobody write here."""
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)


def good(builds: Builds) -> tuple[Files, Files]:
    """A course with its site, all of it nobody's; returns both."""
    files = course()
    builds.clean(files)
    give_to_nobody(builds.folder)
    assert builds.run(nobody=True) == 0
    builds.said()
    return files, tree(builds.site)


def failed(builds: Builds, name: str) -> None:
    """The next build fails and says with which file."""
    assert builds.run(nobody=True) == 3
    (line,) = [row for row in builds.said().splitlines() if row.startswith("sitegen: ")]
    assert name in line


def test_a_page_that_may_not_be_read(open_builds: Builds) -> None:
    _, before = good(open_builds)
    page = open_builds.folder / "content/en/m1/p2.md"
    page.write_text(page.read_text("utf-8") + "More.\n", "utf-8")
    page.chmod(0)
    failed(open_builds, "content/en/m1/p2.md")
    assert differences(tree(open_builds.site), before) == []
    page.chmod(0o644)
    assert open_builds.run(nobody=True) == 0


def test_a_folder_that_may_not_be_read(open_builds: Builds) -> None:
    """Its pages are not taken for deleted."""
    _, before = good(open_builds)
    folder = open_builds.folder / "content/en/m1"
    folder.chmod(0)
    failed(open_builds, "content/en/m1")
    folder.chmod(0o755)
    assert differences(tree(open_builds.site), before) == []


def test_a_site_that_may_not_be_written(open_builds: Builds) -> None:
    files, before = good(open_builds)
    page = open_builds.folder / "content/en/m1/p2.md"
    page.write_bytes(files["en/m1/p2.md"].replace(b"sentence", b"sentense"))
    folders = [open_builds.site, *(path for path in open_builds.site.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    failed(open_builds, "build/site")
    assert differences(tree(open_builds.site), before) == []
    for folder in folders:
        folder.chmod(0o755)
    assert open_builds.run(nobody=True) == 0
    expected = open_builds.clean({**files, "en/m1/p2.md": page.read_bytes()}, "clean-2")
    assert differences(tree(open_builds.site), expected) == []
