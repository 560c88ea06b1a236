"""One build, and what the browsers are told of it.

All builds after the first run in the watcher's thread. What requests need to know stands in one frozen ``Standing``,
which is replaced as a whole: a request sees the state before a build or after it.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.build import Options, Result, build
from sitegen.model.course import Config
from sitegen.model.diagnostic import Diagnostic
from sitegen.parse.course_file import parse_course_file
from sitegen.read.course import CONFIG, read_text
from sitegen.read.lines import line_reader
from sitegen.report import report
from sitegen.serve.sources import Sources, changes, look, only_styles
from sitegen.serve.styles import newest, style_sheets
from sitegen.write import MachineFailed, Refused

#: A full disk or another build's lock may be gone by then.
RETRY_SECONDS = 1.0
#: Files that vanish between being listed and being read are looked for again so many times.
TRIES = 4


class Message(NamedTuple):
    """What browsers are told: take these style sheets, or, without any, load the page anew.

    ``generation`` is that of the site which is then seen; "" for style sheets whose pages are still to be built.
    """

    generation: str
    styles: tuple[str, ...] = ()


class Standing(NamedTuple):
    """What requests need to know. ``failure`` is what the terminal says, "" when all is well.

    ``generation`` names the state of the site; ``styles`` are sheets not written yet, by path. ``words`` are the
    overlay's by language. ``base`` is the path of the course's public address, "/" or "/a/b/".
    """

    generation: str
    failure: str = ""
    styles: Mapping[str, bytes] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    base: str = "/"


class Failed(Exception):  # noqa: N818 - it says what happened
    """A build without a result. ``passing``: it may go better without any change in the course."""

    def __init__(self, text: str, passing: bool) -> None:
        super().__init__(text)
        self.text, self.passing = text, passing


class Rebuilder:
    """Builds on demand; ``standing`` is the outcome. ``tell`` takes messages for browsers, in any thread."""

    def __init__(self, options: Options, tell: Callable[[Message], None]) -> None:
        self.options, self.tell = options, tell
        self._token = f"{time.time_ns():x}"
        self._count = 0
        self.standing = Standing(self._next())
        self._seen: Sources | None = None
        self._problems: tuple[Diagnostic, ...] = ()
        self._retry_at = 0.0
        #: Set by a request that found the site's files gone.
        self.incomplete = False

    def due(self) -> bool:
        """Whether a build should be tried although nothing changed."""
        return self.incomplete or (self._retry_at > 0 and time.monotonic() >= self._retry_at)

    def once(self) -> None:
        """Look what changed, build, tell the browsers. Never raises but for Ctrl-C."""
        began = time.perf_counter()
        self._retry_at, self.incomplete = 0.0, False
        try:
            sources = look(self.options.course)
            changed = changes(self._seen, sources) if self._seen else ()
            first, self._seen = self._seen is None, sources
            styles = self._preview(changed)
            result = self._build()
            if result.ok:
                self._mended(result, first, changed, styles, time.perf_counter() - began)
            else:
                self._failed(self._text(result.problems), "nothing was written, the site is as it was")
        except Failed as error:
            self._retry_at = time.monotonic() + RETRY_SECONDS if error.passing else 0.0
            self._failed(error.text, "trying again" if error.passing else "")
        except Exception as error:  # a bug of ours must not end the server
            traceback.print_exc()
            self._failed(_bug(error), "")
        gc.collect()

    def config(self) -> Config | None:
        """The course's settings, None where they cannot be used."""
        try:
            text, _ = read_text(self.options.course, self.options.course.name, CONFIG)
        except OSError:
            return None
        return parse_course_file(text, CONFIG)[0] if text is not None else None

    def _build(self) -> Result:
        for tries in range(1, TRIES + 1):
            try:
                return build(self.options)
            except FileNotFoundError as error:  # gone since it was listed
                if tries == TRIES:
                    raise Failed(_machine(error), True) from error
                time.sleep(0.02 * tries)
            except (Refused, MachineFailed) as error:
                raise Failed(f"sitegen: {error}", True) from error
            except OSError as error:
                raise Failed(_machine(error), True) from error
        raise AssertionError

    def _preview(self, changed: tuple[str, ...]) -> Mapping[str, bytes]:
        """When only style sheets changed, show them before the pages that will name them are built."""
        config = self.config() if only_styles(changed) and not self.standing.failure else None
        if config is None:
            return {}
        styles = style_sheets(self.options.course, config)
        if styles:
            self.standing = self.standing._replace(styles=styles)
            self.tell(Message("", tuple(styles)))
        return styles

    def _mended(
        self, result: Result, first: bool, changed: tuple[str, ...], styles: Mapping[str, bytes], seconds: float
    ) -> None:
        written = result.report.written if result.report else ()
        removed = result.report.removed if result.report else ()
        if not (first or changed or written or removed or self.standing.failure):
            return
        mended = bool(self.standing.failure)
        config = self.config()
        base = "/" + config.base_url.partition("://")[2].partition("/")[2] if config else "/"
        self.standing = Standing(self._next(), base=base)
        sheets = newest(styles, written) if styles and not mended else ()
        self.tell(Message(self.standing.generation, sheets))
        if result.problems and (first or result.problems != self._problems):
            say(self._text(result.problems, _colour()), sys.stderr)
        self._problems = result.problems
        what = _named(changed) or ("all is well again" if mended else "built")
        say(f"{_clock()}  {what}: {len(written)} written, {len(removed)} removed ({seconds:.2f} s)")

    def _failed(self, text: str, outcome: str) -> None:
        """Show ``text`` in the browsers and in the terminal, unless both show it already."""
        again = text == self.standing.failure
        if not again:
            from sitegen.serve.words import overlay_words

            words = overlay_words(self.options.course)
            self.standing = self.standing._replace(generation=self._next(), failure=text, styles={}, words=words)
            self.tell(Message(self.standing.generation))
            say(self._text(self._problems, True) if text == self._text(self._problems) and _colour() else text, sys.stderr)
        say(f"{_clock()}  {'still: ' + text.rpartition(chr(10))[2] if again else outcome}")

    def _text(self, problems: tuple[Diagnostic, ...], colour: bool = False) -> str:
        self._problems = problems
        return report(problems, "text", line_reader(self.options.course), colour)

    def _next(self) -> str:
        self._count += 1
        return f"{self._token}-{self._count}"


def say(line: str, file: object = None) -> None:
    """Print a line at once; a terminal that is gone, or cannot show a letter, is no reason to end."""
    stream = sys.stderr if file is sys.stderr else sys.stdout
    try:
        print(line, file=stream, flush=True)
    except (OSError, ValueError):
        return


def _named(changed: tuple[str, ...]) -> str:
    if len(changed) > 2:
        return f"{len(changed)} files"
    return ", ".join(changed)


def _clock() -> str:
    return time.strftime("%H:%M:%S")


def _colour() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def _machine(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"sitegen: {where}{error.strerror or error}"


def _bug(error: Exception) -> str:
    last = traceback.format_exception_only(error)[-1].strip()
    return f"This is a fault in sitegen, not in the course; the terminal shows where.\n\n{last}"
