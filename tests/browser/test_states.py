"""What becomes of stored answers: those of an exercise that has changed, those of others, of enemies, of no use."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from answering import CY, EN, Visit, button, fill, given, press, put, root, status, stored
from playwright.sync_api import Page, expect

STATES = json.loads((Path(__file__).parent / "states.json").read_text("utf-8"))
FIELDS = {
    "says", "exercise", "stored", "given", "result", "note", "kept", "gone", "order", "starts", "open", "text", "hands",
}  # fmt: skip
EMPTY: dict[str, Any] = {}


def order(page: Page, name: str) -> Any:
    return root(page, name).locator("[data-item]").evaluate_all("all => all.map(e => e.dataset.item)")


@pytest.mark.parametrize("case", STATES, ids=[case["says"] for case in STATES])
def test_stored(site: str, visit: Visit, case: dict[str, Any]) -> None:
    assert not case.keys() - FIELDS, "a misspelt field"
    name = case["exercise"]
    page = visit(site + EN)
    key = root(page, name).get_attribute("data-k")
    assert key
    text = case["stored"] if isinstance(case["stored"], str) else json.dumps(case["stored"])
    put(page, name, text.replace("$k", key))
    page.reload()
    box = root(page, name)
    assert given(page, name) == case.get("given", [])
    assert box.get_attribute("data-result") == case.get("result")
    assert box.locator(".ex-note").count() == (1 if case.get("note") else 0)
    expect(status(page, name)).to_be_empty()
    if "order" in case:
        assert order(page, name) == case["order"]
    if "starts" in case:
        assert order(page, name)[: len(case["starts"])] == case["starts"] and sorted(order(page, name)) == [*"abcd"]
    if "open" in case:
        assert box.locator("details[open]").count() == case["open"]
    if "text" in case:
        assert box.locator("textarea").input_value() == case["text"]
    if "hands" in case:
        assert box.locator("[type=number]").evaluate_all("all => all.map(e => e.value)") == case["hands"]
    assert page.locator("[data-widget] img").count() == 0
    state = stored(page, name) if case.keys() & {"kept", "gone"} else EMPTY
    assert {field: state.get(field) for field in case.get("kept", EMPTY)} == json.loads(
        json.dumps(case.get("kept", EMPTY)).replace("$k", key)
    )
    assert not state.keys() & set(case.get("gone", ()))
    page.reload()
    assert given(page, name) == case.get("given", [])
    assert box.locator(".ex-note").count() == 0 or state == EMPTY, "what was dropped is said once"


#: What clean makes of a value; NONE where it makes nothing of it.
NONE = "null"
CLEAN = [
    ('{v: 1, a: "b", n: 2, k: "1f", c: 1}', '{"v":1,"a":"b","n":2,"k":"1f","c":1}'),
    ('{v: 1, a: ["a", 7, null, "<b>", "c", ["d"]], n: 0}', '{"v":1,"a":["a","c"],"n":0}'),
    (
        '{v: 1, a: {"to.0": "o", "x y": "o", b: ["p", "-"], c: {d: "e"}, f: 7}}',
        '{"v":1,"a":{"to.0":"o","b":["p","-"]},"n":0}',
    ),
    ('JSON.parse(\'{"v":1,"a":{"__proto__":"x","a":"b"},"h":{"__proto__":3}}\')', '{"v":1,"a":{"a":"b"},"n":0,"h":{}}'),
    ('{v: 1, n: NaN, t: new Date(), d: "yesterday", h: {a: 2, b: 1.5, c: NaN, d: "3"}}', '{"v":1,"n":0,"h":{"a":2}}'),
    (
        '{v: 1, n: Infinity, t: "2026-01-01T10:00:00Z", d: "2026-99-99T10:00:00Z"}',
        '{"v":1,"n":999,"t":"2026-01-01T10:00:00Z"}',
    ),
    (
        '{v: 1, a: "<img src=x onerror=alert(1)>", n: 1, r: "failed"}',
        '{"v":1,"a":"<img src=x onerror=alert(1)>","n":1}',
    ),
    ('{v: 1, r: "defensible", extra: {a: 1}, n: -4}', '{"v":1,"n":0,"r":"defensible"}'),
    ("{v: 1, t: {toString: 1}, k: {toString: 1}, n: {valueOf: 1}, r: {}, a: {toString: 1}}", '{"v":1,"a":{},"n":0}'),
    ("null", NONE),
    ("undefined", NONE),
    ("7", NONE),
    ('"text"', NONE),
    ("[]", NONE),
    ('{v: "1"}', NONE),
    ("{v: 2}", NONE),
]


def test_clean(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    for value, expected in CLEAN:
        call = f"() => JSON.stringify(sitegen.exercises.clean({value}))"
        assert page.evaluate(call) == expected, value
        again = "text => JSON.stringify(sitegen.exercises.clean(JSON.parse(text)))"
        assert page.evaluate(again, expected) == expected, value
    assert page.evaluate("() => ({}).x === undefined && ({}).a === undefined")


def test_clean_takes_what_is_huge_or_deep(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    lengths = page.evaluate(
        """() => {
            const { clean } = sitegen.exercises;
            const text = "x".repeat(10_000_000);
            let deep = "b";
            for (let i = 0; i < 50_000; i += 1) deep = [deep];
            const many = Array.from({ length: 100_000 }, (_, i) => "i" + i);
            const table = Object.fromEntries(many.map(id => [id, "a"]));
            return [text, deep, many, table, { a: deep }, { a: many }].map(a =>
                JSON.stringify(clean({ v: 1, a, n: 1, k: text, t: text, h: table }) || "").length);
        }"""
    )
    assert max(lengths) < 12_000


def test_a_huge_state_harms_nothing(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    page.evaluate("""() => localStorage.setItem("trial:widget:pick-one", '{"v":1,"a":' + "[".repeat(2_000_000))""")
    page.evaluate("""() => localStorage.setItem("trial:widget:thinking", JSON.stringify({v: 1, a: "x".repeat(2e6)}))""")
    page.reload()
    assert given(page, "pick-one") == []
    assert len(root(page, "thinking").locator("textarea").input_value()) == 9999


def test_a_result_and_its_time_stay_until_the_next(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "pick-many", ["a", "d"])
    assert not stored(page, "pick-many").keys() & {"c", "r", "d"}
    press(page, "pick-many", "check")
    first = stored(page, "pick-many")
    assert (first["r"], first["c"], first["n"]) == ("partly", 1, 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["d"])
    press(page, "pick-many", "retry")
    page.reload()
    fill(page, "pick-many", ["a", "b"])
    again = stored(page, "pick-many")
    assert (again["r"], again["d"], "c" in again) == ("partly", first["d"], False)
    press(page, "pick-many", "check")
    assert stored(page, "pick-many")["r"] == "right"
    assert stored(page, "pick-many")["d"] > first["d"]


def test_retry_of_an_order_keeps_what_was_put(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    put(
        page,
        "ordering",
        {"v": 1, "a": ["a", "c", "b", "d"], "n": 0, "k": root(page, "ordering").get_attribute("data-k")},
    )
    page.reload()
    press(page, "ordering", "check")
    expect(root(page, "ordering")).to_have_attribute("data-result", "partly")
    press(page, "ordering", "retry")
    assert not root(page, "ordering").get_attribute("data-result")
    assert order(page, "ordering") == ["a", "c", "b", "d"]
    focused = "() => [document.activeElement.closest('li').dataset.item, document.activeElement.dataset.action]"
    assert page.evaluate(focused) == ["c", "up"]


@pytest.mark.parametrize("when", ["from the start", "later"])
def test_that_nothing_is_kept_is_said_once(site: str, visit: Visit, when: str) -> None:
    page = visit(site + EN, locale="en")
    full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    if when == "later":
        page.evaluate(f"() => {{ {full} }}")
    else:
        page.add_init_script(full)
        page.reload()
    said = "This browser does not keep what you enter. Copy it before you leave the page."
    fill(page, "pick-one", "a")
    expect(page.locator(".notice")).to_have_text(said)
    press(page, "pick-one", "check")
    expect(status(page, "pick-one")).to_contain_text("Not quite.")
    expect(status(page, "pick-one")).not_to_contain_text(said)
    fill(page, "pick-many", ["a"])
    expect(status(page, "pick-many")).to_be_empty()
    page.locator("textarea").fill("Words")
    expect(root(page, "thinking").locator(".ex-kept")).to_have_text(said)
    fill(page, "own-place", "b")
    expect(status(page, "own-place")).to_have_text("Your place: “Persuasion”.")
    expect(page.locator(".notice")).to_have_count(1)


def twice(html: str) -> str:
    """A page with its main part twice, the second with scoped ids: as in the single file."""
    main = html[html.index("<main") : html.index("</main>") + 7]

    def scoped(found: re.Match[str]) -> str:
        return found[1] + " ".join("cy/" + name for name in found[2].split(" ")) + '"'

    return html.replace(main, main + re.sub(r'( (?:id|for|aria-labelledby|aria-describedby)=")([^"]+)"', scoped, main))


def test_two_editions_in_one_document(site: str, visit: Visit) -> None:
    """Both are bound, their ids differ by the root's, and each shows what the store holds when it is opened again."""
    page = visit(site + EN, locale="en")
    page.route(site + EN, lambda route: route.fulfill(response=(got := route.fetch()), body=twice(got.text())))
    page.goto(site + EN)
    first, second = page.locator("main").nth(0), page.locator("main").nth(1)

    def click(at: Any, name: str, selector: str) -> None:
        at.locator(f"[data-widget={name}] {selector}").evaluate("e => e.click()")

    def checked(at: Any) -> Any:
        return at.locator("input:checked").evaluate_all("all => all.map(i => i.name.split('@')[0] + '=' + i.value)")

    click(first, "pick-one", "[value=a]")
    click(second, "pick-many", "[value=b]")
    click(first, "pick-one", "[data-action=check]")
    assert checked(second) == ["pick-many=b"], "the radios of two editions are one group"
    page.evaluate("() => sitegen.open(document.querySelectorAll('main')[1])")
    assert sorted(checked(second)) == ["pick-many=b", "pick-one=a"]
    assert second.locator("[data-widget=pick-one]").get_attribute("data-result") == "wrong"
    expect(second.locator("[data-widget=pick-one] [role=status]")).to_be_empty()
    click(second, "pick-one", "[data-action=retry]")
    second.locator("textarea").fill("Words")
    page.wait_for_function("() => localStorage.getItem('trial:widget:thinking')")
    page.evaluate("() => sitegen.open(document.querySelector('main'))")
    assert checked(first) == ["pick-many=b"]
    assert not first.locator("[data-widget=pick-one]").get_attribute("data-result")
    assert first.locator("textarea").input_value() == "Words"
    click(second, "pick-one", "[data-action=check]")
    doubles = """() => { const ids = [...document.querySelectorAll("main [id]")].map(e => e.id);
        return ids.filter((id, i) => ids.indexOf(id) !== i); }"""
    assert page.evaluate(doubles) == []


