"""One build, and what the browsers are told of it.

All builds after the first run in one thread, which the watcher's thread wakes. What requests need to know stands in
one frozen ``Standing``, which is replaced as a whole: a request sees the state before a build or after it.
"""

from __future__ import annotations

import gc
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from sitegen.build import Options, Result, build
from sitegen.model.course import Config
from sitegen.model.diagnostic import Diagnostic
from sitegen.parse.course_file import parse_course_file
from sitegen.read.course import CONFIG, read_text
from sitegen.read.lines import line_reader
from sitegen.report import report
from sitegen.serve.sources import Sources, changes, emptied, look, only_styles
from sitegen.serve.styles import newest, style_sheets
from sitegen.serve.terminal import in_colour, log, say
from sitegen.serve.words import overlay_words
from sitegen.write import MachineFailed, Refused

#: A full disk or another build's lock may be gone by then.
RETRY_SECONDS = 1.0
#: Files that vanish between being listed and being read are looked for again so many times.
TRIES = 4
#: How long to wait, so many times, for an empty file to be filled.
EMPTY_SECONDS = 0.03
#: How often to look at the disk unasked: this seldom, and for no more than this part of the time (one in so many).
LOOK_SECONDS, LOOK_SHARE = 0.9, 100

Value = TypeVar("Value")


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
    """The machine or another program kept us from building; it may go better in a moment."""


