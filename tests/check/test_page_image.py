"""The picture that a page's front matter names: written like a link, published, and named by its address."""

from __future__ import annotations

from pathlib import Path

from course_cases import Block, write_course

from sitegen.build import Options, build

COURSE = """\
id = "tiny"
languages = ["cy", "en"]
title = "Bach"
base_url = "https://example.org/a"
modules = ["care"]
"""
PAGE = "---\ntitle: One\nimage: ../media/a picture.svg\n---\n\nText.\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="40"/>\n'


def test_image(tmp_path: Path) -> None:
    blocks = (
        Block("", "content/course.toml", COURSE),
        Block("", "content/en/care/one.md", PAGE),
        Block("", "content/en/media/a picture.svg", PICTURE),
    )
    result = build(Options(write_course(tmp_path, blocks), tmp_path / "site"))
    assert result.problems == ()
    assert (tmp_path / "site" / "media" / "en" / "media" / "a picture.svg").read_text("utf-8") == PICTURE
    page = (tmp_path / "site" / "en" / "care" / "one.html").read_text("utf-8")
    assert 'property="og:image" content="https://example.org/a/media/en/media/a%20picture.svg"' in page
