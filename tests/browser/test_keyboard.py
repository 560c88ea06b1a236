"""The kinds that nobody judges, and order, with the keyboard alone. The others: test_exercises.py."""

from __future__ import annotations

from collections.abc import Callable

from answering import EN, button, root, status, stored, tab_to
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


def inside(name: str, selector: str) -> str:
    return f'[data-widget="{name}"] {selector}'


def order_of(page: Page, name: str) -> list[str]:
    return root(page, name).locator("li[data-item]").evaluate_all("all => all.map(li => li.dataset.item)")


def test_order(site: str, visit: Visit) -> None:
    """Insertion sort with "move up" alone: each item is carried to its place, the focus staying on its button."""
    page = visit(f"{site}{EN}#ordering", locale="en")
    wanted = sorted(order_of(page, "ordering"))
    for place, item in enumerate(wanted):
        before = order_of(page, "ordering").index(item)
        if before == place:
            continue
        tab_to(page, inside("ordering", f'[data-item="{item}"] [data-action=up]'), 80)
        for _ in range(before - place):
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.closest('li').dataset.item") == item
        expect(status(page, "ordering")).to_contain_text(f"place {place + 1} of {len(wanted)}")
        root(page, "ordering").locator("legend").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    assert order_of(page, "ordering") == wanted
    tab_to(page, inside("ordering", "[data-action=check]"), 80)
    page.keyboard.press("Space")
    expect(root(page, "ordering")).to_have_attribute("data-result", "right")


def test_place_own(site: str, visit: Visit) -> None:
    page = visit(f"{site}{EN}#own-place", locale="en")
    tab_to(page, inside("own-place", "[type=radio]"), 120)
    page.keyboard.press("Space")
    first = stored(page, "own-place")["a"]
    page.keyboard.press("ArrowDown")
    assert stored(page, "own-place")["a"] != first
    expect(status(page, "own-place")).to_contain_text("Your place")
    tab_to(page, inside("own-place", "[data-action=clear]"))
    page.keyboard.press("Enter")
    assert not stored(page, "own-place")["a"]


def test_poll(site: str, visit: Visit) -> None:
    """A trainer counts hands: open, type, and the bars are there."""
    page = visit(f"{site}{EN}#hands", locale="en")
    tab_to(page, inside("hands", ".ex-count summary"), 120)
    page.keyboard.press("Enter")
    for number in ("3", "1"):
        page.keyboard.press("Tab")
        page.keyboard.type(number)
    assert sorted(stored(page, "hands")["h"].values()) == [1, 3]
    expect(root(page, "hands")).to_contain_text("75%")


def test_reveal(site: str, visit: Visit) -> None:
    page = visit(f"{site}{EN}#cards", locale="en")
    tab_to(page, inside("cards", "summary"), 120)
    page.keyboard.press("Enter")
    assert root(page, "cards").locator("details[open]").count() == 1
    page.wait_for_function("localStorage.getItem('trial:widget:cards')")


def test_reflect(site: str, visit: Visit) -> None:
    page = visit(f"{site}{EN}#thinking", locale="en")
    tab_to(page, inside("thinking", "textarea"), 160)
    page.keyboard.type("My words.")
    page.keyboard.press("Tab")
    expect(status(page, "thinking")).to_have_text("Saved.")
    assert stored(page, "thinking")["a"] == "My words."
    assert button(page, "thinking", "check").count() == 0
