"""``sitegen check`` as people run it: a process, its output and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from course_cases import Block, write_course

RUN = "import sys; from sitegen.cli import main; sys.exit(main())"
ROOT = Path(__file__).resolve().parents[2]

BROKEN = Block("", "content/en/care/one.md", "---\ntitle: One\n---\n\n\tcode\n\nŵ [x](missing.md)\n")
DOUBTFUL = Block("", "content/cy/care/three.md", "---\ntitle: Tri\nslug: tri\n---\n\nTestun.\n")


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", RUN, "check", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_nothing_wrong(tmp_path: Path) -> None:
    write_course(tmp_path, ())
    done = check(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert check(tmp_path, "--format", "json").stdout.strip() == "[]"


def test_text_shows_the_line(tmp_path: Path) -> None:
    write_course(tmp_path, (BROKEN,))
    done = check(tmp_path)
    assert done.returncode == 1
    shown = done.stdout + done.stderr
    assert (
        "error[L01] content/en/care/one.md:7:7\n"
        "The link `missing.md` leads to no page.\n"
        "  |\n"
        "7 | ŵ [x](missing.md)\n"
        "  |       ^^^^^^^^^^\n"
    ) in shown
    assert "1 error in 1 file\n" in shown
    assert "\x1b" not in shown


def test_json(tmp_path: Path) -> None:
    write_course(tmp_path, (BROKEN, DOUBTFUL))
    done = check(tmp_path, "--format", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [(x["severity"], x["code"], x["path"], x["line"]) for x in found] == [
        ("warning", "E01", "content/cy/care/three.md", 0),
        ("error", "L01", "content/en/care/one.md", 7),
    ]


def test_github(tmp_path: Path) -> None:
    write_course(tmp_path, (BROKEN,))
    done = check(tmp_path, "--format", "github")
    assert done.stdout.startswith("::error file=content/en/care/one.md,line=7,col=7,title=L01 No such page::The link")


def test_warnings_fail_under_strict_only(tmp_path: Path) -> None:
    write_course(tmp_path, (DOUBTFUL,))
    assert check(tmp_path).returncode == 0
    assert check(tmp_path, "--strict").returncode == 1


@pytest.mark.parametrize("code", ["L01", "q04"])
def test_explain(tmp_path: Path, code: str) -> None:
    done = check(tmp_path, "--explain", code)
    assert done.returncode == 0
    assert done.stdout.startswith(code.upper())


def test_explain_unknown(tmp_path: Path) -> None:
    done = check(tmp_path, "--explain", "L99")
    assert "There is no code 'L99'" in done.stdout + done.stderr


def test_a_template_that_fails_is_found_without_a_build(tmp_path: Path) -> None:
    """Tried on a page of each sort, and said once."""
    write_course(tmp_path, (Block("", "content/theme/templates/pager.html", "{{ nope.nothing }}\n"),))
    done = check(tmp_path, "--format", "json")
    assert done.returncode == 1
    found = [(each["code"], each["path"], each["line"]) for each in json.loads(done.stdout)]
    assert found == [("T11", "content/theme/templates/pager.html", 1)]
