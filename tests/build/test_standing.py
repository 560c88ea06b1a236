"""Pages that every course has: their addresses, titles and texts with and without an author's file, and the outline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sites import ROOT, Site

from sitegen.build import Options, build

TINY = ROOT / "tests/cases/tiny/content"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small course in two languages, to be changed."""
    shutil.copytree(TINY, tmp_path / "content")
    settings = (tmp_path / "content/course.toml").read_text("utf-8").replace('"cy", "en", "ga"', '"cy", "en"')
    (tmp_path / "content/course.toml").write_text(settings, "utf-8")
    return tmp_path / "content"


def built(course: Path, user_cache: Path) -> Site:
    result = build(Options(course, course.parent / "site", None, user_cache / "sitegen/templates"))
    assert result.ok, result.problems
    return Site(course.parent / "site")


def test_nobody_wrote_them(course: Path, user_cache: Path) -> None:
    pages = built(course, user_cache).pages
    for lang, mine, kept in (("cy", "fy-nysgu", "preifatrwydd"), ("en", "my-learning", "privacy")):
        for page in pages.values():
            if page.path.startswith(f"{lang}/") and page.all("main", tabindex="-1"):
                names = [link["href"].rpartition("/")[2] for link in page.all("a")]
                assert f"{mine}.html" in names and f"{kept}.html" in names, page.path
        assert pages[f"{lang}/{mine}.html"].all("section", **{"data-part": "again"})
        assert pages[f"{lang}/{kept}.html"].all("code", **{"data-storage": ""})


def test_their_author_wrote_them(course: Path, user_cache: Path) -> None:
    """Title, description, address and text are the author's; the generated part stays."""
    for lang, title, slug in (("cy", "Fy ngwaith", "fy-ngwaith"), ("en", "My work", "my-work")):
        top = f"title: {title}\nslug: {slug}\naliases: [old-{lang}]\ndescription: About it."
        text = f"---\n{top}\n---\n\nText of {lang}.\n"
        (course / lang / "my-learning.md").write_text(text, "utf-8")
        home = course / lang / "index.md"
        home.write_text(home.read_text("utf-8") + "\n[Here](my-learning.md), [there](privacy.md)\n", "utf-8")
    site = built(course, user_cache)
    page = site.pages["en/my-work.html"]
    assert "Text of en." in page.words and "About it." in page.words
    assert page.all("section", **{"data-part": "again"})
    assert page.words.index("Text of en.") < page.words.index("Look again")
    assert page.one("a", rel="alternate", hreflang="cy")["href"] == "../cy/fy-ngwaith.html"
    assert site.pages["en/old-en.html"].all("meta", **{"http-equiv": "refresh"})
    links = [link["href"] for link in site.pages["en/index.html"].all("a")]
    assert {"../en/my-work.html", "../en/privacy.html"} <= set(links)
    assert "en/my-learning.html" not in site.pages


def test_one_language_stands_in_for_the_other(course: Path, user_cache: Path) -> None:
    (course / "en/privacy.md").write_text("---\ntitle: What we keep\n---\n\nOnly answers.\n", "utf-8")
    page = built(course, user_cache).pages["cy/preifatrwydd.html"]
    assert page.one("h1")["lang"] == "en" and page.one("html")["lang"] == "cy"
    assert "ar gael yn Gymraeg" in page.words and "Beth sy’n cael ei gadw" in page.words
    assert page.all("a", lang="en", href="../cy/preifatrwydd.html")


def test_the_outline(course: Path, user_cache: Path) -> None:
    """It cannot leave its script, names what counts, and a changed question changes no other page."""
    page = course / "en/tea/making.md"
    text = page.read_text("utf-8")
    where = "\n::: reflect why-tea\nWhy *tea*, and not </script> or [coffee](index.md)?[^1]\n:::\n\n[^1]: A note.\n"
    page.write_text(text + where.replace("</script>", "&lt;/script>"), "utf-8")
    welsh = course / "cy/tea/making.md"
    welsh.write_text(welsh.read_text("utf-8") + "\n::: reflect why-tea\nPam te?[^1]\n:::\n\n[^1]: Nodyn.\n", "utf-8")
    site = built(course, user_cache)
    (script,) = (site.folder / "assets").glob("course-en-*.js")
    source = script.read_text("utf-8")
    assert "</" not in source and source.startswith("(window.sitegenCourse=window.sitegenCourse||{}).en={")
    outline = json.loads(source[source.index("{", source.index(".en=")) : source.rindex(";")])
    (part,) = [part for part in outline["parts"] if part["number"] == 1]
    (found,) = [page for page in part["pages"] if page["number"] == 1]
    assert found["key"] == "tea/making"
    question = next(each["q"] for each in found["exercises"] if each["id"] == "why-tea")
    assert question == "Why tea, and not </script> or coffee?"
    before = {name: page.text for name, page in site.pages.items()}
    page.write_text(page.read_text("utf-8").replace("Why *tea*", "What for"), "utf-8")
    after = built(course, user_cache).pages
    assert {name for name in before if before[name] != after[name].text} == {
        "en/my-learning.html",
        "en/tea/making.html",
    }
