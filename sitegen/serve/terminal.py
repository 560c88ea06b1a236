"""Lines in the terminal, from any thread."""

from __future__ import annotations

import os
import sys
import time


def say(line: str, error: bool = False) -> None:
    """Print a line at once; a terminal that is gone, or cannot show a letter, is no reason to end."""
    try:
        print(line, file=sys.stderr if error else sys.stdout, flush=True)
    except (OSError, ValueError):
        return


def log(line: str) -> None:
    """Print a line with the time of day."""
    say(f"{time.strftime('%H:%M:%S')}  {line}")


def in_colour() -> bool:
    """Whether what goes to the standard error may be coloured."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
