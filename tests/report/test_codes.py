"""The table of codes: complete, uniform, and in step with the program and the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from sitegen.report import explain, has_errors, known_codes
from sitegen.report.catalogue import CODES, entries
from sitegen.report.explain import FAMILIES, diagnostics_page

ROOT = Path(__file__).resolve().parents[2]
#: A code stands in the program as a string of its own, in whatever call.
CODE = re.compile(r"""["']([A-Z]\d\d)["']""")
#: Described before the program raises them: Q19 belongs to ``sitegen export``.
PLANNED = {"Q19"}
LETTERS = {letter for letter, _, _ in FAMILIES}


def raised() -> dict[str, set[str]]:
    """Codes → the modules that name them."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "sitegen").rglob("*.py")):
        for code in CODE.findall(path.read_text("utf-8")):
            if code[0] in LETTERS:
                found.setdefault(code, set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_code_that_is_raised_has_an_entry() -> None:
    missing = {code: sorted(paths) for code, paths in raised().items() if code not in known_codes()}
    assert missing == {}


def test_every_entry_is_raised() -> None:
    unused = set(known_codes()) - raised().keys()
    assert sorted(unused - PLANNED) == []
    assert unused >= PLANNED, "PLANNED holds a code that is raised by now"


def test_no_code_stands_twice() -> None:
    count = Counter(code for path in CODES.glob("*.toml") for code in tomllib.loads(path.read_text("utf-8")))
    assert [code for code, number in count.items() if number > 1] == []


@pytest.mark.parametrize("code", known_codes())
def test_entry(code: str) -> None:
    entry = entries()[code]
    assert re.fullmatch(r"[A-Z]\d\d", code)
    assert code[0] in LETTERS
    assert entry.severity in ("error", "warning")
    assert len(entry.title) <= 60
    assert not entry.title.endswith(".")
    assert entry.message[-1] in ".!?…"
    for words in (entry.message, entry.why, entry.hint):
        assert words == words.strip()
        assert "\n" not in words
        assert words
    assert entry.example.strip()


@pytest.mark.parametrize("code", known_codes())
def test_explanation(code: str) -> None:
    entry = entries()[code]
    shown = explain(code.lower())
    assert shown.startswith(f"{code} {entry.title} ({entry.severity})\n")
    flat = " ".join(shown.split())
    for words in (entry.message, entry.why, entry.hint):
        assert " ".join(words.split()) in flat
    assert max(map(len, shown.split("\n"))) <= 120


def test_unknown_code() -> None:
    assert explain("L0") == "There is no code 'L0'. Did you mean L07 or L06 or L05?"
    assert explain("nonsense").startswith("There is no code 'nonsense'. A code is")


def test_placeholders_are_values_that_some_call_gives() -> None:
    """A placeholder that no call knows would be shown with its braces."""
    program = "\n".join(path.read_text("utf-8") for path in (ROOT / "sitegen").rglob("*.py"))
    given = set(re.findall(r"\b(\w+)=", program)) | set(re.findall(r'"(\w+)":', program))
    for code, entry in entries().items():
        used = set(re.findall(r"\{(\w+)\}", entry.message + entry.hint + entry.why))
        assert used <= given, code


def test_documentation_is_in_step() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")
    assert page == diagnostics_page(), "run: python -m sitegen.report"


def test_documentation_has_every_code() -> None:
    page = diagnostics_page()
    for code in known_codes():
        assert page.count(f"\n### {code}\n") == 1
        assert f"](#{code.lower()})" in page


def test_a_build_without_problems_reads_no_codes() -> None:
    script = (
        "import sys, sitegen.report as r\n"
        "assert not r.has_errors(())\n"
        "assert r.report((), 'text', lambda p, n: None, False) == ''\n"
        "print('tomllib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_has_errors() -> None:
    from sitegen.model.diagnostic import diagnostic

    warning, error = diagnostic("E01", "a.md"), diagnostic("L01", "a.md")
    assert not has_errors([warning])
    assert has_errors([warning, error])
    assert has_errors(iter([error]))


def test_the_page_is_written_anew(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sitegen.report"]
    subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=True)
    assert (tmp_path / "docs" / "diagnostics.md").read_text("utf-8") == diagnostics_page()
