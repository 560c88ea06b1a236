"""Each kind of exercise works with the scripts that a page loads for it alone (``[kinds]`` in theme.toml)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from answering import EN, Visit, stored
from playwright.sync_api import Page, Route
from test_kinds import KINDS, Learner

THEME = Path(__file__).parents[2] / "themes" / "default"
SETTINGS: dict[str, Any] = tomllib.loads((THEME / "theme.toml").read_text(encoding="utf-8"))


def scripts(kind: str) -> str:
    """What a page loads whose exercises are all of this kind."""
    sources = [s for s in SETTINGS["scripts"]["exercises"] if kind in SETTINGS["kinds"].get(s, [kind])]
    return "\n".join((THEME / "assets" / source).read_text(encoding="utf-8") for source in sources)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone(site: str, visit: Visit, desk: Page, kind: str) -> None:
    others = f"document.querySelectorAll('[data-widget]:not([data-kind={kind}])').forEach(root => root.remove());\n"

    def lend(route: Route) -> None:
        route.fulfill(body=others + scripts(kind), content_type="text/javascript")

    pattern = re.compile(r"/exercises-\w+\.js$")
    desk.route(pattern, lend)
    try:
        page = visit(site + EN)
        name, states = KINDS[kind]
        learner = Learner(page, name, "en")
        answers = [step for steps in states.values() for step in steps if step[0] in ("answer", "type")]
        steps = [*answers, ("open", "summary")][:1]
        for what, value in steps:
            learner.do(what, value)
        check = learner.box.locator("[data-action=check]")
        if check.count():
            check.click()
        page.wait_for_function("key => localStorage.getItem(key)", arg=f"trial:widget:{name}")
    finally:
        desk.unroute(pattern, lend)
    assert stored(page, name)["n"] == 1
