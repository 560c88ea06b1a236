"""The entry in ``course.toml``: the place is found in whatever way TOML is written, and nothing else changes."""

from __future__ import annotations

import tomllib

import pytest

from sitegen.new.register import add_module, add_page

MODULES = [
    ('modules = ["a"]', 'modules = ["a", "new"]'),
    ('modules = [ "a", ]\n', 'modules = [ "a", "new", ]\n'),
    ("modules = []", 'modules = ["new"]'),
    ("modules = [ ]  # none\n", 'modules = ["new" ]  # none\n'),
    ("modules=['a' , 'b' # c\n]", "modules=['a' , 'b', \"new\" # c\n]"),
    ('"modules" = ["]", "#"] # x', '"modules" = ["]", "#", "new"] # x'),
    ('modules = [\n  "a",\n  "b"\n]\n', 'modules = [\n  "a",\n  "b",\n  "new"\n]\n'),
    ('modules = [\r\n\t"a", # one ]\r\n]\r\n', 'modules = [\r\n\t"a", # one ]\r\n\t"new",\r\n]\r\n'),
    ('modules = [\n  "a", # one\n  # two\n]\n', 'modules = [\n  "a", # one\n  "new",\n  # two\n]\n'),
    ('modules = [\n  "a"]\n', 'modules = [\n  "a",\n  "new"]\n'),
    ('x = """\nmodules = ["n"]\n"""\nmodules = ["a"]\n', 'x = """\nmodules = ["n"]\n"""\nmodules = ["a", "new"]\n'),
    ('id = "x" # i\n\n[module.a]\npages = []\n', 'id = "x" # i\nmodules = ["new"]\n\n[module.a]\npages = []\n'),
    ("[t]\nmodules = 1\n", 'modules = ["new"]\n[t]\nmodules = 1\n'),
    ("", 'modules = ["new"]\n'),
    ('\ufeffid = "x"', '\ufeffid = "x"\nmodules = ["new"]'),
    ("x = { a = [1, 2], b = '}' }\nmodules = [\"a\"]\n", 'x = { a = [1, 2], b = \'}\' }\nmodules = ["a", "new"]\n'),
    ("y = 1979-05-27T07:32:00Z # d\nmodules = ['a']\n", "y = 1979-05-27T07:32:00Z # d\nmodules = ['a', \"new\"]\n"),
]


@pytest.mark.parametrize(("text", "expected"), MODULES)
def test_a_module_is_added(text: str, expected: str) -> None:
    """Lists on one line and on many, empty ones and none at all, with comments, strings and line ends of all kinds."""
    assert add_module(text, "new") == expected
    assert tomllib.loads(expected.removeprefix("\ufeff"))["modules"][-1] == "new"


@pytest.mark.parametrize("text", ["modules = 1", "[", 'modules = "a"', "[[modules]]\na = 1\n"])
def test_what_cannot_be_done_is_not_done(text: str) -> None:
    """Settings of another shape are left to their author."""
    assert add_module(text, "new") is None


PAGES = [
    ("[module.m]\npages = ['a']\n", "[module.m]\npages = ['a', \"new\"]\n"),
    ('[ module . "m" ] # x\n[other]\n', '[ module . "m" ] # x\npages = ["a", "b", "new"]\n[other]\n'),
    ("[module]\nm.pages = []\n", '[module]\nm.pages = ["new"]\n'),
    ('module.m.pages = ["z"]\n[t]\n', 'module.m.pages = ["z", "new"]\n[t]\n'),
    ("id = 'x'", 'id = \'x\'\n\n[module.m]\npages = ["a", "b", "new"]\n'),
    ("[[t]]\n[module.m]\r\n", '[[t]]\n[module.m]\r\npages = ["a", "b", "new"]\r\n'),
    ("[module.n]\npages = ['m']\n", '[module.n]\npages = [\'m\']\n\n[module.m]\npages = ["a", "b", "new"]\n'),
    ("module = { m = { pages = [] } }\n", None),
    ("[module]\nm = { }\n", None),
    ("[module]\nm = 1\n", None),
    ("module = 1\n", None),
    ("[module.m]\npages = 1\n", None),
]


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_a_page_is_added(text: str, expected: str | None) -> None:
    """To the module's list; a module without one keeps the order that its pages had."""
    assert add_page(text, "m", "new", ["a", "b"]) == expected
