"""The same mistake in the Welsh edition and in the English one: neither is the original, so the same is found."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sitegen.inspect import problems_of
from sitegen.report import known_codes

COURSE = Path(__file__).resolve().parents[1] / "browser" / "course"
PAGES = {lang: Path(lang) / "practice" / "everything.md" for lang in ("cy", "en")}
ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sides.toml").read_text("utf-8"))["mistake"]
#: Codes without sides: both editions together, a whole page's pattern, a product that is still to come.
OTHERS = {"Q60", "Q17", "Q19"}
#: What differs between editions: told once, at one of the two, with the other named.
BETWEEN = {"Q03", "Q04", "Q05", "Q16"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['code']} {row['what']}" for row in ROWS])
def test_a_mistake_is_found_on_either_side(row: dict[str, Any], tmp_path: Path) -> None:
    found = {}
    for lang, page in PAGES.items():
        course = tmp_path / lang / "content"
        shutil.copytree(COURSE, course)
        text = (course / page).read_text("utf-8")
        old, new = row[lang]
        assert text.count(old) >= 1, f"{lang}: the course has no “{old}” any more"
        (course / page).write_text(text.replace(old, new, 1), "utf-8")
        problems = problems_of(course, 1)
        found[lang] = sorted(problem.code for problem in problems)
        hits = [problem for problem in problems if problem.code == row["code"]]
        assert hits, f"{lang}: found only {found[lang]}"
        for problem in hits:
            places = {problem.path, *(path for path, _ in problem.related)}
            assert any(path.endswith(page.as_posix()) for path in places), problem
            if row["code"] in BETWEEN:
                assert len(places) == 2, f"{problem}: names one edition only"
    assert found["cy"] == found["en"]


def test_the_course_itself_is_faultless() -> None:
    assert problems_of(COURSE, 1) == ()


def test_every_code_of_exercises_has_its_row() -> None:
    codes = {code for code in known_codes() if code.startswith("Q")} - OTHERS
    assert sorted(codes - {row["code"] for row in ROWS}) == []
