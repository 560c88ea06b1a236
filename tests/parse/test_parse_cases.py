"""Every case file under tests/cases/parse, and every example of the codes that ``parse`` raises."""

from __future__ import annotations

import re
import tomllib

import pytest
from parse_cases import CASES, FRONT, Case, cases, found, rewritten, source_of

from sitegen.parse import parse
from sitegen.report.catalogue import CODES, entry

ALL = list(cases())
FILES = ("files", "front-matter", "markdown", "exercises")
#: Raised by ``check``, which sees both editions and the scales, or by the packs.
ELSEWHERE = {"Q03", "Q04", "Q05", "Q06", "Q07", "Q08", "Q15", "Q16", "Q17", "Q19", "Q60", "Q61"}
#: Their examples are words: no file can show them, or it would be too long.
TOLD = {"F01", "F02", "F03", "B18", "B50"}
#: Too long for a case file, see test_parse_limits.py.
LONG = {"F03", "B50"}
OURS = {
    code: table
    for name in FILES
    for code, table in tomllib.loads((CODES / f"{name}.toml").read_text("utf-8")).items()
    if code not in ELSEWHERE
}


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    source = source_of(case.page, case.lang)
    expected = {"diagnostics": "", **case.expected}
    if request.config.getoption("--update"):
        fresh = next(one for one in cases() if one.name == case.name)
        text = case.path.read_text("utf-8")
        case.path.write_text(rewritten(fresh, text), "utf-8")
        if "diagnostics" in case.expected:
            return
        expected = {"diagnostics": ""}
    for part, text in expected.items():
        assert found(source, part) == text, part
    for problem in parse(source).document.problems:
        words = entry(problem.code)
        used = set(re.findall(r"\{(\w+)\}", words.message + words.hint + words.why))
        assert used <= {name for name, _ in problem.values}, problem


@pytest.mark.parametrize("code", sorted(OURS.keys() - TOLD))
def test_example_shows_its_code_and_nothing_else(code: str) -> None:
    text = OURS[code]["example"]
    page = text if text.lstrip("\n").startswith("---") else FRONT + text
    problems = parse(source_of(page)).document.problems
    assert {problem.code for problem in problems} == {code}, problems


def test_every_code_has_a_case() -> None:
    shown = {row.split()[0] for case in ALL for row in case.expected.get("diagnostics", "").splitlines()}
    assert sorted(OURS.keys() - shown - LONG) == []
    assert sorted(shown - OURS.keys()) == []


def test_case_files_are_found() -> None:
    assert {case.path for case in ALL} == set(CASES.glob("*.md"))
    assert len({case.name for case in ALL}) == len(ALL)
