"""A problem found in somebody's content, as a value.

A diagnostic names its code and the values to put into the code's message; severity, wording and explanation
belong to the code and stand in ``report/codes/*.toml`` alone.
"""

from __future__ import annotations

from msgspec import Struct


class Diagnostic(Struct, array_like=True, frozen=True, order=True):
    """One reported problem.

    ``path`` is relative to the course's parent (``content/cy/index.md``). ``line`` and ``column`` count from 1;
    0 means "the whole file" and "the whole line". ``length`` counts characters to underline from ``column``.
    ``values`` fill the placeholders of the code's message. ``near`` holds suggestions, best first.
    ``related`` holds other places that matter, as ``(path, line)``.
    """

    path: str
    line: int
    column: int
    length: int
    code: str
    values: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()
    related: tuple[tuple[str, int], ...] = ()


def diagnostic(
    code: str,
    path: str,
    line: int = 0,
    column: int = 0,
    length: int = 0,
    *,
    near: tuple[str, ...] = (),
    related: tuple[tuple[str, int], ...] = (),
    **values: object,
) -> Diagnostic:
    """Make a diagnostic; keyword arguments are the values of the code's message."""
    pairs = tuple(sorted((name, str(value)) for name, value in values.items()))
    return Diagnostic(path, line, column, length, code, pairs, near, related)
