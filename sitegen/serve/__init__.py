"""The dev server: build, show, and build again with every save.

Comes in: a course folder and a port. Goes out: the site on this machine alone, a browser that follows every save, and
every problem in the page as well as in the terminal. Promised: one build for a burst of changes; a change during a
build is followed by exactly one more; browsers are told after the commit, never before; no request waits for a build;
nothing of this ever stands in ``build/``.

    watch      what wakes the builder: watchfiles        dress      a page as the browser gets it
    sources    what changed: the build's own stat scan   overlay    the message over a page when a build failed
    rebuild    one build and what browsers are told      words      the overlay's words in the page's language
    styles     a style sheet before its build            handlers   requests and their answers
    terminal   lines for whoever started it              transport  the server: livereload and Tornado

``livereload.js`` is the page's side: it swaps style sheets and reloads pages.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path

from sitegen.build import Options
from sitegen.read.theme import default_theme
from sitegen.serve.rebuild import Rebuilder
from sitegen.serve.terminal import say

#: Python lets a thread run this long before another may: a request must not wait for a build.
SWITCH_SECONDS = 0.0005
#: At the end, a build that runs may go on so long.
PATIENCE_SECONDS = 0.15
EXIT_USE = 2


def serve(course: Path, port: int, open_browser: bool, code_cache: Path | None = None, jobs: int = 1) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit status, 0 then.

    ``port`` is the first one to try. ``code_cache`` is as in ``build.Options``; ``jobs`` processes make the first
    build, before there are threads. Raises OSError when the machine gives no port.
    """
    if not 0 <= port <= 65535:
        print(f"sitegen: --port takes a number up to 65535, not {port}", file=sys.stderr)
        return EXIT_USE
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        _serve(course, port, open_browser, code_cache, jobs)
    say("")
    return 0


def _serve(course: Path, port: int, open_browser: bool, code_cache: Path | None, jobs: int) -> None:
    from sitegen.serve.transport import Browsers, Server, listen
    from sitegen.serve.watch import watch

    out = Path("build/site")
    options = Options(course, out, Path("build/.cache"), code_cache, jobs=jobs)
    sockets, given = listen(port)
    if port and given != port:
        say(f"Port {port} is in use: this is port {given}.")
    browsers = Browsers()
    rebuilder = Rebuilder(options, browsers.tell)
    rebuilder.once()
    rebuilder.options = options._replace(jobs=1)
    # From now on garbage is looked for between two builds, never in one.
    gc.freeze()
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    address = f"http://127.0.0.1:{given}/"
    _welcome(rebuilder, address)
    if open_browser:
        threading.Thread(target=_open, args=(address,), daemon=True).start()
    stop = threading.Event()

    server = Server(out.absolute(), given, sockets, rebuilder, browsers)
    try:
        server.run(
            lambda: rebuilder.run(stop),
            lambda: watch((course, default_theme()), rebuilder.wake, rebuilder.due, stop),
        )
    finally:
        stop.set()
        server.wait(PATIENCE_SECONDS)


def _welcome(rebuilder: Rebuilder, address: str) -> None:
    config = rebuilder.config()
    say(f"\nThe course is at {address}")
    if config is not None:
        width = max(len(config.labels[lang]) for lang in config.languages)
        for lang in config.languages:
            say(f"  {config.labels[lang]:<{width}}  {address}{lang}/index.html")
    say("Every save shows at once. Ctrl-C ends it.\n")


def _open(address: str) -> None:
    """Open a browser, where there is one with a window: one in the terminal would fight with ours."""
    headless = sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    try:
        if (headless and not os.environ.get("BROWSER")) or not webbrowser.open(address):
            say("There is no browser to open here: open the address yourself.")
    except (webbrowser.Error, OSError) as error:
        say(f"The browser could not be opened: {error}")
