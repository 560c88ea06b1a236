"""Options of the whole test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` rewrites what is expected in case files by what is found; look at the diff before you keep it."""
    try:
        parser.addoption("--update", action="store_true", help="write what is found into the case files")
    except ValueError:
        # A plugin (syrupy, for one) may have taken the name with the same meaning.
        return
