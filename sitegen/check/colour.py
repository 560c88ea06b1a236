"""The course's own colour against the theme's white: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.output import Plan

#: 1.4.3: normal text needs 4.5:1.
ENOUGH = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 (black) to 1 (white); WCAG 2.2, "relative luminance"."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours, from 1 to 21; WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check_colour(course: Course, _plan: Plan) -> Iterator[Diagnostic]:
    """C12: white text on the course's colour cannot be read by everyone."""
    colour = course.config.theme.colour
    # Rounded down: 4.49:1 is not enough and may not look as if it were.
    if colour and (ratio := contrast(colour, "#ffffff")) < ENOUGH:
        line = course.config.lines.get("theme.colour", 0)
        yield diagnostic("C12", course.config.path, line, colour=colour, ratio=f"{math.floor(ratio * 100) / 100:.2f}")
