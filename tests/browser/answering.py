"""How tests answer exercises and ask what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Locator, Page

EN, CY = "en/practice/everything.html", "cy/ymarfer/popeth.html"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Visit = Callable[..., Page]

#: kind → id, an answer that is not right, a right one: radios' value, checkboxes' values, selects' values by item.
JUDGED: dict[str, tuple[str, Any, Any]] = {
    "choose-one": ("pick-one", "a", "b"),
    "choose-many": ("pick-many", ["a", "d"], ["a", "b"]),
    "place": ("placing", "b", "e"),
    "sort-into": (
        "sorting",
        {"a": "c", "b": "c", "d": "a", "e": "d", "c": "e"},
        {"a": "c", "b": "b", "d": "a", "e": "d", "c": "f"},
    ),
    "spot": ("spotting", {"a": ["a", "b"], "b": ["-"], "c": ["e"]}, {"a": ["a", "d"], "b": ["-"], "c": ["e"]}),
    "grid": (
        "gridding",
        {"to.0": "o", "to.1": "p", "for.0": "b", "for.1": "o", "with.0": "b", "with.1": "p"},
        {"to.0": "o", "to.1": "o", "for.0": "b", "for.1": "o", "with.0": "b", "with.1": "p"},
    ),
}


def root(page: Page, name: str) -> Locator:
    return page.locator(f'[data-widget="{name}"]')


def status(page: Page, name: str) -> Locator:
    return root(page, name).get_by_role("status")


def button(page: Page, name: str, action: str) -> Locator:
    return root(page, name).locator(f"button[data-action={action}]")


def controls(name: str, answer: Any) -> list[tuple[str, str]]:
    """Pairs of a control's selector and, for a select, the value to choose."""
    if isinstance(answer, str):
        return [(f'[name="{name}"][value="{answer}"]', "")]
    if isinstance(answer, list):
        return [(f'[name="{name}"][value="{value}"]', "") for value in answer]
    found = []
    for item, value in answer.items():
        if isinstance(value, list):
            found += [(f'[name="{name}.{item}"][value="{one}"]', "") for one in value]
        else:
            found.append((f'[name="{name}.{item}"]', value))
    return found


def fill(page: Page, name: str, answer: Any) -> None:
    """Answer as a pointer would, in one go (the keyboard has a test of its own)."""
    page.evaluate(
        """([name, wanted]) => {
            for (const box of document.querySelectorAll(`[data-widget="${name}"] [type=checkbox]:checked`)) box.click();
            for (const [selector, value] of wanted) {
                const control = document.querySelector(selector);
                if (!value) { if (!control.checked) control.click(); continue; }
                control.value = value;
                for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, {bubbles: true}));
            }
        }""",
        [name, controls(name, answer)],
    )


def press(page: Page, name: str, action: str) -> None:
    """Press a button of an exercise, which must be there to be pressed."""
    found = button(page, name, action).last
    assert found.is_visible(), f"{name}: {action} is hidden"
    found.evaluate("button => button.click()")


def given(page: Page, name: str) -> Any:
    """What is selected, sorted."""
    return root(page, name).evaluate(
        """root => [...root.querySelectorAll("select, [type=radio], [type=checkbox]")]
            .filter(i => i.matches("select") ? i.value : i.checked).map(i => i.name + "=" + i.value).sort()"""
    )


def stored(page: Page, name: str) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", f"trial:widget:{name}") or "null")


def put(page: Page, name: str, state: object) -> None:
    text = state if isinstance(state, str) else json.dumps(state)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"trial:widget:{name}", text])


def tab_to(page: Page, selector: str, limit: int = 40) -> None:
    """Press Tab until ``selector`` has the focus, which must be visible there."""
    for _ in range(limit):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail(f"{selector} cannot be reached with Tab")
    ring = page.evaluate(
        """() => [document.activeElement, document.activeElement.closest("label")].some(e => {
            const style = e && getComputedStyle(e);
            return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; })"""
    )
    assert ring, f"{selector}: no visible focus"


def by_keyboard(page: Page, name: str, answer: Any) -> None:
    """Answer with Tab, arrows and Space alone, in the page's order."""
    order = "selector => [...document.querySelectorAll('select, input')].findIndex(e => e.matches(selector))"
    for selector, value in sorted(controls(name, answer), key=lambda pair: page.evaluate(order, pair[0])):
        if value:
            tab_to(page, selector)
            choice = page.locator(selector)
            for _ in range(12):
                if choice.input_value() == value:
                    break
                page.keyboard.press("ArrowDown")
            assert choice.input_value() == value
        elif isinstance(answer, str):
            tab_to(page, f'[name="{name}"]')
            for _ in range(12):
                page.keyboard.press("ArrowDown")
                if page.locator(selector).is_checked():
                    break
            assert page.locator(selector).is_checked()
        else:
            tab_to(page, selector)
            if not page.locator(selector).is_checked():
                page.keyboard.press("Space")