def test_a_page_that_comes_back_shows_what_was_changed_since(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "pick-one", "a")
    fill(page, "pick-many", ["a"])
    fill(page, "sorting", {"a": "a", "b": "b"})
    page.locator("textarea").fill("Before")
    page.locator("nav[data-languages] a[hreflang]").first.click()
    page.wait_for_url("**/cy/**")
    expect(page.locator("textarea")).to_have_value("Before")
    fill(page, "pick-one", "b")
    fill(page, "pick-many", ["b", "c"])
    fill(page, "sorting", {"a": "c", "b": "b"})
    press(page, "pick-one", "check")
    page.locator("textarea").fill("After")
    page.go_back()
    expect(root(page, "pick-one")).to_have_attribute("data-result", "right")
    page.wait_for_load_state()
    assert given(page, "pick-one") == ["pick-one=b"]
    assert given(page, "pick-many") == ["pick-many=b", "pick-many=c"]
    assert given(page, "sorting") == ["sorting.a=c", "sorting.b=b"]
    expect(page.locator("textarea")).to_have_value("After")


def test_a_later_place_follows_the_earlier_one_on_the_same_page(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "own-again", "e")
    fill(page, "own-place", "b")
    expect(root(page, "own-again").locator(".ex-told")).to_contain_text(
        "You have moved 3 steps, towards: Co-production."
    )
    expect(status(page, "own-again")).to_be_empty()
    press(page, "own-place", "clear")
    expect(root(page, "own-again").locator(".ex-told")).to_have_text("Your place: “Participation”.")


def test_two_courses_on_one_origin_do_not_meet(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    page.evaluate("""() => localStorage.setItem("other:widget:pick-one", '{"v":1,"a":"b","n":1}')""")
    page.reload()
    assert given(page, "pick-one") == []
    fill(page, "pick-one", "a")
    assert page.evaluate("() => localStorage.getItem('other:widget:pick-one')") == '{"v":1,"a":"b","n":1}'
    assert button(page, "pick-one", "check").is_visible()
    page.goto(site + CY)
    assert given(page, "pick-one") == ["pick-one=a"]
