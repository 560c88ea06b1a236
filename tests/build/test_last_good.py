"""A build with errors leaves the last good site as it was, and mending a page means to parse that page alone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import Files, course, differences, tree, write

from sitegen.build import Options, build
from sitegen.cache.generator import generator_digest
from sitegen.cache.memory import Memory

ERRORS: dict[str, Callable[[Files], None]] = {
    "a link that leads nowhere": lambda files: files.update({"en/m1/p2.md": files["en/m1/p2.md"] + b"\n[x](no.md)\n"}),
    "a page that is not UTF-8": lambda files: files.update({"en/m1/p2.md": files["en/m1/p2.md"] + b"\xe2\n"}),
    "front matter that is not YAML": lambda files: files.update({"en/m1/p2.md": b"---\ntitle: [\n---\n"}),
    "settings that are not TOML": lambda files: files.update({"course.toml": files["course.toml"] + b"["}),
    "settings that lack a title": lambda files: files.update(
        {"course.toml": files["course.toml"].replace(b"title", b"tilte")}
    ),
    "no settings": lambda files: files.pop("course.toml") and None,
    "a scale that is not TOML": lambda files: files.update({"scales/spectrum.toml": b"[["}),
    "a picture that is gone": lambda files: files.pop("media/photo.png") and None,
    "a template that cannot be read": lambda files: files.update({"theme/templates/pager.html": b"{% if %}"}),
    "a template that names what is not there": lambda files: files.update({"theme/templates/pager.html": b"{{ x.y }}"}),
}


class Parses:
    """Counts the pages that a build parses: their bodies are what it adds to its packs."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def bodies(self) -> dict[str, str]:
        """The places in the packs of all documents' bodies, as text, by path."""
        assert self.options.cache is not None
        memory = Memory(self.options.cache, self.options.course, self.options.out, "")
        memory.recall(generator_digest())
        from sitegen.load import decode_documents

        documents = decode_documents(memory.state.documents)
        return {document.path: f"{document.body} {memory.index.get(document.body)}" for document in documents}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_leave_the_site_and_what_was_parsed(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    options = Options(folder, tmp_path / "site", tmp_path / "cache", tmp_path.parent / "code")
    parses = Parses(options)
    good = course()
    write(folder, good)
    assert build(options).ok
    site, bodies = tree(tmp_path / "site"), parses.bodies()
    stats = {path: path.stat() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    bad = dict(good)
    ERRORS[name](bad)
    write(folder, bad)
    result = build(options)
    assert not result.ok and result.problems
    assert differences(tree(tmp_path / "site"), site) == []
    assert build(options).problems == result.problems
    changed = {path for path, before in stats.items() if path.stat() != before and ".sitegen" not in path.parts}
    assert not changed
    # Mended with another sentence on one page more: two pages at most are parsed.
    good["cy/m2/p2.md"] = good["cy/m2/p2.md"].replace(b"One ", b"One more ")
    write(folder, good)
    assert build(options).ok
    now = parses.bodies()
    parsed = {path for path in now if now[path] != bodies.get(path)}
    assert "content/cy/m2/p2.md" in parsed
    assert parsed <= {"content/cy/m2/p2.md", "content/en/m1/p2.md"}
    assert build(options._replace(out=tmp_path / "clean", cache=None)).ok
    assert differences(tree(tmp_path / "site"), tree(tmp_path / "clean")) == []


def test_why(tmp_path: Path, sitegen: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """A build says which pages it made anew, and why."""
    files = course()
    write(tmp_path / "content", files)
    assert sitegen("build").returncode == 0
    assert "for the first time" in sitegen("why", "en/m1/p2.html").stdout
    files["en/m1/p2.md"] = files["en/m1/p2.md"].replace(b"One ", b"One more ")
    write(tmp_path / "content", files)
    assert ": 1 written" in sitegen("build").stdout
    assert sitegen("why", "en/m1/p2.html").stdout.splitlines() == ["en/m1/p2.html", "  its text changed"]
    assert sitegen("why", "content/en/m1/p2.md").stdout == sitegen("why", "en/m1/p2.html").stdout
    assert "for the first time" in sitegen("why", "en/m1/p1.html").stdout
    files["en/m1/p2.md"] = files["en/m1/p2.md"].replace(b"title: Page", b"title: Another")
    write(tmp_path / "content", files)
    assert sitegen("build").returncode == 0
    assert "title" in sitegen("why", "en/m1/p2.html").stdout
    # The neighbour shows the title in its menu and its link to the next page.
    assert {"menu", "next"} <= set(sitegen("why", "en/m1/p1.html").stdout.replace(":", " ").split())
    assert "for the first time" in sitegen("why", "en/m2/p1.html").stdout
    done = sitegen("why", "en/no-such-page.html")
    assert done.returncode == 2 and "no page" in done.stderr
