"""Runs ``sitegen`` as often as asked without starting Python each time: every run is a forked process of its own.

Run as a program: a line of JSON in, the arguments; two lines out, the process's id at once and its status at its end.
"""

from __future__ import annotations

import json
import os
import sys

import sitegen.build
import sitegen.cutoff
import sitegen.load
import sitegen.parse.page
import sitegen.produce
import sitegen.report
import sitegen.understand
import sitegen.write
from sitegen.cli import main


def serve() -> None:
    """Run until there are no more lines."""
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            status = 70
            try:
                status = main(json.loads(line))
            finally:
                os._exit(status)
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
