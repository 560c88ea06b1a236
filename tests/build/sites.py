"""Built sites: the real course without and with the site's address, and the tests' own course."""

from __future__ import annotations

import shutil
from pathlib import Path

from courses import course, write
from markup import Document, documents

from sitegen.build import Options, build

ROOT = Path(__file__).resolve().parents[2]
#: The address of the site that is built for a host.
BASE = "https://example.org/a/b/"


class Site:
    """A built site and its pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = documents(folder)

    def course_pages(self) -> dict[str, Document]:
        """The course's pages: not the choice of languages, nor what stands where a page is not, or not any more."""
        refresh = {"http-equiv": "refresh"}
        return {name: page for name, page in self.pages.items() if "/" in name and not page.all("meta", **refresh)}


def real(folder: Path, user_cache: Path, base_url: str) -> Site:
    """Build the real course, with or without the site's address."""
    shutil.copytree(ROOT / "content", folder / "content")
    settings = folder / "content" / "course.toml"
    rows = [row for row in settings.read_text("utf-8").split("\n") if not row.startswith("base_url")]
    settings.write_text("\n".join([f'base_url = "{base_url}"', *rows]), "utf-8")
    result = build(Options(folder / "content", folder / "site", None, user_cache / "sitegen/templates"))
    assert result.ok, result.problems
    return Site(folder / "site")


def small(folder: Path, user_cache: Path) -> Site:
    """Build the tests' own course, which has what the real one need not have: aliases, a missing edition, pictures."""
    write(folder / "content", course())
    assert build(Options(folder / "content", folder / "site", None, user_cache / "sitegen/templates")).ok
    return Site(folder / "site")
