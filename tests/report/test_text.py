"""The text format: what an author sees in the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.report import report

FILES = {
    "content/cy/index.md": "---\ntitle: Hafan\n---\n\nGweler [yma](missing.md).\n",
    "content/en/index.md": "---\ntitle: Home\n---\n\n## One {#one}\n",
}


def line_of(path: str, line: int) -> str | None:
    rows = FILES.get(path, "").split("\n")
    return rows[line - 1] if path in FILES and 0 < line <= len(rows) else None


def text(*problems: Diagnostic, colour: bool = False, lines: Callable[[str, int], str | None] = line_of) -> str:
    return report(problems, "text", lines, colour)


NO_COURSE = Diagnostic("", 0, 0, 0, "C01", (("path", "nowhere"),))
LINK = diagnostic("L01", "content/cy/index.md", 5, 14, 10, near=("mis.md",), target="missing.md")


def test_one_problem() -> None:
    assert text(LINK) == (
        "error[L01] content/cy/index.md:5:14\n"
        "The link `missing.md` leads to no page.\n"
        "  |\n"
        "5 | Gweler [yma](missing.md).\n"
        "  |              ^^^^^^^^^^\n"
        "help: Did you mean `mis.md`?\n"
        "help: Write the way from this file to the other page's file, such as `../essentials/values.md`. "
        "Drafts are not pages.\n"
        "see: sitegen check --explain L01\n"
        "\n"
        "1 error in 1 file"
    )


def test_nothing() -> None:
    assert text() == ""


def test_related_places_have_their_line() -> None:
    problem = diagnostic(
        "E02",
        "content/cy/index.md",
        5,
        found="no heading",
        expected="x",
        other="y",
        related=(("content/en/index.md", 5),),
    )
    assert "   --> content/en/index.md:5\n5 | ## One {#one}\n".lstrip() in text(problem)
    missing = diagnostic("E01", "content/en/index.md", lang="Cymraeg", wanted="w", related=(("content/cy/b.md", 0),))
    assert "--> content/cy/b.md\n" in text(missing)


def test_gutter_fits_the_longest_number() -> None:
    files = {"a.md": 5, "b.md": 1200}
    problem = diagnostic("E02", "a.md", 5, 1, 1, related=(("b.md", 1200),))
    shown = text(problem, lines=lambda path, line: "words" if files.get(path) == line else None)
    assert "     |\n   5 | words\n     | ^\n    --> b.md:1200\n1200 | words\n" in shown


def test_whole_file_and_unknown_file_have_no_frame() -> None:
    assert "content/cy/index.md\nThis page" in text(diagnostic("E01", "content/cy/index.md", lang="x", wanted="y"))
    pseudo = diagnostic("T10", "themes/default/templates/page.html", 3, reason="r")
    assert "error[T10] themes/default/templates/page.html:3\nThis template" in text(pseudo)
    assert "error[C01]\nThere is no" in text(NO_COURSE)
    assert text(NO_COURSE).endswith("\n1 error")
    beyond = diagnostic("L01", "content/cy/index.md", 99, 1, target="x")
    assert "content/cy/index.md:99:1\nThe link" in text(beyond)


def test_order_is_path_line_column_code() -> None:
    problems = [
        diagnostic("L01", "b.md", 1, 1, target="1"),
        diagnostic("L04", "a.md", 2, 1, target="2"),
        diagnostic("L03", "a.md", 2, 1, target="3"),
        diagnostic("L05", "a.md", 1, 9, target="4", lang="x"),
        diagnostic("L05", "a.md", 1, 2, target="5", lang="x"),
    ]
    shown = re.findall(r"^\w+\[(\w+)\] (\S+)", text(*problems), re.MULTILINE)
    assert shown == [
        ("L05", "a.md:1:2"),
        ("L05", "a.md:1:9"),
        ("L03", "a.md:2:1"),
        ("L04", "a.md:2:1"),
        ("L01", "b.md:1:1"),
    ]
    assert text(*problems) == text(*reversed(problems))


def test_summary_counts() -> None:
    warning = diagnostic("L07", "content/en/index.md", 1, target="x", size="3")
    assert text(LINK, warning).endswith("\n1 error, 1 warning in 2 files")
    assert text(warning).endswith("\n1 warning in 1 file")
    other = diagnostic("L03", "content/cy/index.md", 1, target="x")
    assert text(LINK, other).endswith("\n2 errors in 1 file")


def test_the_same_problem_twice_is_one() -> None:
    assert text(LINK, LINK) == text(LINK)


def test_more_than_twenty_of_a_code_are_counted() -> None:
    many = [diagnostic("L01", "a.md", line, target="x") for line in range(1, 48)]
    shown = text(*many, diagnostic("L03", "a.md", 99, target="picture.png"))
    assert shown.count("error[L01]") == 20
    assert shown.endswith("see: sitegen check --explain L03\n\nand 27 more L01\n\n48 errors in 1 file")
    assert "more" not in text(*many[:20])


def test_values_cannot_break_the_frame() -> None:
    shown = text(diagnostic("L01", "a\nb\x1b[2J.md", 1, target="x\n\ny\u202ez\x07"))
    assert "error[L01] a b<U+001B>[2J.md:1\n" in shown
    assert "`x y<U+202E>z<U+0007>`" in shown


def test_an_empty_value_is_seen() -> None:
    assert 'The link `""` leads' in text(diagnostic("L01", "a.md", 1, target=""))


def test_a_reason_with_a_full_stop_of_its_own() -> None:
    assert "cannot be read: Unexpected end.\n" in text(diagnostic("T10", "a.html", 1, reason="Unexpected end."))


def test_code_without_entry_is_still_reported() -> None:
    shown = text(diagnostic("Z99", "a.md", 1, what="odd"))
    assert shown.startswith("error[Z99] a.md:1\nwhat odd\n")


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in text(LINK)
    coloured = text(LINK, colour=True)
    assert "\x1b[1;31merror[L01]\x1b[0m" in coloured
    assert "\x1b[1;31m             ^^^^^^^^^^\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(LINK)
    assert "\x1b[1;33mwarning[L07]" in text(diagnostic("L07", "a.md", 1, target="x", size="3"), colour=True)


def test_suggestions() -> None:
    def helps(*near: str) -> list[str]:
        return re.findall(r"^help: (Did.*)$", text(diagnostic("L01", "a.md", 1, near=near, target="x")), re.MULTILINE)

    assert helps() == []
    assert helps("a") == ["Did you mean `a`?"]
    assert helps("a", "b") == ["Did you mean one of `a`, `b`?"]
    assert helps(*"abcdefghij") == ["Did you mean one of `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, …?"]
