"""Inline markup in places that show it again: lists of headings, attributes, links that say their language twice."""

from __future__ import annotations

import re
from pathlib import Path

from courses import write
from markup import Document

from sitegen.build import Options, build

SETTINGS = 'id = "few"\nlanguages = ["cy", "en"]\ntitle = "Few"\n'
SCALE = """\
kind = "set"

[[position]]
id = "a"
key = "one"
cy = "Un"
en = "One"

[[position]]
id = "b"
key = "two"
cy = "Dau"
en = "Two"
"""
GRID = """\
::: grid few-grid rows=few cells=few
Which?

|  | [Where](../../en/page/index.md)? |
| --- | --- |
| {0} | {1} |
| {1} | {0} |

- {0}
  > Yes.
:::
"""


def built(folder: Path, text: str) -> tuple[str, str]:
    """The home pages in Welsh and English; ``text`` has a scale's labels at {0} and {1}."""
    labels = {"cy": ("Un", "Dau"), "en": ("One", "Two")}
    files = {
        f"{lang}/page/index.md": f"---\ntitle: {lang}\n---\n\nWords.\n\n{text.format(*labels[lang])}".encode()
        for lang in labels
    }
    write(folder / "content", {**files, "course.toml": SETTINGS.encode(), "scales/few.toml": SCALE.encode()})
    result = build(Options(folder / "content", folder / "site"))
    assert result.ok, result.problems
    return tuple((folder / "site" / lang / "page/index.html").read_text("utf-8") for lang in labels)  # type: ignore[return-value]


def test_headings_keep_their_languages_in_the_list_of_contents(tmp_path: Path) -> None:
    """A screen reader says each word in its own language there too (WCAG 2.2, 3.1.2)."""
    _, page = built(tmp_path, "## To share: [rhannu]{{lang=cy}} {{#own}}\n\nA & b.\n\n## And `<b>`\n\nMore.\n")
    contents = page[page.index('<nav class="toc"') :].partition("</nav>")[0]
    assert '<a href="#own">To share: <span lang="cy">rhannu</span></a>' in contents
    assert '<a href="#s2">And <code>&lt;b&gt;</code></a>' in contents


def test_the_language_of_a_link_stands_once(tmp_path: Path) -> None:
    """Whether its author writes it or not."""
    text = '[A](../../en/page/index.md "T"){{hreflang=en}} [B](../../en/page/index.md)\n'
    welsh, _ = built(tmp_path, text)
    links = re.findall(r'<a href="../../en/page/index.html"[^>]*>(?=[AB])', welsh)
    assert [link.count('hreflang="en"') for link in links] == [1, 1]
    assert welsh.count('class="link-note"') == 2


def test_no_markup_in_attributes(tmp_path: Path) -> None:
    """A question's text in an attribute is its words alone."""
    welsh, _ = built(tmp_path, GRID)
    page = Document("cy/page/index.html", welsh)
    assert {cell["data-question"] for cell in page.all("td") if "data-question" in cell} == {"Where?"}
