"""What a person sees in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import PAGE, PAGES, Served

Serve = Callable[..., Served]
CSS = "theme/assets/css/base.css"

expect.set_options(timeout=15_000)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that complains of nothing."""
    said: list[str] = []
    context = browser.new_context()
    found = context.new_page()
    found.set_default_timeout(15_000)
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield found
    context.close()
    assert [text for text in said if "404" not in text and "ERR_CONNECTION" not in text] == []


def marked(page: Page) -> bool:
    """Whether this is still the document that was marked: a reload forgets."""
    return bool(page.evaluate("window.marked === true"))


def test_saves_styles_and_mistakes(serve: Serve, page: Page) -> None:
    """Four saves, a style sheet without a reload, a mistake and its mending, in both languages."""
    server = serve(more={CSS: "body { color: rgb(1, 1, 1); }\n"})
    file = server.content / "en/one/page.md"
    page.goto(f"http://127.0.0.1:{server.port}/{PAGE}")
    for number in range(4):
        file.write_text(PAGES["en/one/page.md"] + f"\nSave {number}.\n", "utf-8")
        expect(page.get_by_text(f"Save {number}.")).to_be_visible()

    page.evaluate("window.marked = true")
    for number in (2, 3):
        (server.content / CSS).write_text(f"body {{ color: rgb({number}, 1, 1); }}\n", "utf-8")
        expect(page.locator("body")).to_have_css("color", f"rgb({number}, 1, 1)")
        server.wait_for(r"base\.css: ", number - 1)
        expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert marked(page)

    file.write_text("no front matter\n", "utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The course could not be built")
    expect(alert).to_contain_text("content/en/one/page.md:1")
    expect(page.get_by_text("Save 3.")).to_have_count(1)
    assert not marked(page)
    page.get_by_role("button", name="Close this message").click()
    expect(alert).to_have_count(0)
    page.goto(f"http://127.0.0.1:{server.port}/cy/one/tudalen.html")
    expect(alert).to_contain_text("Nid oedd modd adeiladu’r cwrs")
    expect(page.get_by_role("button", name="Cau’r neges hon")).to_be_visible()
    box = alert.bounding_box()
    assert box and box["x"] == 0 and box["y"] == 0 and box["width"] == page.viewport_size["width"]  # type: ignore[index]
    file.write_text(PAGES["en/one/page.md"], "utf-8")
    expect(alert).to_have_count(0)
    expect(page.get_by_text("Brawddeg.")).to_be_visible()


def test_a_server_that_comes_back(serve: Serve, page: Page) -> None:
    """A page waits for its server, and takes what changed meanwhile; a failing first build gives way to the course."""
    server = serve(more={"en/one/page.md": "nothing\n"})
    page.goto(f"http://127.0.0.1:{server.port}/{PAGE}")
    expect(page.get_by_role("alert")).to_contain_text("Nothing has been built yet")
    file = server.content / "en/one/page.md"
    file.write_text(PAGES["en/one/page.md"], "utf-8")
    expect(page.get_by_text("A sentence.")).to_be_visible()
    assert server.end()[0] == 0
    file.write_text(PAGES["en/one/page.md"] + "\nMeanwhile.\n", "utf-8")
    serve("--port", str(server.port))
    expect(page.get_by_text("Meanwhile.")).to_be_visible()
