"""The course in Firefox, opened from a disk, where each page has a store of its own.

Not part of “make test”, since Firefox is no requirement for working on sitegen: “make test-firefox” runs it, and fails
where there is no Firefox.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bidi import Firefox, find

COURSE = Path(__file__).parents[1] / "browser/course"
EN, CY = "en/practice/everything.html", "cy/ymarfer/popeth.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the built course on the disk, ending in "/"."""
    out = tmp_path_factory.mktemp("firefox") / "site"
    command = [Path(sys.executable).with_name("sitegen"), "build", "--course", COURSE, "--out", out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return f"file://{out}/"


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    program = find()
    if program is None:
        pytest.fail("no Firefox here: install firefox-esr, or name one in SITEGEN_FIREFOX", pytrace=False)
    browser = Firefox(program, tmp_path)
    yield browser
    browser.close()


def store(firefox: Firefox, name: str) -> dict[str, object] | None:
    found = firefox.run(f"localStorage.getItem('trial:widget:{name}')")
    return json.loads(found) if found else None


def follow(firefox: Firefox, selector: str, to: str) -> None:
    """Follow a link; what came along has left the address when the page is ready."""
    firefox.click(selector)
    firefox.until(f"location.pathname.endsWith('{to}') && document.readyState === 'complete' && !!window.sitegen.clean")
    firefox.until("!location.hash.includes('&s=')")


def test_each_page_has_a_store_of_its_own(firefox: Firefox, site: str) -> None:
    """The reason for all this: if Firefox changes its mind, we want to know."""
    firefox.open(site + EN)
    firefox.run("localStorage.setItem('trial:widget:pick-one', '{}')")
    firefox.open(site + CY)
    assert store(firefox, "pick-one") is None


def test_answers_go_along(firefox: Firefox, site: str) -> None:
    firefox.open(site + EN)
    firefox.until("!!window.sitegen.clean")
    firefox.click('[name="pick-one"][value="b"]')
    firefox.click('[data-widget="pick-one"] [data-action=check]')
    firefox.click("textarea")
    firefox.run("document.querySelector('textarea').value = 'My own words.'")
    firefox.run("document.querySelector('textarea').dispatchEvent(new Event('input', {bubbles: true}))")
    firefox.run("document.getElementById('spotting').scrollIntoView()")
    firefox.until("document.querySelector('nav[data-languages] a').hash === '#spotting'")
    firefox.run("document.querySelector('nav[data-languages] a').click()")
    firefox.until(f"location.pathname.endsWith('{CY}') && location.hash === '#spotting'")
    firefox.until("document.querySelector('[data-widget=pick-one]').dataset.result === 'right'")
    assert (store(firefox, "pick-one") or {})["a"] == "b"
    assert firefox.run("document.querySelector('textarea').value") == ""
    follow(firefox, ".mine-link a", "cy/fy-nysgu.html")
    assert firefox.run("document.querySelectorAll('[data-part=answers] li').length") == 1
    follow(firefox, "nav[data-languages] a", "en/my-learning.html")
    assert firefox.run("document.querySelectorAll('[data-part=answers] li').length") == 1


def test_erasing_goes_along(firefox: Firefox, site: str) -> None:
    firefox.open(site + EN)
    firefox.until("!!window.sitegen.clean")
    firefox.click('[name="pick-one"][value="a"]')
    follow(firefox, ".mine-link a", "en/my-learning.html")
    assert firefox.run("document.querySelectorAll('[data-part=answers] li').length") == 1
    firefox.click("[data-do=ask]")
    firefox.click("[data-do=erase]")
    follow(firefox, "nav.outline a", "en/practice/index.html")
    follow(firefox, "a[href*=everything]", EN)
    firefox.until("!document.querySelector('[name=pick-one]:checked')")
    assert store(firefox, "pick-one") is None


def test_a_file_is_downloaded_and_brought_in(firefox: Firefox, site: str) -> None:
    """Scripts read a chosen file, and make one, from a disk as well."""
    firefox.open(site + "en/my-learning.html")
    firefox.until("!!window.sitegen.clean")
    state = {"widget:thinking": {"v": 1, "a": "Mine.", "n": 1, "t": "2024-01-01T00:00:00.000Z"}}
    text = json.dumps({"sitegen": 1, "course": "trial", "state": state})
    firefox.run(
        f"""(() => {{
            const files = new DataTransfer(), input = document.querySelector("[data-file]");
            files.items.add(new File([{json.dumps(text)}], "x.json"));
            input.files = files.files;
            input.dispatchEvent(new Event("change"));
        }})()"""
    )
    firefox.until("document.querySelector('[data-brought]').textContent.includes('Added: 1.')")
    assert "Mine." in firefox.run("document.querySelector('[data-part=reflections]').textContent")
    firefox.run("HTMLAnchorElement.prototype.click = function () { window.made = this.download; }")
    firefox.click("[data-do=page]")
    assert firefox.run("window.made").startswith("trial-my-learning-")


def test_the_single_file(firefox: Firefox, tmp_path: Path) -> None:
    """One file, one store: answers, places and languages hold together without anything in the address."""
    file = tmp_path / "all.html"
    command = [Path(sys.executable).with_name("sitegen"), "single", "--course", COURSE, "--out", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    firefox.open(f"file://{file}#/{EN}#pick-one")
    firefox.until("!!document.querySelector('.shown [data-widget=pick-one]')")
    firefox.click('.shown [data-widget="pick-one"] [value="b"]')
    firefox.click('.shown [data-widget="pick-one"] [data-action=check]')
    firefox.until("document.querySelector('.shown [data-widget=pick-one]').dataset.result === 'right'")
    firefox.until("document.querySelector('.shown nav[data-languages] a').hash.endsWith('#pick-one')")
    firefox.run("document.querySelector('.shown nav[data-languages] a').click()")
    firefox.until(f"location.hash === '#/{CY}#pick-one' && document.documentElement.lang === 'cy'")
    firefox.until("document.querySelector('.shown [data-widget=pick-one]').dataset.result === 'right'")
    assert firefox.run("document.querySelectorAll('.sheet.shown').length") == 1
