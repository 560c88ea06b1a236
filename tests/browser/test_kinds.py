"""Every kind of exercise in every state that it can have: what stands there, what is heard, and that axe finds nothing.

One test a kind; ``pytest tests/browser/test_kinds.py`` ends with a table of kinds and states. What a learner meets is
kept in ``snapshots/KIND.md``: names and roles as assistive technology gets them, and what the live region says.
``--update`` writes it. The first state stands there in full, each other one as its difference from the one before.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from answering import AXE, CY, EN, RULES, Visit, fill, press, root
from playwright.sync_api import Page

SNAPSHOTS = Path(__file__).parent / "snapshots"
ADDRESS = {"en": EN, "cy": CY}


class Kind(NamedTuple):
    """A row of the table: the exercise, and what is done to lead from each state to the next."""

    id: str
    states: dict[str, list[tuple[str, Any]]]


def after(answer: Any) -> list[tuple[str, Any]]:
    return [("answer", answer), ("press", "check")]


FRESH: dict[str, list[tuple[str, Any]]] = {"fresh": []}
UNANSWERED: dict[str, list[tuple[str, Any]]] = {"unanswered and checked": [("press", "check")]}
HINT: dict[str, list[tuple[str, Any]]] = {"hint": [("open", "[data-action=hint]")]}
KEPT: dict[str, list[tuple[str, Any]]] = {"restored": [("load", "")], "other language": [("switch", "")]}
RETRIED: dict[str, list[tuple[str, Any]]] = {"retried": [("switch", ""), ("press", "retry")]}
BACK_END: dict[str, list[tuple[str, Any]]] = {
    "printed": [("switch", ""), ("print", "")],
    "our scripts blocked": [("block", "")],
}
END: dict[str, list[tuple[str, Any]]] = {"printed": [("print", "")], "our scripts blocked": [("block", "")]}

#: "answer" takes what ``fill`` takes, or an order; "do" a selector to click; "hands" numbers by option.
KINDS: dict[str, Kind] = {
    "choose-one": Kind(
        "pick-one",
        {**FRESH, **UNANSWERED, **HINT, "wrong": after("a")}
        | {**KEPT, **RETRIED, "wrong again": after("d"), "defensible": after("c"), "right": after("b"), **END},
    ),
    "choose-many": Kind(
        "pick-many",
        {**FRESH, **UNANSWERED, "wrong": after(["d"]), "partly": after(["a", "d"])}
        | {**KEPT, **RETRIED, "defensible": after(["a", "b", "c"]), "right": after(["a", "b"]), **END},
    ),
    "place": Kind(
        "placing",
        {**FRESH, **UNANSWERED, **HINT, "wrong": after("b")}
        | {**KEPT, **RETRIED, "wrong again": after("a"), "defensible": after("d"), "right": after("e"), **END},
    ),
    "sort-into": Kind(
        "sorting",
        {**FRESH, **UNANSWERED, "wrong": after({"a": "a", "b": "c", "d": "b", "e": "f", "c": "a"})}
        | {"partly": after({"a": "c", "b": "c", "d": "a", "c": "e", "e": ""}), **KEPT, **RETRIED}
        | {"right": after({"a": "c", "b": "b", "d": "a", "e": "d", "c": "f"}), **END},
    ),
    "spot": Kind(
        "spotting",
        {**FRESH, **UNANSWERED, **HINT, "wrong": after({"a": ["b"], "b": ["a"], "c": ["b"]})}
        | {"partly": after({"a": ["a", "b"], "b": ["-"]}), **KEPT, **RETRIED}
        | {"right": after({"a": ["a", "d"], "b": ["-"], "c": ["e"]}), **END},
    ),
    "grid": Kind(
        "gridding",
        {**FRESH, **UNANSWERED, "wrong": after({"to.0": "p", "to.1": "p"})}
        | {"partly": after({"to.0": "o", "for.0": "b", "for.1": "o", "with.0": "b"}), **KEPT, **RETRIED}
        | {"right": after({"to.1": "o", "with.1": "p"}), **END},
    ),
    "order": Kind(
        "ordering",
        {**FRESH, **UNANSWERED, "wrong": after("badc"), "partly": after("acbd"), **KEPT, **RETRIED}
        | {"moved": [("do", "[data-item=b] [data-action=up]")], "right": after("abcd"), **END},
    ),
    "reflect": Kind("thinking", {**FRESH, "written": [("type", "Ŵ & I")], **KEPT, **BACK_END}),
    "reveal": Kind("cards", {**FRESH, "opened": [("open", "summary")], **KEPT, **BACK_END}),
    "place-own": Kind(
        "own-again",
        {**FRESH, "chosen": [("answer", "b")], "asked again": [("earlier", "a"), ("answer", "e")], **KEPT}
        | {"the same place": [("switch", ""), ("answer", "a")], "cleared": [("press", "clear")], **END},
    ),
    "poll": Kind(
        "hands",
        {**FRESH, "chosen": [("answer", "b")], "counted": [("open", ".ex-count summary"), ("hands", {"a": 3, "b": 1})]}
        | {"restored": [("load", ""), ("open", ".ex-count summary")]}
        | {"other language": [("switch", ""), ("open", ".ex-count summary")], **BACK_END},
    ),
}

#: Collects what a screen reader would say of the exercise's live region.
LISTEN = """root => {
    window.heard = [];
    const region = root.querySelector("[role=status]");
    new MutationObserver(() => { if (region.textContent.trim()) window.heard.push(region.textContent); })
        .observe(region, { childList: true, characterData: true, subtree: true });
}"""
FOCUS = """root => {
    const at = document.activeElement;
    if (!root.contains(at)) return "";
    const set = at.closest("fieldset[aria-describedby]");
    const ids = ((at.getAttribute("aria-describedby") || "") + " " + (set ? set.getAttribute("aria-describedby") : ""));
    const words = ids.split(" ").filter(Boolean).map(id => document.getElementById(id).textContent.trim());
    const label = at.labels && at.labels[0] ? at.labels[0].textContent.trim() : "";
    return [label || at.getAttribute("aria-label") || at.getAttribute("aria-labelledby"), ...words].join(" | ");
}"""
MOVE = """(root, order) => [...order].forEach((id, place) => {
    const list = root.querySelector("ol");
    const item = [...list.children].find(li => li.dataset.item === id);
    while ([...list.children].indexOf(item) > place) item.querySelector("[data-action=up]").click();
})"""
AUDIT = """async ([name, runOnly]) => {
    const found = await axe.run(`[data-widget="${name}"]`, { runOnly, resultTypes: ["violations"] });
    return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" "));
}"""


class Learner:
    """Someone at one exercise, from state to state, and what they met: (state, language) → text."""

    def __init__(self, page: Page, name: str, lang: str) -> None:
        self.page, self.name, self.lang, self.home = page, name, lang, page.url
        self.box = root(page, name)
        self.seen: dict[str, tuple[str, str]] = {}
        self.listen()

    def listen(self) -> None:
        self.box.evaluate(LISTEN)

    def do(self, what: str, value: Any) -> None:  # noqa: PLR0912
        page, name = self.page, self.name
        if what == "answer" and name == "ordering":
            self.box.evaluate(MOVE, value)
        elif what == "answer":
            fill(page, name, value)
        elif what == "press":
            press(page, name, value)
        elif what in ("open", "do"):
            self.box.locator(value).first.evaluate("e => { e.focus(); e.click(); }")
        elif what == "type":
            self.box.locator("textarea").fill(value)
            page.wait_for_function("() => window.heard.length > 0")
        elif what == "hands":
            for option, number in value.items():
                page.locator(f'[id="{name}.{option}"]').fill(str(number))
                page.locator(f'[id="{name}.{option}"]').blur()
        elif what == "earlier":
            fill(page, "own-place", value)
        elif what == "print":
            page.emulate_media(media="print")
        elif what == "block":
            page.emulate_media(media="screen")
            page.route(re.compile(r"\.js$"), lambda route: route.fulfill(body="", content_type="text/javascript"))
            page.goto(self.home)
            page.unroute_all()
        elif what == "switch":
            self.lang = "cy" if self.lang == "en" else "en"
            page.locator(f"nav[data-languages] a[hreflang={self.lang}]").evaluate("a => a.click()")
            page.wait_for_url(f"**/{self.lang}/**")
        else:
            assert what == "load", what
            page.reload()
        if what in ("block", "load", "switch"):
            self.listen()

    def meet(self, state: str, steps: list[tuple[str, Any]]) -> None:
        self.page.evaluate("() => { window.heard = []; document.activeElement.blur(); }")
        for what, value in steps:
            self.do(what, value)
        heard, focus = self.page.evaluate("() => window.heard"), self.box.evaluate(FOCUS)
        said = "".join(f"- {self.lang} heard: {text}\n" for text in heard)
        if state == "unanswered and checked":
            said += f"- {self.lang} focus: {focus}\n"
        if state in ("restored", "other language"):
            assert not heard, f"{state}: said on load: {heard}"
        self.seen[state] = (said, self.box.aria_snapshot())

    def audit(self, state: str) -> None:
        if self.page.evaluate("() => !window.axe"):
            self.page.evaluate(AXE)
        assert self.page.evaluate(AUDIT, [self.name, RULES]) == [], f"axe, {state}"


def difference(before: str, now: str) -> str:
    lines = difflib.unified_diff(before.split("\n"), now.split("\n"), n=1, lineterm="")
    return "".join(f"{'@@' if line.startswith('@@') else line}\n" for line in lines if line[:3] not in ("---", "+++"))


def written(kind: str, learners: dict[str, Learner]) -> str:
    """What the snapshot file should hold."""
    text = f"# {kind}\n"
    before = ""
    for state in KINDS[kind].states:
        if state == "other language":
            continue  # the same as “restored”, which the test asserts
        text += f"\n## {state}\n\n" + "".join(learner.seen[state][0] for learner in learners.values())
        for lang, learner in learners.items():
            now = learner.seen[state][1]
            base = learner.seen["fresh" if state == "our scripts blocked" else before][1] if before else ""
            shown = difference(base, now) if before else now + "\n"
            text += f"\n```{lang}\n{shown}```\n"
        before = state
    return re.sub(r"\n{3,}", "\n\n", text)


@pytest.mark.parametrize("kind", KINDS)
def test_kind(
    site: str, visit: Visit, kind: str, request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> None:
    name, states = KINDS[kind]
    learners = {}
    for lang in ("en", "cy"):
        learner = learners[lang] = Learner(visit(site + ADDRESS[lang]), name, lang)
        for state, steps in states.items():
            learner.meet(state, steps)
            if lang == "en" and state != "printed":
                learner.audit(state)
    for lang, other in (("en", "cy"), ("cy", "en")):
        if "other language" in states:
            switched, restored = learners[lang].seen["other language"][1], learners[other].seen["restored"][1]
            assert switched == restored, f"answered in {lang}, shown in {other}"
    path = SNAPSHOTS / f"{kind}.md"
    found = written(kind, learners)
    if request.config.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")
    record_property("kind", json.dumps([kind, list(states)]))
