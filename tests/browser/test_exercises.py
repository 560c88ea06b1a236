"""Every kind of exercise in a browser: by keyboard, without an answer, after a reload, in the other language, with
scripts off, with a broken store, and free of axe's violations in dark and on narrow screens.

What each kind says in each state: test_kinds.py; what becomes of stored answers: test_states.py.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from answering import (
    AXE,
    CY,
    EN,
    JUDGED,
    RULES,
    Visit,
    button,
    by_keyboard,
    controls,
    fill,
    given,
    press,
    put,
    root,
    status,
    stored,
    tab_to,
)
from playwright.sync_api import expect

KINDS = pytest.mark.parametrize("kind", JUDGED)
PARTLY = {"choose-many", "sort-into", "spot", "grid"}


@KINDS
def test_keyboard_alone(site: str, visit: Visit, kind: str) -> None:
    name, wrong, right = JUDGED[kind]
    page = visit(f"{site}{EN}#{name}")
    by_keyboard(page, name, wrong)
    assert not root(page, name).get_attribute("data-result"), "judged before “check”"
    expect(status(page, name)).to_be_empty()
    tab_to(page, f'[data-widget="{name}"] [data-action=check]')
    page.keyboard.press("Enter")
    expect(root(page, name)).to_have_attribute("data-result", "partly" if kind in PARTLY else "wrong")
    expect(status(page, name)).to_contain_text("Partly right." if kind in PARTLY else "Not quite.")
    expect(root(page, name).locator(".ex-feedback").first).to_be_visible()
    assert page.evaluate("() => document.activeElement.dataset.action") == "check", "focus moved"
    tab_to(page, f'[data-widget="{name}"] [data-action=retry]')
    page.keyboard.press("Enter")
    assert not root(page, name).get_attribute("data-result")
    assert root(page, name).locator("[data-verdict], .ex-feedback").count() == 0
    assert page.evaluate("name => !!document.activeElement.closest(`[data-widget='${name}']`)", name), "focus lost"
    root(page, name).locator("select, input").first.focus()
    page.keyboard.press("Shift+Tab")
    by_keyboard(page, name, right)
    tab_to(page, f'[data-widget="{name}"] [data-action=check]')
    page.keyboard.press("Space")
    expect(root(page, name)).to_have_attribute("data-result", "right")
    expect(status(page, name)).to_contain_text("Right.")
    expect(button(page, name, "retry")).to_be_hidden()
    assert stored(page, name)["n"] == 2


@KINDS
def test_unanswered_is_an_error_and_wrong_is_not(site: str, visit: Visit, kind: str) -> None:
    name, wrong, _ = JUDGED[kind]
    page = visit(site + EN)
    press(page, name, "check")
    expect(root(page, name)).to_have_attribute("data-result", "unanswered")
    error = root(page, name).locator("fieldset .ex-error").first
    expect(error).to_contain_text("Error:")
    fieldset = root(page, name).locator("fieldset").first
    assert error.get_attribute("id") in (fieldset.get_attribute("aria-describedby") or "").split()
    assert page.evaluate("() => document.activeElement.name.split('.')[0]") == name
    expect(status(page, name)).to_be_empty()
    assert stored(page, name) is None
    fill(page, name, wrong)
    expect(error).to_have_count(0)
    press(page, name, "check")
    expect(root(page, name).locator(".ex-error")).to_have_count(0)


@KINDS
def test_answers_come_back_and_follow_into_the_other_language(site: str, visit: Visit, kind: str) -> None:
    name, wrong, _ = JUDGED[kind]
    page = visit(site + EN)
    fill(page, name, wrong)
    answers = given(page, name)
    page.reload()
    assert given(page, name) == answers
    assert not root(page, name).get_attribute("data-result"), "an answer that was not checked has no result"
    press(page, name, "check")
    result = root(page, name).get_attribute("data-result")
    verdicts = root(page, name).locator("[data-verdict]").count()
    page.reload()
    for _ in range(2):
        expect(root(page, name)).to_have_attribute("data-result", result or "")
        assert given(page, name) == answers
        assert root(page, name).locator("[data-verdict]").count() == verdicts
        expect(status(page, name)).to_be_empty()
        expect(root(page, name).locator(".ex-told")).to_be_visible()
        page.locator("nav[data-languages] a[hreflang]").first.click()
    state = stored(page, name)
    assert state["v"] == 1 and state["n"] == 1 and re.match(r"\d{4}-\d\d-\d\dT", state["t"])


def test_live_regions_wait_and_are_silent_on_load(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    for _ in range(2):
        found = page.eval_on_selector_all(
            "[data-widget]",
            """all => all.map(root => [root.dataset.widget, !!root.querySelector("fieldset > legend:first-child"),
                [...root.querySelectorAll("[role=status][aria-atomic=true]")].map(region => region.textContent)])""",
        )
        assert len(found) == 13
        assert [name for name, legend, regions in found if not legend or regions != [""]] == []
        for name, wrong, _ in JUDGED.values():
            fill(page, name, wrong)
            press(page, name, "check")
        page.reload()


def test_readable_without_scripts(site: str, visit: Visit) -> None:
    page = visit(site + EN, java_script_enabled=False)
    assert page.locator("[data-widget]").count() == 13
    assert page.locator("[data-widget] button:visible").count() == 0
    assert page.locator("[data-widget] legend:visible").count() >= 13
    for name in [*(name for name, _, _ in JUDGED.values()), "ordering"]:
        answers = root(page, name).locator("details[data-answers]")
        expect(answers).to_be_visible()
        answers.locator("summary").click()
        expect(answers.locator("li").first).to_be_visible()
    one = root(page, "pick-one")
    marks = [text.strip("✓≈✗ \n") for text in one.locator("li .ex-key").all_inner_texts()]
    assert marks == ["Not this one", "Best fit", "Also defensible", "Not this one"]
    expect(one.get_by_text("Views are sought")).to_be_visible()
    expect(one.get_by_text("Consultation seeks views")).to_be_visible()
    one.get_by_text("Hint 2 of 2").click()
    expect(one.get_by_text("Who wrote the plan?")).to_be_visible()
    root(page, "cards").locator("summary").first.click()
    expect(page.get_by_text("people helped to shape it")).to_be_visible()
    assert root(page, "ordering").locator("[data-answers] li").all_inner_texts()[0].startswith("Name the problem")


#: What stands in an exercise without scripts, in reading order.
READ = {
    "pick-one": "Residents are|Information|Co-production|Hint 1 of 2|Who makes|Hint 2 of 2|Who wrote|Show the answer|"
    "Information|Not this one|One-way|Consultation|Best fit|Views are sought|Also defensible|Only if|Consultation s",
    "pick-many": "A short case|Which of these|Power is shared|step back|Show the answer|Right answer|good manners",
    "placing": "Tenants|What the choices|Doing to|Coercion|Co-production|Show the answer|Best fit|lived experience",
    "sorting": "Where does each|bin days|Choose…|Coercion|open idea|Show the answer|bin days|Belongs here: Information|"
    "People are told.|open idea|Any of these: Participation / Co-production|It depends|Judge where",
    "spotting": "Which values|rewrite a letter|Strengths|None of these|counts forms|Hint|Show the answer|rewrite|"
    "What shows here: Strengths, Trust and shared power|Experience|None of these shows here.|No people",
    "gridding": "Who knows and who decides?|Choose an answer|Who knows?|Doing to|Show the answer|Doing to|Who knows?|"
    "Right answer: Organisation|One side holds|Doing with|Right answer: Both / People|Both sides know|Look across",
    "ordering": "Put the steps|Design together|Show the answer|Name the problem|Find the people|Design|Deliver|early",
    "thinking": "Think of a service|Your thoughts",
    "cards": "Open each card|Support that fits|people helped|Services that work|difference",
    "own-place": "Where does your team|Select one position|Doing to|Coercion|Doing with|Co-production",
    "hands": "Which of these|A survey|A focus group",
}


def test_reading_order_without_scripts(site: str, visit: Visit) -> None:
    """Question, options, hints, answers, feedback; and nothing that looks like a button or waits for a script."""
    page = visit(site + EN, java_script_enabled=False)
    for name, words in READ.items():
        text = root(page, name).text_content() or ""
        at = 0
        for piece in words.split("|"):
            found = text.find(piece, at)
            assert found >= 0, f"{name}: “{piece}” is not where it should be"
            at = found + len(piece)
    assert page.locator("[data-widget] :is(button, .ex-kept, .ex-count, .ex-grip):visible").count() == 0
    assert (
        page.locator("[data-widget] [role=button], [data-widget] [onclick], [data-widget] a:not([href])").count() == 0
    )


STATES = ("fresh", "unanswered", "first", "wrong", "changed", "right")


@pytest.mark.parametrize(
    ("address", "options"),
    [
        (CY, {"color_scheme": "dark"}),
        (EN, {"viewport": {"width": 320, "height": 640}}),
    ],
    ids=["dark", "narrow"],
)
def test_axe_and_reflow_in_each_state(site: str, visit: Visit, address: str, options: dict[str, Any]) -> None:
    page = visit(site + address, **options)
    page.evaluate(AXE)
    for state in STATES:
        for name, wrong, right in JUDGED.values():
            if state not in ("fresh", "unanswered"):
                fill(page, name, wrong if state in ("first", "wrong") else right)
            if state not in ("fresh", "changed"):
                press(page, name, "check")
                assert root(page, name).get_attribute("data-result") == state or state in ("first", "wrong")
        if state == "wrong":
            page.eval_on_selector_all(
                "[data-widget] details", "all => all.forEach(details => { details.open = true; })"
            )
            fill(page, "own-place", "b")
            fill(page, "own-again", "e")
            press(page, "ordering", "up")
            press(page, "ordering", "check")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found["violations"]] == [], state
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), f"{state}: scrolls sideways"


def test_several_right_answers_are_counted(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "pick-many", ["a", "d"])
    press(page, "pick-many", "check")
    said = status(page, "pick-many").inner_text()
    assert said == "Partly right. Right ones found: 1 of 2. Not part of it: 1."
    missed = root(page, "pick-many").locator("[data-option=b]")
    expect(missed.locator(".ex-feedback")).to_contain_text("The benefit is mutual.")
    expect(root(page, "pick-many").locator("[data-option=c] .ex-feedback")).to_have_count(0)
    press(page, "pick-many", "retry")
    assert given(page, "pick-many") == ["pick-many=a"], "right answers stay, others go"
    fill(page, "pick-many", ["a", "b", "c"])
    press(page, "pick-many", "check")
    expect(root(page, "pick-many")).to_have_attribute("data-result", "defensible")
    expect(status(page, "pick-many")).to_contain_text("Right ones found: 2 of 2. Also defensible: 1.")


@pytest.mark.parametrize(("name", "value"), [("pick-one", "c"), ("placing", "d")])
def test_defensible_counts_and_says_why(site: str, visit: Visit, name: str, value: str) -> None:
    page = visit(site + EN)
    fill(page, name, value)
    press(page, name, "check")
    expect(root(page, name)).to_have_attribute("data-result", "defensible")
    expect(status(page, name)).to_contain_text("Also defensible.")
    expect(root(page, name).locator('.ex-feedback[data-verdict="~"]')).to_contain_text("Also defensible")
    assert stored(page, name)["n"] == 1


def test_a_scale_without_order_tells_no_distance(site: str, visit: Visit) -> None:
    page = visit(site + "en/practice/unordered.html")
    fill(page, "unordered", "e")
    press(page, "unordered", "check")
    expect(root(page, "unordered")).to_have_attribute("data-result", "wrong")
    expect(root(page, "unordered")).not_to_contain_text("further")


def test_a_position_without_feedback_tells_the_distance_until_the_best_fit_shows(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "placing", "b")
    press(page, "placing", "check")
    expect(root(page, "placing")).to_contain_text("The best fit is 3 steps further, towards: Doing with.")
    page.goto(site + CY)
    expect(root(page, "placing")).to_contain_text("Mae’r ateb gorau dri cham ymhellach, i gyfeiriad: Gwneud gyda.")
    root(page, "placing").locator("[data-answers] summary").click()
    expect(root(page, "placing").locator("[data-option=e][data-verdict=x]")).to_have_count(1)
    expect(root(page, "placing")).not_to_contain_text("cam ymhellach")
    expect(root(page, "placing")).not_to_contain_text("cham ymhellach")
    fill(page, "placing", "a")
    press(page, "placing", "check")
    expect(root(page, "placing").locator(".ex-list [data-verdict]")).to_have_count(2)
    expect(root(page, "placing")).not_to_contain_text("gam ymhellach")


@pytest.mark.parametrize("way", ["second try", "answers opened"])
@pytest.mark.parametrize("name", ["pick-one", "placing"])
def test_the_best_fit_waits_for_a_second_try(site: str, visit: Visit, name: str, way: str) -> None:
    page = visit(site + EN)
    best, answers = root(page, name).locator("[data-verdict=x]"), root(page, name).locator("[data-answers]")
    fill(page, name, "a")
    for _ in range(2):
        press(page, name, "check")  # the same answer again is no second try
        expect(root(page, name)).to_have_attribute("data-result", "wrong")
        expect(root(page, name).locator("fieldset .ex-feedback")).to_have_count(1)
        expect(best).to_have_count(0)
        expect(root(page, name).locator(".ex-explanation")).to_have_count(0)
        expect(status(page, name)).to_contain_text("A hint may help.")
        expect(answers.locator("summary")).to_have_text("Show the answer")
    expect(button(page, name, "retry")).to_be_visible()
    page.reload()
    expect(root(page, name).locator(".ex-told")).to_contain_text("A hint may help.")
    expect(best).to_have_count(0)
    if way == "answers opened":
        answers.locator("summary").click()
        expect(answers.locator("li").first).to_be_visible()
    else:
        press(page, name, "retry")
        root(page, name).locator("[data-action=hint]").first.click()
        fill(page, name, "a")
        press(page, name, "check")
        expect(status(page, name)).not_to_contain_text("A hint")
        expect(root(page, name).locator(".ex-explanation")).to_have_count(1)
    expect(best).to_have_count(2)  # the option and its words
    expect(root(page, name)).to_have_attribute("data-result", "wrong")
    expect(answers.locator("summary")).to_have_text("Feedback on every option")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("Consultation", "Consultation."),
        ("Who decides?", "Who decides?"),
        ("“We know.”", "“We know.”"),
        ("Yes.", "Yes."),
    ],
)
def test_the_choice_is_named_without_more_marks(site: str, visit: Visit, option: str, said: str) -> None:
    page = visit(site + EN)
    label = root(page, "pick-one").locator("[data-option=b] label span")
    label.evaluate("(label, text) => { label.textContent = text; }", option)
    fill(page, "pick-one", "b")
    press(page, "pick-one", "check")
    expect(status(page, "pick-one")).to_have_text(f"Right. You chose: {said}")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@KINDS
def test_the_result_is_seen_on_a_small_screen(site: str, visit: Visit, kind: str, motion: str) -> None:
    name, wrong, _ = JUDGED[kind]
    page = visit(site + EN, viewport={"width": 340, "height": 420}, reduced_motion=motion)
    button(page, name, "check").focus()
    page.keyboard.press("Enter")
    expect(root(page, name).locator(".ex-error")).to_be_in_viewport(ratio=1)
    fill(page, name, wrong)
    button(page, name, "check").focus()
    page.keyboard.press("Enter")
    expect(status(page, name)).not_to_be_empty()
    expect(status(page, name)).to_be_in_viewport(ratio=1)
    assert page.evaluate("() => document.activeElement.dataset.action") == "check", "focus moved"
    page.goto("about:blank")
    page.goto(site + EN)
    expect(root(page, name)).to_have_attribute("data-result", re.compile("."))
    assert page.evaluate("() => scrollY") == 0, "a result that comes back scrolls the page"


def test_what_is_left_empty_is_not_judged(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "sorting", {"a": "c"})
    press(page, "sorting", "check")
    expect(root(page, "sorting")).to_have_attribute("data-result", "partly")
    expect(status(page, "sorting")).to_contain_text("Not answered yet: 4.")
    assert root(page, "sorting").locator("[data-verdict=x]").count() == 2  # the item and its words
    expect(root(page, "sorting").locator("[data-item=b] .ex-feedback")).to_have_count(0)
    fill(page, "spotting", {"a": ["a", "d"]})
    press(page, "spotting", "check")
    expect(status(page, "spotting")).to_have_text("Partly right. Right answers: 1 of 3. Not answered yet: 2.")
    expect(root(page, "spotting").locator("fieldset[data-verdict]")).to_have_count(1)
    expect(root(page, "spotting").locator("[data-item=b] .ex-feedback")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "slot", "better"),
    [("sorting", "b", {"b": "b"}), ("gridding", "to.1", {"to.1": "o"}), ("spotting", "a", {"a": ["d"]})],
)
def test_a_change_takes_back_its_own_mark_alone(
    site: str, visit: Visit, name: str, slot: str, better: dict[str, Any]
) -> None:
    page = visit(site + EN)
    fill(page, name, next(wrong for found, wrong, _ in JUDGED.values() if found == name))
    press(page, name, "check")
    places = """(root) => [...root.querySelectorAll("[data-slot]")].map(e => e.getBoundingClientRect().top + scrollY)"""
    before, marked = root(page, name).evaluate(places), root(page, name).locator("[data-slot][data-verdict]")
    count, changed = marked.count(), root(page, name).locator(f'[data-slot="{slot}"]')
    for selector, value in controls(name, better):  # twice: the second change must not wipe the rest either
        for _ in range(2):
            control = page.locator(selector)
            if value:
                control.select_option(value)
                control.dispatch_event("change")
            else:
                control.click()
    assert marked.count() == count - 1
    assert not root(page, name).get_attribute("data-result")
    expect(status(page, name)).to_be_empty()
    expect(changed.locator(".ex-feedback")).to_be_hidden()
    assert changed.locator("[aria-describedby]").count() == 0 and not changed.get_attribute("aria-describedby")
    assert root(page, name).evaluate(places) == before, "the rest jumped"
    expect(button(page, name, "retry")).to_be_hidden()
    assert "c" not in stored(page, name) and stored(page, name)["n"] == 1
    press(page, name, "check")
    assert marked.count() == count
    expect(changed.locator(".ex-feedback")).to_be_visible()
    assert stored(page, name)["n"] == 2


def test_a_passage_says_what_shows_in_it(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "spotting", {"a": ["b"], "b": ["a"], "c": ["b"]})
    press(page, "spotting", "check")
    keys = root(page, "spotting").locator("fieldset .ex-key")
    assert keys.all_inner_texts() == [
        "What shows here: Strengths, Trust and shared power",
        "None of these shows here.",
        "What shows here: Strengths, Change makers",
    ]


def test_feedback_on_a_row_stays_while_one_of_its_cells_is_marked(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "gridding", JUDGED["grid"][1])
    press(page, "gridding", "check")
    words = root(page, "gridding").locator("tr.ex-made").first
    page.locator('[name="gridding.to.1"]').select_option("o")
    expect(words).to_be_visible()
    page.locator('[name="gridding.to.0"]').select_option("p")
    expect(words).to_be_hidden()
    expect(root(page, "gridding").locator("tr.ex-made").last).to_be_visible()


def test_a_grid_explains_its_choices(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    root(page, "gridding").get_by_text("What the choices mean").click()
    expect(root(page, "gridding").get_by_text("The people and the organisation together.")).to_be_visible()


def test_none_of_these_excludes_the_others(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "spotting", {"b": ["a", "c"]})
    page.locator('[name="spotting.b"][value="-"]').check()
    assert given(page, "spotting") == ["spotting.b=-"]
    page.locator('[name="spotting.b"][value="a"]').check()
    assert given(page, "spotting") == ["spotting.b=a"]


def test_hints_come_one_at_a_time(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    first, second = root(page, "pick-one").locator("[data-action=hint]").all()
    expect(second).to_be_hidden()
    first.click()
    expect(second).to_be_visible()
    assert first.inner_text() == "Hint 1 of 2"
    expect(root(page, "placing").locator("[data-action=hint]")).to_have_text("Hint")
    second.click()
    expect(page.get_by_text("Who wrote the plan?")).to_be_visible()


def test_clear_takes_a_radio_back(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    for name in ("pick-one", "placing", "own-place", "hands"):
        expect(button(page, name, "clear")).to_be_hidden()
        fill(page, name, "a")
        press(page, name, "clear")
        assert given(page, name) == []
        assert page.evaluate("() => document.activeElement.name") == name
    page.reload()
    assert given(page, "pick-one") == []


def test_shuffle_changes_the_order_and_keeps_it(site: str, visit: Visit) -> None:
    def order() -> Any:
        return page.eval_on_selector_all(
            "[data-widget=pick-many] [data-option]", "all => all.map(e => e.dataset.option)"
        )

    page = visit(site + EN)
    first = order()
    assert sorted(first) == ["a", "b", "c", "d"] and first != ["a", "b", "c", "d"]
    page.goto(site + CY)
    assert order() == first
    assert page.locator("[data-widget=pick-one] input").first.get_attribute("value") == "a", "only where asked for"


def test_explanation_and_other_feedback_come_with_the_result(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    expect(root(page, "pick-one").get_by_text("Consultation seeks views")).to_be_hidden()
    expect(root(page, "pick-one").locator("[data-answers]")).to_be_hidden()
    fill(page, "pick-one", "a")
    press(page, "pick-one", "check")
    expect(root(page, "pick-one").locator(".ex-explanation")).to_have_count(0)
    fill(page, "pick-one", "d")
    press(page, "pick-one", "check")
    expect(root(page, "pick-one").locator(".ex-explanation")).to_contain_text("Consultation seeks views")
    root(page, "pick-one").get_by_text("Feedback on every option").click()
    expect(root(page, "pick-one").locator("[data-answers]").get_by_text("Nobody shares")).to_be_visible()
    doubles = page.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
        " return ids.filter((id, i) => ids.indexOf(id) !== i); }"
    )
    assert doubles == []


def test_answers_that_vanished_are_dropped_alone(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    put(page, "pick-many", {"v": 1, "a": ["a", "z"], "n": 1, "t": "2026-01-01T00:00:00Z", "c": 1})
    put(page, "sorting", {"v": 1, "a": {"a": "c", "gone": "c", "b": "zz"}, "n": 0})
    page.reload()
    assert given(page, "pick-many") == ["pick-many=a"]
    assert given(page, "sorting") == ["sorting.a=c"]
    for name in ("pick-many", "sorting"):
        expect(root(page, name).locator(".ex-note")).to_have_text(re.compile("no longer on offer"))
        expect(root(page, name).locator(".ex-note")).to_have_count(1)


HOSTILE = [
    "no json",
    "null",
    "7",
    '["v"]',
    '{"v":2,"a":"b"}',
    '{"v":1}',
    '{"v":1,"a":null,"n":"x","c":1}',
    '{"v":1,"a":{"a":{"b":[]},"__proto__":["x"]},"n":-3,"h":7,"c":1}',
    '{"v":1,"a":["<img src=x onerror=alert(1)>",7,null],"n":1e9,"h":{"a":"<b>"},"c":1}',
    json.dumps({"v": 1, "a": "x" * 100_000, "n": 1, "c": 1}),
]


def test_a_hostile_store_harms_nothing(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    names = page.eval_on_selector_all("[data-widget]", "all => all.map(e => e.dataset.widget)")
    for state in HOSTILE:
        page.evaluate(
            "([names, state]) => names.forEach(name => localStorage.setItem(`trial:widget:${name}`, state))",
            [names, state],
        )
        page.reload()
        shown = state[:60]
        assert page.locator("[data-widget] img, [data-widget] [data-result]").count() == 0, shown
        assert not page.evaluate("() => document.activeElement.name"), shown
        assert len(page.locator("textarea").input_value()) <= 9999, shown
        fill(page, "pick-one", "b")
        press(page, "pick-one", "check")
        assert root(page, "pick-one").get_attribute("data-result") == "right", shown


@pytest.mark.parametrize("missing", ["site script", "storage", "words"])
def test_works_without(site: str, browser: Any, missing: str) -> None:
    context = browser.new_context()
    if missing == "storage":
        context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
        )
    page = context.new_page()
    if missing != "storage":
        page.route(
            re.compile(r"/site-\w+\.js" if missing == "site script" else r"/words-"), lambda route: route.abort()
        )
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(site + EN)
    for name, wrong, right in JUDGED.values():
        fill(page, name, wrong)
        press(page, name, "check")
        assert root(page, name).get_attribute("data-result") in ("wrong", "partly")
        fill(page, name, right)
        press(page, name, "check")
        expect(root(page, name)).to_have_attribute("data-result", "right")
    page.locator("textarea").fill("Something")
    if missing != "words":
        expect(root(page, "thinking").locator(".ex-kept")).to_contain_text("does not keep")
    assert not failures
    context.close()


def test_reflections_are_kept_as_text(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    area = page.get_by_label("Your thoughts")
    expect(root(page, "thinking").locator(".ex-kept")).to_have_text("Saved only in this browser.")
    area.press_sequentially("Ŵ <b>", delay=1)
    expect(status(page, "thinking")).to_have_text("Saved.")
    assert stored(page, "thinking")["a"] == "Ŵ <b>"
    area.press_sequentially(" and")
    page.locator("nav[data-languages] a[hreflang]").first.click()
    expect(page.locator("textarea")).to_have_value("Ŵ <b> and")
    expect(status(page, "thinking")).to_be_empty()


def test_cards_open_and_stay_open(site: str, visit: Visit) -> None:
    page = visit(f"{site}{EN}#cards")
    tab_to(page, '[data-widget="cards"] summary')
    page.keyboard.press("Enter")
    expect(page.get_by_text("people helped to shape it")).to_be_visible()
    root(page, "value-cards").get_by_text("Networks", exact=True).click()
    expect(root(page, "value-cards").get_by_text("Develop networks")).to_be_visible()
    # A card tells that it was opened a moment after it shows.
    page.wait_for_function("Object.keys(localStorage).filter(key => /:widget:(value-)?cards$/.test(key)).length === 2")
    page.goto(site + CY)
    expect(page.get_by_text("wedi helpu i’w lunio")).to_be_visible()
    assert stored(page, "cards")["a"] == ["1"]
    assert stored(page, "value-cards")["a"] == ["b"]


def test_order_moves_items_by_named_buttons(site: str, visit: Visit) -> None:
    def order() -> Any:
        return page.eval_on_selector_all("[data-widget=ordering] [data-item]", "all => all.map(e => e.dataset.item)")

    page = visit(f"{site}{EN}#ordering")
    press(page, "ordering", "check")
    expect(root(page, "ordering")).to_have_attribute("data-result", "unanswered")
    for goal in ("a", "b", "c", "d"):
        place = "abcd".index(goal)
        while order().index(goal) > place:
            up = root(page, "ordering").locator(f"[data-item={goal}] [data-action=up]")
            up.focus()
            page.keyboard.press("Enter")
            assert page.evaluate("() => document.activeElement.dataset.action") == "up"
            expect(status(page, "ordering")).to_contain_text(f"place {order().index(goal) + 1} of 4")
    assert (
        root(page, "ordering").get_by_role("button", name="Move up: Name the problem").get_attribute("aria-disabled")
        == "true"
    )
    page.reload()
    assert order() == ["a", "b", "c", "d"]
    press(page, "ordering", "check")
    expect(root(page, "ordering")).to_have_attribute("data-result", "right")
    root(page, "ordering").locator("[data-item=a] [data-action=down]").click()
    press(page, "ordering", "check")
    expect(root(page, "ordering")).to_have_attribute("data-result", "partly")
    expect(root(page, "ordering").locator("[data-item=a]")).to_contain_text("right order: 1")
    page.goto(site + CY)
    assert order() == ["b", "a", "c", "d"]
    expect(root(page, "ordering")).to_have_attribute("data-result", "partly")


@pytest.mark.parametrize("item", ["a", "d"])
def test_order_by_dragging(site: str, visit: Visit, item: str) -> None:
    """The grip is for pointers alone; what is moved is said and kept as with the buttons."""
    page = visit(f"{site}{EN}#ordering")
    box = root(page, "ordering")
    places = """() => [...document.querySelectorAll("[data-widget=ordering] [data-item]")].map(e => e.dataset.item)"""
    before = page.evaluate(places)
    grip = box.locator(f"[data-item={item}] .ex-grip")
    assert grip.get_attribute("aria-hidden") == "true" and grip.get_attribute("tabindex") is None
    goal = 0 if before.index(item) else 2
    target = box.locator("[data-item]").nth(goal).bounding_box()
    grip.hover()
    page.mouse.down()
    assert target
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] * (0.1 if goal == 0 else 0.9), steps=5)
    page.mouse.up()
    rest = [one for one in before if one != item]
    assert page.evaluate(places) == [*rest[:goal], item, *rest[goal:]]
    expect(status(page, "ordering")).to_contain_text(f"place {goal + 1} of 4")
    assert box.locator(".ex-held").count() == 0
    assert stored(page, "ordering")["a"] == page.evaluate(places)
    page.mouse.move(5, 5)
    assert page.evaluate(places)[goal] == item, "dropped, it follows no longer"


def test_own_place_shows_the_way_between(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "own-place", "b")
    expect(status(page, "own-place")).to_have_text("Saved. Your place: “Persuasion”.")
    page.reload()
    expect(root(page, "own-again").locator(".ex-told")).to_have_text("Your earlier place: “Persuasion”.")
    fill(page, "own-again", "e")
    expect(status(page, "own-again")).to_contain_text("You have moved 3 steps, towards: Co-production.")
    marked = root(page, "own-again").locator("[data-before]")
    assert marked.evaluate_all("all => all.map(e => e.dataset.option)") == ["b"], "the earlier place shows on the line"
    assert root(page, "own-again").locator("[data-verdict]").count() == 0


def test_poll_counts_hands(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    fill(page, "hands", "b")
    page.get_by_text("Count a show of hands").click()
    page.locator('[id="hands.a"]').fill("3")
    page.locator('[id="hands.b"]').fill("1")
    assert root(page, "hands").locator(".ex-count b").all_inner_texts() == ["75%", "25%"]
    page.reload()
    assert page.locator('[id="hands.a"]').input_value() == "3"
    assert given(page, "hands") == ["hands=b"]


def test_page_is_done_when_all_that_counts_is(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    page.evaluate("() => { window.calls = 0; sitegen.done = () => { window.calls += 1; }; }")
    for name, wrong, _ in JUDGED.values():
        fill(page, name, wrong)
        press(page, name, "check")
    press(page, "ordering", "up")
    press(page, "ordering", "check")
    root(page, "cards").locator("summary").first.click()
    page.locator("[data-end]").scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    assert page.evaluate("() => window.calls") == 0
    assert page.evaluate("() => localStorage.getItem('trial:page:practice/everything')") is None
    root(page, "value-cards").locator("summary").first.click()
    page.wait_for_function("() => window.calls > 0")


def test_reflections_hold_nothing_back_and_the_last_page_leads_home(site: str, visit: Visit) -> None:
    page = visit(f"{site}en/practice/own.html", viewport={"width": 600, "height": 400})
    done = "() => localStorage.getItem('trial:page:practice/own')"
    page.locator("textarea").fill("Something")
    page.wait_for_function("() => localStorage.getItem('trial:widget:alone')")
    assert page.evaluate(done) is None, "done before the end was seen"
    page.locator("[data-end]").scroll_into_view_if_needed()
    page.wait_for_function(done)
    assert page.locator("a[rel=next]").count() == 0
    page.get_by_role("link", name="All modules").click()
    page.wait_for_url("**/en/index.html#menu")
    page.goto(f"{site}{EN}")
    expect(page.get_by_role("link", name="All modules")).to_have_count(0)


def test_print_has_boxes_and_lines_but_no_answers(site: str, visit: Visit) -> None:
    page = visit(site + EN)
    page.emulate_media(media="print")
    assert page.locator("[data-answers]:visible, [data-widget] button:visible, .ex-hint:visible").count() == 0
    expect(page.get_by_text("people helped to shape it")).to_be_visible()
    expect(page.locator("[data-widget=pick-one] [type=radio]").first).to_be_visible()
    expect(page.locator("textarea")).to_be_visible()
