"""The pages around the exercises, in a browser: every template free of axe's violations, by keyboard, with scripts off,
from a disk, below a sub-path, under the policy that we ship, on a narrow screen, in both languages."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from answering import AXE, RULES
from playwright.sync_api import Page, Route, expect

ROOT = Path(__file__).resolve().parents[2]
Visit = Callable[..., Page]

#: One page of each template and kind; "fallback" has its text in the other language.
TEMPLATES = {
    "choice": "index.html",
    "home": "cy/index.html",
    "module": "en/essentials/index.html",
    "page": "cy/hanfodion/gwerthoedd.html",
    "plain": "en/about/sources.html",
    "learning": "cy/fy-nysgu.html",
    "learning in English": "en/my-learning.html",
    "privacy": "en/privacy.html",
    "privacy in Welsh": "cy/preifatrwydd.html",
    "folder": "cy/ynglyn/index.html",
    "elements": "en/elements.html",
    "fallback": "cy/elements.html",
    "glossary": "cy/geirfa.html",
    "missing": "404.html",
    "redirect": "en/old-elements.html",
}
ELEMENTS = """---
title: Every element
description: One of each thing that Markdown can make.
aliases: [old-elements]
---

A paragraph with *emphasis*, `code`, a [link](essentials/values.md), a note[^1] and [gair]{lang=cy}.

## Lists {#lists}

- one
- two
  1. nested

Term
: Its definition.

## Table {#table}

| Left | Right |
|:-----|------:|
| a    | 1     |

```text
a block of code that is rather long, so that on a narrow screen it has to scroll sideways inside its own box
```

![Two circles that meet](../media/circles.svg "Two circles that meet.")

::: note
A note.
:::

::: example
An invented example.
:::

::: case
### Where it happened

A case.
:::

::: quote
Words.

— Somebody, somewhere
:::

::: key-points
- A point.
:::

:::: activity {#try-it minutes=10}
Talk about it.

::: facilitator
Not for the page.
:::
::::

[^1]: The note's text.
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40">'
    '<circle cx="22" cy="20" r="16" fill="none" stroke="#666"/>'
    '<circle cx="38" cy="20" r="16" fill="none" stroke="#666"/></svg>'
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the policy of the deployment files."""

    policy = re.search(r'Content-Security-Policy "([^"]+)"', (ROOT / "docs/deploy/nginx.conf").read_text("utf-8"))

    def end_headers(self) -> None:
        assert self.policy is not None
        self.send_header("Content-Security-Policy", self.policy[1])
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course with one page of every element in English alone, below ``site/a/b``."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "content/en/elements.md").write_text(ELEMENTS, "utf-8")
    (folder / "content/media").mkdir(exist_ok=True)
    (folder / "content/media/circles.svg").write_text(PICTURE, "utf-8")
    settings = (folder / "content/course.toml").read_text("utf-8")
    (folder / "content/course.toml").write_text('base_url = "https://example.org/a/b/"\n' + settings, "utf-8")
    command = [sys.executable, "-c", "import sys; from sitegen.cli import main; sys.exit(main())", "build"]
    out = folder / "site/a/b"
    out.parent.mkdir(parents=True)
    done = subprocess.run([*command, "--out", str(out)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def address(real: Path) -> Iterator[str]:
    """Where the real course is served, two folders deep."""
    handler = functools.partial(Handler, directory=str(real.parents[1]))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a/b/"
    server.shutdown()
    server.server_close()


def violations(page: Page) -> list[str]:
    """What axe finds, one line each. The policy keeps ``add_script_tag`` out, not ``evaluate``."""
    page.evaluate(AXE)
    found: Any = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]


REFRESH = 'http-equiv="refresh"'
SCREENS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 600}},
    "forced": {"forced_colors": "active"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(visit: Visit, address: str, screen: str) -> None:
    page = visit("about:blank", **SCREENS[screen])
    for name, path in TEMPLATES.items():
        if name == "redirect":
            page.route("**/old-elements.html", without_refresh)
        page.goto(address + path)
        assert violations(page) == [], f"{name} ({path})"
    page.unroute_all()


def without_refresh(route: Route) -> None:
    """Serve a redirect page without its redirection, so that it can be looked at."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r'<meta http-equiv="refresh"[^>]*>', "", answer.text()))


def pages_of(real: Path) -> list[str]:
    return sorted(
        path.relative_to(real).as_posix() for path in real.rglob("*.html") if REFRESH not in path.read_text("utf-8")
    )


def test_no_page_scrolls_sideways(visit: Visit, address: str, real: Path) -> None:
    """WCAG 1.4.10 (320 CSS px) and 1.4.12 (text spacing) on all pages."""
    page = visit("about:blank", viewport={"width": 320, "height": 600}, bypass_csp=True)
    spacing = (
        "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        "p{margin-bottom:2em!important}"
    )
    for path in pages_of(real):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for step in ("as it is", "with wide spacing"):
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} {step}: {wide} px too wide"
            page.add_style_tag(content=spacing)


FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  // A ring may be drawn on a radio's or checkbox's label, or around a whole card by the link's ::after.
  const label = at.matches('[type=radio],[type=checkbox]') && at.closest('label');
  const drawn = [[at, null], [at, '::after'], ...(label ? [[label, null]] : [])];
  const ring = drawn.some(([each, part]) => { const s = getComputedStyle(each, part);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; });
  const box = at.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const seen = !!top && (top === at || at.contains(top) || top.contains(at) ||
    (at.closest('label') && at.closest('label').contains(top)));
  return {what: at.outerHTML.slice(0, 90), ring, seen, small: Math.min(box.width, box.height) < 1};
}"""


@pytest.mark.parametrize("path", [TEMPLATES["home"], TEMPLATES["page"], TEMPLATES["elements"], TEMPLATES["choice"]])
@pytest.mark.parametrize("width", [320, 1280])
def test_keyboard_walk(visit: Visit, address: str, path: str, width: int) -> None:
    """Every stop is visible, has a ring, is not covered; the walk ends, so nothing traps it."""
    page = visit(address + path, viewport={"width": width, "height": 700})
    stops = 0
    seen: list[str] = []
    while stops < 200:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None:
            break
        assert at["ring"] and at["seen"] and not at["small"], at
        seen.append(at["what"])
        stops += 1
    assert 1 < stops < 200, seen[-3:]


def test_skip_link_comes_first_and_moves_the_focus(visit: Visit, address: str) -> None:
    page = visit(address + TEMPLATES["page"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Neidio i’r prif gynnwys")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("where", ["served", "disk"])
def test_language_switch_keeps_the_section(visit: Visit, address: str, real: Path, where: str) -> None:
    base = address if where == "served" else f"file://{real}/"
    page = visit(base + TEMPLATES["page"])
    heading = page.locator("main h2[id]").last
    heading.evaluate("each => each.scrollIntoView()")
    switch = page.locator("nav[data-languages] a[hreflang=en]")
    expect(switch).to_have_attribute("href", re.compile("#"))
    # With the mouse itself: Playwright's click may scroll a sticky element "into view" first.
    box = switch.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 10, box["y"] + box["height"] / 2)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(f"#{heading_id(real)}$"))
    page.locator("nav[data-languages] a[hreflang=cy]").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")


def heading_id(real: Path) -> str:
    ids = re.findall(r'<h2 id="([^"]+)"', (real / TEMPLATES["page"]).read_text("utf-8").partition("<main")[2])
    return ids[-1]


def test_links_lead_on_from_a_disk(visit: Visit, real: Path) -> None:
    """From the choice page through a module's pages with the links that readers use, in one session."""
    page = visit(f"file://{real}/index.html")
    assert page.url.endswith("/index.html"), "the choice page never redirects"
    page.get_by_role("link", name="Cymraeg").click()
    page.locator("main a[href*=hanfodion]").first.click()
    for _ in range(3):
        page.locator("a[rel=next]").click()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "cy")
    page.locator("a[rel=prev]").click()
    page.goto(f"file://{real}/index.html")
    assert page.url.endswith("/index.html")


