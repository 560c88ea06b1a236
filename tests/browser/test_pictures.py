"""Pictures of scales in a browser: nothing is cut off or lies over anything else; a phone shows their words instead."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from answering import AXE
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
FORMS = {"line": "spectrum", "ladder": "ladder", "quarters": "complexity", "ring": "values", "chain": "results"}

#: Texts that leave their drawing, leave the box they began in, or lie over another text.
FAULTS = """svg => {
    const faults = [], own = svg.getBoundingClientRect();
    const box = e => e.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")];
    texts.forEach((text, i) => {
        const t = box(text);
        const out = t.left < own.left - 1 || t.right > own.right + 1 || t.bottom > own.bottom + 1;
        if (out) faults.push("out: " + text.textContent);
        for (const card of svg.querySelectorAll("rect")) {
            const c = box(card);
            const inside = t.left >= c.left && t.left < c.right && t.top >= c.top && t.top < c.bottom;
            const over = t.right > c.right || t.bottom > c.bottom + 1;
            if (inside && over) faults.push("over its box: " + text.textContent);
        }
        texts.slice(i + 1).forEach(other => {
            const o = box(other);
            const across = Math.min(t.right, o.right) - Math.max(t.left, o.left);
            const down = Math.min(t.bottom, o.bottom) - Math.max(t.top, o.top);
            if (across > 1 && down > 5) faults.push(`${text.textContent} × ${other.textContent}`);
        });
    });
    return faults;
}"""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that draws the first course's scales in every form; returns the folder of its site."""
    folder = tmp_path_factory.mktemp("pictures")
    course = folder / "content"
    shutil.copytree(ROOT / "content/scales", course / "scales")
    (course / "course.toml").write_text(
        'id = "pictures"\ntitle = { cy = "Lluniau", en = "Pictures" }\nlanguages = ["cy", "en"]\n', encoding="utf-8"
    )
    drawn = "".join(f"::: picture {scale} form={form}\nOne picture.\n:::\n\n" for form, scale in FORMS.items())
    for lang in ("cy", "en"):
        (course / lang).mkdir()
        (course / lang / "index.md").write_text(f"---\ntitle: {lang}\n---\n\nText.\n\n{drawn}", encoding="utf-8")
    command = [Path(sys.executable).with_name("sitegen"), "build", "--out", "site"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_nothing_is_cut_off(page: Page, pictures: Path, lang: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto((pictures / lang / "index.html").as_uri())
    drawings = page.locator("svg:visible")
    assert drawings.count() == len(FORMS)
    for i, form in enumerate(FORMS):
        assert drawings.nth(i).evaluate(FAULTS) == [], form


def test_words_on_a_phone(page: Page, pictures: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((pictures / "cy/index.html").as_uri())
    assert page.locator("svg:visible").count() == 0
    for form in FORMS:
        assert page.locator(f".picture-{form} li:visible").count() >= 4
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_words(page: Page, pictures: Path, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((pictures / "cy/index.html").as_uri())
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert not [(x["id"], x["nodes"][0]["target"]) for x in found["violations"]]
    page.locator(".picture-line summary").click()
    words = page.locator(".picture-line figcaption li li").all_inner_texts()
    assert len(words) == 6
    assert words[0].startswith("Gorfodaeth: ")
    assert (
        page.locator(".picture-line svg:visible").get_attribute("aria-label")
        == "Llun. Mae’r un peth mewn geiriau oddi tano."
    )


@pytest.mark.parametrize("form", FORMS)
def test_colours_are_the_themes(pictures: Path, form: str) -> None:
    """No colour in the drawing itself: styles decide, for print and dark too. No letters too small."""
    text = (pictures / "en/index.html").read_text(encoding="utf-8")
    drawing = text[text.index(f"picture-{form}") :].partition("</figure>")[0]
    assert "style=" not in drawing
    assert "fill=" not in drawing
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing)}
    assert sizes
    assert min(sizes) >= 15
