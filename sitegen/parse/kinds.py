"""The table of exercise kinds: a kind is a line here, a reader beside it, a template and a test case."""

from __future__ import annotations

from sitegen.parse.choose import choose_many, choose_one
from sitegen.parse.frame import Kind
from sitegen.parse.grid import grid
from sitegen.parse.sort import order, sort_into
from sitegen.parse.unjudged import poll, prompt_only, reveal

KINDS: dict[str, Kind] = {
    "choose-one": Kind(choose_one, ("shuffle",), marks=True),
    "choose-many": Kind(choose_many, ("shuffle",), marks=True),
    "sort-into": Kind(sort_into, ("by", "shuffle"), needed=("by",), scales=("by",), joins="|"),
    "place": Kind(choose_one, ("on",), needed=("on",), scales=("on",), marks=True, ids=False),
    "place-own": Kind(prompt_only, ("on", "again"), needed=("on",), scales=("on",), listed=False),
    "grid": Kind(grid, ("rows", "cells"), needed=("rows", "cells"), scales=("rows", "cells"), ids=False),
    "spot": Kind(sort_into, ("by",), needed=("by",), scales=("by",), joins="|&"),
    "order": Kind(order),
    "reflect": Kind(prompt_only, ("lines",), listed=False),
    "reveal": Kind(reveal, ("by",), scales=("by",), listed=False),
    "poll": Kind(poll),
}

WIDGET_ID = r"[a-z][a-z0-9-]{1,63}"
VALUES: dict[str, tuple[str, str]] = {
    "shuffle": (r"true|false", "true or false"),
    "lines": (r"[1-9][0-9]?", "a number of lines from 1 to 99"),
    "again": (WIDGET_ID, "the id of another `place-own`"),
    "by": (r"[a-z][a-z0-9-]*(?:\.groups)?", "the name of a file in scales/, such as spectrum"),
    "on": (r"[a-z][a-z0-9-]*(?:\.groups)?", "the name of a file in scales/, such as spectrum"),
    "rows": (r"[a-z][a-z0-9-]*(?:\.groups)?", "the name of a file in scales/, such as spectrum or spectrum.groups"),
    "cells": (r"[a-z][a-z0-9-]*(?:\.groups)?", "the name of a file in scales/, such as holders"),
}
"""Attribute → the pattern of its value, and the pattern in words."""