def test_choice_is_marked_and_not_followed(visit: Visit, address: str) -> None:
    page = visit(address + "cy/index.html")
    page.goto(address + "index.html")
    page.wait_for_timeout(300)
    assert page.url == address + "index.html"
    first, second = (page.locator("main a[hreflang], a[lang]").nth(at) for at in (0, 1))
    assert "cy/" in (first.get_attribute("href") or "") and "en/" in (second.get_attribute("href") or "")


def test_progress_counts_what_was_read(visit: Visit, address: str) -> None:
    """A page of a module without exercises is done when its end has been seen; it shows in both languages."""
    page = visit(address + "en/essentials/index.html")
    expect(page.locator("main progress, [data-progress] progress").first).to_be_attached()
    keys = page.evaluate("Object.keys(localStorage)")
    assert all(key.startswith("cogynhyrchu:") for key in keys), keys


def test_scripts_off(visit: Visit, address: str) -> None:
    """Text, links and answers are there; nothing that looks clickable does nothing."""
    page = visit(address + TEMPLATES["page"], java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("button:visible").count() == 0
    answers = page.locator("details[data-answers]").first
    answers.locator("summary").click()
    expect(answers.locator("li, tr, dd").first).to_be_visible()
    page.locator("a[rel=next]").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    page.locator("nav[data-languages] a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("scripts", [True, False])
def test_glossary(visit: Visit, address: str, scripts: bool) -> None:
    """Letters lead to their terms, terms to their pages and to each other; the language switch keeps the term."""
    page = visit(address + TEMPLATES["glossary"], java_script_enabled=scripts)
    letters = page.locator(".letters")
    assert letters.locator("li").all_inner_texts()[:7] == ["A", "B", "C", "CH", "D", "DD", "E"]
    assert letters.get_by_role("link", name="DD").count() == 0
    headings = page.locator(".letter h3").all_inner_texts()
    assert headings.index("cyd-ddylunio") < headings.index("cyd-gynhyrchu") < headings.index("chwe egwyddor")
    assert page.locator("nav [aria-current=page]").get_attribute("href") == "../cy/geirfa.html"
    letters.get_by_role("link", name="CH", exact=True).click()
    expect(page.get_by_role("heading", name="CH", exact=True)).to_be_in_viewport()
    term = page.locator(".term", has=page.locator("#share-power"))
    expect(term.get_by_role("heading")).to_have_text("rhannu grym")
    expect(term.locator(".other [lang=en]").last).to_have_text("shared power")
    term.get_by_role("link", name="agenda").click()
    expect(page.locator("#agenda")).to_be_in_viewport()
    switch = page.locator("nav[data-languages] a[hreflang=en]")
    if scripts:
        expect(switch).to_have_attribute("href", re.compile("#agenda$"))
    switch.click()
    expect(page.locator("h1")).to_have_text("Glossary")
    page.locator(".term", has=page.locator("#asset-based")).get_by_role("link", name="What co-production is").click()
    assert page.url.endswith("en/essentials/what-it-is.html#meeting")


def test_glossary_on_paper(visit: Visit, address: str) -> None:
    page = visit(address + TEMPLATES["glossary"])
    page.emulate_media(media="print")
    expect(page.locator(".letters")).to_be_hidden()
    expect(page.locator(".term h3").first).to_be_visible()


def test_fallback_page(visit: Visit, address: str) -> None:
    """The other language's text in the requested language's shell: each part says its language."""
    page = visit(address + TEMPLATES["fallback"])
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator("main [lang=en] p").first).to_be_visible()
    assert page.locator("link[rel=canonical]").get_attribute("href") == "https://example.org/a/b/en/elements.html"
    assert page.locator("link[hreflang]").count() == 0
    assert "Not for the page" not in page.content()


def test_print_has_text_and_no_menus(visit: Visit, address: str) -> None:
    page = visit(address + TEMPLATES["page"])
    page.emulate_media(media="print")
    assert not page.locator("nav[data-languages]").is_visible()
    expect(page.locator("h1")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_redirect_page_leads_on(visit: Visit, address: str) -> None:
    page = visit("about:blank")
    # Not waiting for the old page itself: it may be gone before it has loaded.
    page.goto(address + "en/old-elements.html", wait_until="commit")
    expect(page).to_have_url(address + "en/elements.html")
