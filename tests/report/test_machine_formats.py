"""JSON for editors and GitHub's annotations."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.report import report
from sitegen.report.github import escape_data, escape_property


def nothing(_path: str, _line: int) -> None:
    return None


def test_json() -> None:
    problem = diagnostic("L01", "content/cy/tŷ.md", 5, 14, 10, near=("mis.md",), related=(("b.md", 3),), target="x.md")
    [found] = json.loads(report([problem], "json", nothing))
    assert found.pop("why").startswith("Readers")
    assert found == {
        "code": "L01",
        "severity": "error",
        "message": "The link `x.md` leads to no page.",
        "path": "content/cy/tŷ.md",
        "line": 5,
        "column": 14,
        "length": 10,
        "hints": [
            "Did you mean `mis.md`?",
            "Write the way from this file to the other page's file, such as `../essentials/values.md`. "
            "Drafts are not pages.",
        ],
        "related": [{"path": "b.md", "line": 3}],
    }


def test_json_is_always_a_list_and_never_shortened() -> None:
    assert json.loads(report([], "json", nothing)) == []
    many = [diagnostic("L01", "a.md", line, target="x") for line in range(1, 101)]
    assert [x["line"] for x in json.loads(report(reversed(many), "json", nothing))] == list(range(1, 101))


def test_json_is_ascii() -> None:
    assert report([diagnostic("L01", "ŵ.md", 1, target="\udcff")], "json", nothing).isascii()


def test_github() -> None:
    problem = diagnostic("L01", "content/cy/index.md", 5, 14, 10, near=("mis.md",), target="100%\nx.md")
    assert report([problem], "github", nothing) == (
        "::error file=content/cy/index.md,line=5,col=14,title=L01 No such page::"
        "The link `100%25 x.md` leads to no page.%0ADid you mean `mis.md`?%0A"
        "Write the way from this file to the other page's file, such as `../essentials/values.md`. "
        "Drafts are not pages."
    )


def test_github_leaves_out_what_is_not_known() -> None:
    warning = report([diagnostic("E01", "a,b:c.md", lang="x", wanted="y")], "github", nothing)
    assert warning.startswith("::warning file=a%2Cb%3Ac.md,title=E01 An edition is missing::")
    assert report([Diagnostic("", 0, 0, 0, "C01")], "github", nothing).startswith("::error title=C01 ")
    assert report([diagnostic("L07", "a.md", 3, target="x", size="2")], "github", nothing).startswith(
        "::warning file=a.md,line=3,title="
    )
    assert report([], "github", nothing) == ""


@given(st.text())
def test_github_escapes_can_be_undone_and_keep_one_line(words: str) -> None:
    for escaped in (escape_data(words), escape_property(words)):
        assert "\n" not in escaped
        assert "\r" not in escaped
        assert re.sub(r"%(25|0D|0A|3A|2C)", lambda found: chr(int(found[1], 16)), escaped) == words
    assert not set(":,") & set(escape_property(words))