class Rebuilder:
    """Builds on demand; ``standing`` is the outcome. ``tell`` takes messages for browsers, in any thread."""

    def __init__(self, options: Options, tell: Callable[[Message], None]) -> None:
        self.options, self.tell = options, tell
        self._token = f"{time.time_ns():x}"
        self._count = 0
        self.standing = Standing(self._next())
        self._seen: Sources | None = None
        self._problems: tuple[Diagnostic, ...] = ()
        self._retry_at = self._look_at = 0.0
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        #: Set by a request that found the site's files gone.
        self.incomplete = False

    def due(self) -> bool:
        """Whether a build should be tried although nobody reported a change: some changes come without an event.

        A network drive's do, and polling takes two in one second for one.
        """
        now = time.monotonic()
        if self.incomplete or (self._retry_at and now >= self._retry_at):
            return True
        if self._seen is None or now < self._look_at:
            return False
        try:
            found = look(self.options.course)
        except OSError:
            return False
        self._look_at = now + max(LOOK_SECONDS, LOOK_SHARE * (time.monotonic() - now))
        return bool(changes(self._seen, found))

    def wake(self, paths: Iterable[str] = ()) -> None:
        """Ask for a build, in any thread; asked for during a build, it is one more, however often.

        ``paths`` are what changed, as far as is known: style sheets are shown before the pages that will name them are
        built, since that concerns every page and may take seconds.
        """
        ends = {path.endswith(".css") for path in paths}
        if ends == {True} and not self.standing.failure:
            try:
                self._preview()
            except Exception as error:  # the build says what is wrong
                log(f"no preview: {error}")
        self._wanted.set()

    def run(self, stop: threading.Event) -> None:
        """Build whenever asked to, until ``stop``."""
        while not stop.is_set():
            if self._wanted.wait(0.1):
                self._wanted.clear()
                self.once()

    def once(self) -> None:
        """Look what changed, build, tell the browsers. Never raises but for Ctrl-C."""
        began = time.perf_counter()
        self._retry_at, self.incomplete = 0.0, False
        try:
            self._once(began)
        except Failed as error:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            self._failed(str(error), str(error), "trying again")
        except Exception as error:  # a fault of ours must not end the server
            traceback.print_exc()
            last = traceback.format_exception_only(error)[-1].strip()
            self._failed(f"This is a fault in sitegen; the terminal shows where.\n\n{last}", "", "a fault in sitegen")
        gc.collect()

    def config(self) -> Config | None:
        """The course's settings, None where they cannot be used."""
        try:
            text, _ = read_text(self.options.course, self.options.course.name, CONFIG)
        except OSError:
            return None
        return parse_course_file(text, CONFIG)[0] if text is not None else None

    def _once(self, began: float) -> None:
        shown = self.standing.styles
        sources = self._look()
        first = self._seen is None
        changed = changes(self._seen, sources) if self._seen else ()
        self._seen = sources
        result = self._guarded(lambda: build(self.options))
        if result.ok:
            self._mended(result, first, changed, shown, time.perf_counter() - began)
        else:
            self._problems = result.problems
            plain, painted = self._text(result.problems), self._text(result.problems, in_colour())
            self._failed(plain, painted, "nothing was written, the site is as it was")

    def _look(self) -> Sources:
        """Look at the disk; wait a little for files that an editor has emptied and is about to fill."""
        for _ in range(TRIES):
            sources = self._guarded(lambda: look(self.options.course))
            if self._seen is None or not emptied(self._seen, sources):
                break
            time.sleep(EMPTY_SECONDS)
        return sources

    def _guarded(self, work: Callable[[], Value]) -> Value:
        """Do it, again where files vanished meanwhile. Raises Failed for what is neither ours nor the author's."""
        for tries in range(1, TRIES + 1):
            try:
                return work()
            except FileNotFoundError as error:
                if tries == TRIES:
                    raise Failed(_machine(error)) from error
                time.sleep(0.02 * tries)
            except (Refused, MachineFailed) as error:
                raise Failed(f"sitegen: {error}") from error
            except OSError as error:
                raise Failed(_machine(error)) from error
        raise AssertionError

    def _preview(self) -> None:
        config = self.config()
        styles = style_sheets(self.options.course, config) if config else {}
        if styles:
            with self._lock:
                self.standing = self.standing._replace(styles=styles)
            self.tell(Message("", tuple(styles)))

    def _mended(
        self, result: Result, first: bool, changed: tuple[str, ...], shown: Mapping[str, bytes], seconds: float
    ) -> None:
        """Tell the browsers of a good build. ``shown`` are the style sheets shown to them when it began."""
        written, removed = result.report[:2] if result.report else ((), ())
        mended = bool(self.standing.failure)
        if not (first or mended or changed or written or removed):
            return
        config = self.config()
        base = "/" + config.base_url.partition("://")[2].partition("/")[2] if config else "/"
        with self._lock:
            newer = {} if self.standing.styles is shown else self.standing.styles
            self.standing = Standing(self._next(), styles=newer, base=base)
        sheets = newer or newest(shown, written)
        styled = sheets and only_styles(changed) and not mended
        self.tell(Message(self.standing.generation, tuple(sheets) if styled else ()))
        if result.problems and (first or mended or result.problems != self._problems):
            say(self._text(result.problems, in_colour()), error=True)
        self._problems = result.problems
        what = f"{len(changed)} files" if len(changed) > 2 else ", ".join(changed)
        what = what or ("all is well again" if mended else "built" if written else "nothing had changed")
        log(f"{what}: {len(written)} written, {len(removed)} removed ({seconds:.2f} s)")

    def _failed(self, plain: str, painted: str, outcome: str) -> None:
        """Show the failure in browsers and, ``painted``, in the terminal, unless both show it already."""
        if plain == self.standing.failure:
            if not self._retry_at:
                log(f"still: {plain.rpartition(chr(10))[2]}")
            return
        words = overlay_words(self.options.course)
        with self._lock:
            self.standing = self.standing._replace(generation=self._next(), failure=plain, styles={}, words=words)
        self.tell(Message(self.standing.generation))
        if painted:
            say(painted, error=True)
        log(outcome)

    def _text(self, problems: tuple[Diagnostic, ...], colour: bool = False) -> str:
        return report(problems, "text", line_reader(self.options.course), colour)

    def _next(self) -> str:
        self._count += 1
        return f"{self._token}-{self._count}"


def _machine(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"sitegen: {where}{error.strerror or error}"
