"""What the authoring guides show: examples build, traps give the error that is named, commands exist."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from guides import GUIDES, OWN_STYLE, examples, page, write, write_course

from sitegen.cli import main

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_the_guides_have_the_same_examples() -> None:
    """Fence by fence; whatever is not a text in a language is the same to the letter."""
    cy, en = examples("cy"), examples("en")
    assert [(one.kind, one.what) for one in cy] == [(one.kind, one.what) for one in en]
    for ours, theirs in zip(cy, en, strict=True):
        assert ours.said == theirs.said
        if ours.kind not in ("markdown", "text"):
            assert ours.text == theirs.text


def test_examples_build(tmp_path: Path, sitegen: Command) -> None:
    """All examples stand in one course in both languages: no error, no warning, and the editions agree."""
    write_course(tmp_path)
    for lang in GUIDES:
        pages = [one for one in examples(lang) if one.kind == "markdown" and not one.what]
        for number, example in enumerate(pages, 1):
            name = f"example-{number:02}"
            write(tmp_path / f"content/{lang}/plants/{name}.md", page(lang, f"{lang} {name}", example.text))
    done = sitegen("build", "--strict")
    assert done.returncode == 0, done.stderr
    styles = (file.read_text("utf-8") for file in tmp_path.glob("build/site/assets/site-*.css"))
    assert (tmp_path / OWN_STYLE).read_text("utf-8").split("{")[0].strip() in "".join(styles)


def test_traps_give_the_error_that_is_named(tmp_path: Path, sitegen: Command) -> None:
    """Each trap alone on a page: its code, and the message in the quotation below it."""
    write_course(tmp_path)
    traps = {}
    for lang in GUIDES:
        for number, example in enumerate(one for one in examples(lang) if one.kind == "markdown" and one.what):
            path = f"content/{lang}/plants/trap-{lang}-{number}.md"
            write(tmp_path / path, page(lang, f"{lang} {number}", example.text))
            traps[path] = (example.what, example.said)
    done = sitegen("check", "--format", "json")
    found = [(one["path"], one["code"], one["message"]) for one in json.loads(done.stdout)]
    for path, (code, said) in traps.items():
        assert (path, code, said) in found, f"{path}: {[one[1:] for one in found if one[0] == path]}"


@pytest.mark.parametrize("lang", GUIDES)
def test_commands_exist(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command and option that a guide names: with ``--help`` behind it, it is only looked at."""
    text = GUIDES[lang].read_text("utf-8")
    lines = [line for one in examples(lang) if one.kind == "sh" for line in one.text.splitlines()]
    lines += re.findall(r"`(sitegen [a-z][^`]*)`", text)
    assert len(lines) > 5
    for line in lines:
        _, command, *rest = shlex.split(line, comments=True)
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        assert left.value.code == 0, line
        shown = capsys.readouterr().out
        assert all(option in shown for option in rest if option.startswith("--")), line
