"""Every case file under tests/cases/check, through the real reading, parsing, planning and checking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from course_cases import CASES, Case, cases, compare, shown, write_course

from sitegen.build import Options, build
from sitegen.inspect import problems_of
from sitegen.model.diagnostic import Diagnostic
from sitegen.report import known_codes, report
from sitegen.report.catalogue import entry

ALL = list(cases())
#: What is found with the whole course at hand; what is wrong in one file alone is tested with ``parse``.
HERE = {"F51", "F52", "F53", "F54", "Q03", "Q04", "Q05", "Q06", "Q07", "Q08", "Q09", "Q15", "Q16", "Q17", "Q20"}


def problems_of_case(case: Case, folder: Path) -> tuple[Diagnostic, ...]:
    """Check the case's course; for templates build it, since they fail only when they are rendered."""
    course = write_course(folder, case.blocks)
    if not case.name.startswith("templates:"):
        return problems_of(course, 1)
    result = build(Options(course, folder / "site"))
    assert not result.ok
    assert not list((folder / "site").rglob("*.html")), "nothing is written"
    return result.problems


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case, tmp_path: Path) -> None:
    assert case.expected is not None, "a case has one block of diagnostics"
    problems = problems_of_case(case, tmp_path)
    missing, unexpected = compare(case.expected, problems)
    assert not missing and not unexpected, "\n".join(["missing:", *missing, "unexpected:", *unexpected])
    for problem in problems:
        # Every placeholder of the code's wording has its value.
        values = {name for name, _ in problem.values}
        words = entry(problem.code)
        assert set(re.findall(r"\{(\w+)\}", words.message + words.hint + words.why)) <= values, shown(problem)
    report(problems, "text", lambda _path, _line: "some text", True)


def test_the_minimal_course_is_faultless(tmp_path: Path) -> None:
    assert problems_of(write_course(tmp_path, ()), 1) == ()


def test_every_code_has_a_case() -> None:
    wanted = {code for code in known_codes() if code[0] in "CSPLUET" or code in HERE}
    covered = {row.split()[1] for case in ALL for row in case.expected or ()}
    assert sorted(wanted - covered) == []


def test_case_files_are_found() -> None:
    assert len(ALL) > 60
    assert {case.name.partition(":")[0] for case in ALL} == {
        path.stem for path in CASES.glob("*.md") if path.stem != "minimal-course"
    }
