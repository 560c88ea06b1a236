"""What the authoring guides show: examples build, traps give the errors that are named, commands exist."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from guides import GUIDES, LEAD, examples, page, problems, write, write_course

from sitegen.cli import main

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_the_guides_have_the_same_examples() -> None:
    """Fence by fence; whatever is not a text in a language is the same to the letter."""
    cy, en = examples("cy"), examples("en")
    assert [(one.kind, one.what) for one in cy] == [(one.kind, one.what) for one in en]
    for ours, theirs in zip(cy, en, strict=True):
        assert ours.kind in ("markdown", "text") or ours.text == theirs.text


def test_the_guides_have_the_same_outline() -> None:
    """Headings of the same levels in the same order."""
    outlines = []
    for lang in GUIDES:
        text = re.sub(r"^```.*?^```$", "", GUIDES[lang].read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        outlines.append(re.findall(r"^#+(?= )", text, re.MULTILINE))
    assert outlines[0] == outlines[1]


def test_examples_build(tmp_path: Path, sitegen: Command) -> None:
    """All examples stand in one course in both languages: no error, no warning, and the editions agree."""
    write_course(tmp_path)
    for lang in GUIDES:
        for number, example in enumerate(examples(lang, "markdown", ""), 1):
            name = f"example-{number}"
            write(tmp_path / f"content/{lang}/plants/{name}.md", page(lang, f"{lang} {name}", example.text))
    done = sitegen("build", "--strict")
    assert done.returncode == 0, done.stderr
    checked = sitegen("check", "--strict")
    assert checked.returncode == 0, checked.stderr
    packed = sitegen("pack", "half-day", "--strict")
    assert packed.returncode == 0, packed.stderr
    assert len(list(tmp_path.glob("build/packs/half-day/*-cy.html"))) == 7
    styles = "".join(file.read_text("utf-8") for file in tmp_path.glob("build/site/assets/site-*.css"))
    for example in examples("en", "css"):
        assert re.sub(r"\s", "", example.text.rstrip(" ;}\n")) in re.sub(r"\s", "", styles)


@pytest.mark.parametrize("lang", GUIDES)
def test_traps_give_the_errors_that_are_named(lang: str, tmp_path: Path, sitegen: Command) -> None:
    """The page of traps has the problems of the table below it, and no others."""
    write_course(tmp_path)
    [traps] = examples(lang, "markdown", "traps")
    path = f"content/{lang}/plants/traps.md"
    text = page(lang, "Traps", traps.text)
    write(tmp_path / path, text)
    before = text.count("\n", 0, text.index(LEAD[lang])) + 2
    done = sitegen("check", "--format", "json")
    found = [
        (one["line"] - before, one["code"], one["message"])
        for one in json.loads(done.stdout)
        if one["path"] == path and one["line"]
    ]
    assert found == problems(lang)


def test_the_first_ten_minutes(tmp_path: Path, sitegen: Command) -> None:
    """The commands that begin a course make one that has nothing wrong."""
    [begin] = examples("en", "sh")
    folder = tmp_path
    for line in begin.text.splitlines():
        command, *words = shlex.split(line)
        if command == "cd":
            folder /= words[0]
        elif words[0] != "serve":
            done = sitegen(*words, cwd=folder)
            assert done.returncode == 0, done.stderr
    assert (folder / "content/en/plants/beans.md").exists()
    done = sitegen("check", "--strict", cwd=folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("lang", GUIDES)
def test_commands_exist(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command and option that a guide names is in the command's help."""
    lines = [line for one in examples(lang, "sh") for line in one.text.splitlines() if line.startswith("sitegen ")]
    lines += re.findall(r"`(sitegen [a-z][^`]*)`", GUIDES[lang].read_text("utf-8"))
    assert len(lines) > 5
    for line in lines:
        _, command, *rest = shlex.split(line, comments=True)
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        assert left.value.code == 0, line
        shown = capsys.readouterr().out
        assert all(option in shown for option in rest if option.startswith("--")), line
