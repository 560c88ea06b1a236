"""The underlined place: columns count characters, carets count places on a screen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.report.frame import WIDEST, cells, frame

NFD = unicodedata.normalize("NFD", "Tŷ bâch ŵ")


@pytest.mark.parametrize(
    ("line", "column", "length", "shown", "carets"),
    [
        ("abc def", 5, 3, "abc def", "    ^^^"),
        ("abc def", 5, 0, "abc def", "    ^"),
        ("Gweler [tŷ](tŷ.md).", 13, 5, "Gweler [tŷ](tŷ.md).", "            ^^^^^"),
        # "Tŷ bâch ŵ" stored apart is 12 characters on 9 places; the word "bâch" is 5 characters from the 5th on.
        (NFD, 5, 5, NFD, "   ^^^^"),
        # A place that begins at an accent stored apart begins at its letter.
        (NFD, 3, 1, NFD, " ^"),
        ("\tx", 2, 1, "    x", "    ^"),
        ("ab\tx", 4, 1, "ab  x", "    ^"),
        ("a\tb", 2, 1, "a   b", " ^^^"),
        ("日本 x", 1, 2, "日本 x", "^^^^"),
        ("日本 x", 4, 1, "日本 x", "     ^"),
        ("a\u202eb", 2, 1, "a<U+202E>b", " ^^^^^^^^"),
        ("a\x1b[31mb", 7, 1, "a<U+001B>[31mb", "             ^"),
        ("  whole line  ", 0, 0, "  whole line", "  ^^^^^^^^^^"),
        ("", 0, 0, "", "^"),
        ("short", 40, 3, "short", "     ^"),
        ("short", 4, 99, "short", "   ^^"),
        ("short\n", 6, 1, "short", "     ^"),
    ],
)
def test_place(line: str, column: int, length: int, shown: str, carets: str) -> None:
    assert frame(line, column, length) == (shown, carets)


def test_long_line_is_shown_in_part() -> None:
    line = "a " * 300 + "[x](missing.md)" + " b" * 300
    shown, carets = frame(line, line.index("missing") + 1, 10)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= WIDEST + 4
    start = len(carets) - len(carets.lstrip())
    assert shown[start : start + carets.count("^")] == "missing.md"


def test_beginning_and_end_of_a_long_line() -> None:
    line = "x" * 500
    assert frame(line, 1, 3) == ("x" * WIDEST + " …", "^^^")
    shown, carets = frame(line, 500, 1)
    assert shown.startswith("… ")
    assert not shown.endswith("…")
    assert len(carets) == len(shown)


@given(st.text(max_size=400), st.integers(0, 450), st.integers(0, 450))
def test_any_place_of_any_line(line: str, column: int, length: int) -> None:
    shown, carets = frame(line, column, length)
    assert set(carets) <= {" ", "^"}
    assert carets.endswith("^")
    assert len(carets) <= WIDEST + 2 * 10 + 2
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in shown)


@given(st.text(max_size=60))
def test_one_cell_a_character(line: str) -> None:
    assert len(cells(line)) == len(line)
    assert all(cell.width >= 0 for cell in cells(line))
