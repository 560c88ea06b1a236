"""``sitegen pack`` as a process: what it writes, what it leaves out, and what it says when it cannot."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
COURSE = Path(__file__).resolve().parents[1] / "browser" / "course"
PARTS = ("agenda", "answer-key", "cards", "handouts", "run-sheet", "wall", "worksheets")
#: What only trainers may read, in the course's own words: notes, answers, feedback, hints, explanations.
SECRETS = {
    "en": (
        "SECRET-NOTE",
        "SECRET-ANSWER",
        "One-way: nobody is asked.",
        "Who wrote the plan?",
        "Two things are shared.",
    ),
    "cy": ("CYFRINACH-NODYN", "CYFRINACH-ATEB", "Unffordd: ni ofynnir i neb.", "Pwy ysgrifennodd y cynllun?"),
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The course of the browser tests, with its plan ``trial``."""
    return Path(shutil.copytree(COURSE, tmp_path / "content"))


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a pack but what is private to the writer."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".sitegen" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def pages(folder: Path) -> set[str]:
    return {name for name in contents(folder) if name.endswith(".html")}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_whole_pack(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """Every part in every language, the same bytes from the same source, and nothing written the second time."""
    done = sitegen("pack", "trial")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "build/packs/trial"
    wanted = {f"{part}-{lang}.html" for part in PARTS for lang in ("cy", "en")}
    assert pages(folder) == wanted | {"index.html", "agenda-cy-en.html"}
    assert "index.html in a browser" in done.stdout
    again = sitegen("pack", course / "sessions/trial.toml", "--out", "other")
    assert again.returncode == 0, again.stderr
    assert contents(tmp_path / "other") == contents(folder)
    third = sitegen("pack", "trial")
    assert ": 0 written, 0 removed" in third.stdout
    for name, data in contents(folder).items():
        if name.endswith(".html"):
            text = data.decode()
            assert not re.search(r"<script|\bon\w+=|style=|https?://(?!example\.org)", text), name
            for address in re.findall(r'(?:href|src)="([^"#:]+)"', text):
                assert (folder / address).is_file(), f"{name}: {address}"


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_answers_and_notes_stay_with_the_trainers(sitegen: Run, course: Path, tmp_path: Path, lang: str) -> None:
    assert course.is_dir()
    assert sitegen("pack", "trial").returncode == 0
    folder = tmp_path / "build/packs/trial"
    private = "".join((folder / f"{part}-{lang}.html").read_text("utf-8") for part in ("run-sheet", "answer-key"))
    assert all(secret in private for secret in SECRETS[lang])
    for name in pages(folder):
        if not name.startswith(("run-sheet", "answer-key")):
            text = (folder / name).read_text("utf-8")
            assert not [secret for each in SECRETS.values() for secret in each if secret in text], name
            assert not re.search(r"data-(?:mark|targets|answers|k|for|join|shuffle)\b|ex-feedback|ex-hint", text), name


def test_an_order_does_not_show_in_ids(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """Authors letter steps in the right order: on paper, ids are the letters of the mixed order."""
    assert course.is_dir() and sitegen("pack", "trial").returncode == 0
    text = (tmp_path / "build/packs/trial/worksheets-en.html").read_text("utf-8")
    block = text[text.index('data-widget="ordering"') :]
    block = block[: block.index("</section>")]
    assert re.findall(r'data-item="(.+?)"', block) == ["A", "B", "C", "D"]
    steps = [
        block.index(step) for step in ("Name the problem", "Find the people", "Design together", "Deliver together")
    ]
    assert steps != sorted(steps)


def test_a_public_pack(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """No answers, no notes and nobody's name; what was there of an earlier pack is gone."""
    assert course.is_dir() and sitegen("pack", "trial").returncode == 0
    done = sitegen("pack", "trial", "--public")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "build/packs/trial"
    assert not [name for name in pages(folder) if name.startswith(("run-sheet", "answer-key"))]
    text = b"".join(contents(folder).values()).decode()
    assert "Secret-Name" not in text and "SECRET" not in text and "run-sheet" not in text


def test_choices(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """One language, some parts, another hour and mode; pins move with the beginning."""
    assert course.is_dir()
    done = sitegen("pack", "trial", "--lang", "en", "--only", "agenda,run-sheet", "--starts", "13:00", "--mode", "zoom")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "build/packs/trial"
    assert pages(folder) == {"index.html", "agenda-en.html", "run-sheet-en.html"}
    agenda = (folder / "agenda-en.html").read_text("utf-8")
    assert re.findall(r'class="time">(\d\d:\d\d)<', agenda)[:4] == ["13:00", "13:10", "13:25", "14:30"]
    sheet = (folder / "run-sheet-en.html").read_text("utf-8")
    assert "INSTRUCTION-ZOOM" in sheet and "INSTRUCTION-ROOM" not in sheet


def test_the_agenda_tells_whose_minutes_they_are(sitegen: Run, course: Path, tmp_path: Path) -> None:
    assert course.is_dir() and sitegen("pack", "trial").returncode == 0
    sheet = (tmp_path / "build/packs/trial/run-sheet-en.html").read_text("utf-8")
    row = sheet[sheet.index(">12:05<") :]
    assert "(estimate)" in row[: row.index("</tr>")]
    assert "(10–25)" in sheet and "people in each: 4–5" in sheet and "Rounds: 2, minutes in each: 20" in sheet


def facts(sheet: str, title: str) -> str:
    """An item of the run sheet, from its title to the next one's."""
    return sheet[sheet.index(f"</span> {title}</h2>") :].partition("<h2 ")[0]


def test_an_activity_says_which_worksheets_it_has(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """Those of its own page; else those of a page that its section names, unless they are another item's own."""
    plan, folder = course / "sessions/trial.toml", tmp_path / "build/packs/trial"
    assert sitegen("pack", "trial").returncode == 0
    sheet = (folder / "run-sheet-en.html").read_text("utf-8")
    assert "On the worksheets" not in facts(sheet, "Two neighbours")
    assert "<li>As cards to cut out: 4, 7</li>" in facts(sheet, "Every kind of exercise")
    edit(plan, 'use = "practice/everything"', 'title = { cy = "Gwaith", en = "Work" }')
    edit(plan, 'worksheets = ["practice/everything"]', 'worksheets = ["pick-one", "sorting"]')
    assert sitegen("pack", "trial").returncode == 0
    item = facts((folder / "run-sheet-en.html").read_text("utf-8"), "Two neighbours")
    assert "<li>On the worksheets: 1, 2</li>" in item and "<li>As cards to cut out: 2</li>" in item
    for lang in ("cy", "en"):
        there = course / lang / "practice/everything.md"
        own = ":::: activity #sort-them\nX.\n\n::: room\nY.\n:::\n\n::: zoom\nY.\n:::\n::::\n"
        there.write_text(f"{there.read_text('utf-8')}\n{own}", "utf-8")
    edit(plan, "break = 15", 'use = "sort-them"\ntitle = { cy = "Yma", en = "Here" }')
    done = sitegen("pack", "trial")
    assert done.returncode == 0, done.stderr
    sheet = (folder / "run-sheet-en.html").read_text("utf-8")
    assert "<li>On the worksheets: 1, 2</li>" in facts(sheet, "Here")
    assert "On the worksheets" not in facts(sheet, "Two neighbours")


def test_a_case_is_there_to_tell(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """Of a page with a case in brief, the run sheet has the text, and no exercise; of other pages it has not."""
    for lang in ("cy", "en"):
        own = course / lang / "practice/own.md"
        own.write_text(f"{own.read_text('utf-8')}\n## X\n\n::: case\nBRIEF-{lang}\n:::\n\nSTORY-{lang}\n", "utf-8")
    edit(course / "sessions/trial.toml", 'use = "alone"', 'use = "practice/own"')
    done = sitegen("pack", "trial")
    assert done.returncode == 0, done.stderr
    sheet = (tmp_path / "build/packs/trial/run-sheet-en.html").read_text("utf-8")
    assert "BRIEF-en" in sheet and "STORY-en" in sheet and "What will you try?" not in sheet
    assert "Every kind of exercise stands here." not in sheet


def test_online_there_is_no_wall(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """On Zoom nobody cuts cards out or hangs anything up, unless the trainer asks for it."""
    assert course.is_dir() and sitegen("pack", "trial", "--mode", "zoom").returncode == 0
    folder = tmp_path / "build/packs/trial"
    assert not [name for name in pages(folder) if name.startswith(("cards", "wall"))]
    text = "".join((folder / name).read_text("utf-8") for name in ("index.html", "run-sheet-en.html"))
    assert not re.search(r"For the wall|[Cc]ards to cut out", text)
    assert sitegen("pack", "trial", "--mode", "zoom", "--only", "cards,wall").returncode == 0
    assert {name[:4] for name in pages(folder)} == {"inde", "card", "wall"}


def test_what_to_shorten_first_is_a_table(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """Item, minutes gained by shortening it, minutes gained by leaving it out; in the order of the cuts."""
    assert course.is_dir() and sitegen("pack", "trial").returncode == 0
    sheet = (tmp_path / "build/packs/trial/run-sheet-en.html").read_text("utf-8")
    table = sheet[sheet.index("If it gets late") :].partition("</table>")[0].partition("<tbody>")[2]
    assert re.findall(r"<t[hd].*?>(.*?)</t[hd]>", table) == ["Two neighbours", "5", "15", "Welcome", "5", "10"]


def test_wrong_use(sitegen: Run, course: Path) -> None:
    """One line, exit status 2."""
    for arguments, words in (
        (["pack", "tria"], "the plans are trial. Did you mean “trial”?"),
        (["pack", "trial", "--only", "agendas"], "its parts are agenda, run-sheet"),
        (["pack", "trial", "--lang", "fr"], "its languages are cy, en"),
        (["pack", "trial", "--mode", "rom"], "the modes are room, zoom, hybrid"),
        (["pack", "trial", "--starts", "noon"], "a time such as 13:00"),
        (["pack", "trial", "--starts", "22:00"], "past midnight"),
        (["pack", "trial", "--out", str(course)], "content"),
        (["pack"], "PLAN"),
    ):
        done = sitegen(*arguments)
        assert done.returncode == 2, (arguments, done.stderr)
        assert words in done.stderr and done.stderr.count("\n") <= 2, done.stderr
    shutil.rmtree(course / "sessions")
    done = sitegen("pack", "trial")
    assert done.returncode == 2 and "sitegen new session half-day" in done.stderr


def test_a_plan_with_errors_writes_nothing_and_stops_no_website(sitegen: Run, course: Path, tmp_path: Path) -> None:
    edit(course / "sessions/trial.toml", 'use = "neighbours"', 'use = "neigbours"')
    done = sitegen("pack", "trial", "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1 and not (tmp_path / "build/packs/trial/index.html").exists()
    assert [(one["code"], one["path"], one["line"]) for one in found] == [("P06", "content/sessions/trial.toml", 24)]
    assert "neighbours" in " ".join(found[0]["hints"])
    assert sitegen("check").returncode == 1
    assert sitegen("build", "--strict").returncode == 0


def test_another_plan_does_not_matter(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """The other plan's errors are its own; the course's errors are everybody's, its warnings not."""
    (course / "sessions/broken.toml").write_text("[session]\nstarts = 9:30\n", "utf-8")
    (course / "en/practice/alone.md").write_text("---\ntitle: Alone\n---\n\nOnly here.\n", "utf-8")
    done = sitegen("pack", "trial", "--check", "--strict")
    assert (done.returncode, done.stdout) == (0, "The plan can be run.\n"), done.stderr
    assert not (tmp_path / "build").exists()
    (course / "en/practice/alone.md").write_text("---\ntitle: Alone\n---\n\n[Away](nowhere.md)\n", "utf-8")
    done = sitegen("pack", "trial")
    assert done.returncode == 1 and "L01" in done.stderr and "P01" not in done.stderr


def test_pictures_and_links(sitegen: Run, course: Path, tmp_path: Path) -> None:
    """Pictures come along; a link to a page leads to the published site, or is plain words."""
    (course / "media").mkdir()
    (course / "media/bench.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8")
    for lang, words in (("cy", "I fynd adref"), ("en", "To take home")):
        edit(course / lang / "practice/index.md", words, f"{words}\n\n![X {lang}](../../media/bench.svg)")
    assert sitegen("pack", "trial").returncode == 0
    folder = tmp_path / "build/packs/trial"
    handouts = (folder / "handouts-en.html").read_text("utf-8")
    assert 'src="media/bench.svg" width="9"' in handouts and (folder / "media/bench.svg").is_file()
    assert re.search(r"<a\s*>the exercises</a>", handouts)
    edit(course / "course.toml", 'id = "trial"', 'id = "trial"\nbase_url = "https://example.org/c/"')
    assert sitegen("pack", "trial").returncode == 0
    handouts = (folder / "handouts-en.html").read_text("utf-8")
    assert 'href="https://example.org/c/en/practice/everything.html"' in handouts


def test_only_own_files_are_removed(sitegen: Run, course: Path, tmp_path: Path) -> None:
    assert course.is_dir() and sitegen("pack", "trial").returncode == 0
    folder = tmp_path / "build/packs/trial"
    (folder / "my-notes.txt").write_text("mine", "utf-8")
    assert sitegen("pack", "trial", "--only", "wall").returncode == 0
    assert pages(folder) == {"index.html", "wall-cy.html", "wall-en.html"}
    assert (folder / "my-notes.txt").read_text("utf-8") == "mine"


def test_a_new_plan_can_be_packed_at_once(sitegen: Run, course: Path, tmp_path: Path) -> None:
    for name in ("half-day", "evening.toml"):
        made = sitegen("new", "session", name)
        assert made.returncode == 0, made.stderr
    assert (course / "sessions/evening.toml").is_file()
    assert sitegen("check", "--strict").returncode == 0
    done = sitegen("pack", "evening", "--strict")
    assert done.returncode == 0, done.stderr
    assert pages(tmp_path / "build/packs/evening") == {
        *(f"{part}-{lang}.html" for part in ("agenda", "run-sheet") for lang in ("cy", "en")),
        "agenda-cy-en.html",
        "index.html",
    }
    refused = sitegen("new", "session", "half-day")
    assert refused.returncode == 2 and "exists already" in refused.stderr
