"""Runs ``sitegen`` as often as asked without starting Python each time: every run is a forked process of its own.

Run as a program: a line of JSON in, ``[arguments, as nobody]``; two lines out, the process's id at once and its status
at its end. A process that is nobody may not read everything (root's own Python, for one), so whatever a build imports
is imported here.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from courses import course, write

from sitegen.cli import main


def become_nobody() -> None:
    """Give up root's rights, for whom no permission matters."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def serve() -> None:
    """Run until there are no more lines."""
    output = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "content"), course(1, 3))
        main(["build", "--no-cache", "--course", f"{folder}/content", "--out", f"{folder}/site"])
    for line in sys.stdin:
        arguments, nobody = json.loads(line)
        process = os.fork()
        if process == 0:
            status = 70
            try:
                if nobody:
                    become_nobody()
                status = main(arguments)
            finally:
                os._exit(status)
        os.write(output, f"{process}\n".encode())
        os.write(output, f"{os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}\n".encode())


if __name__ == "__main__":
    serve()
