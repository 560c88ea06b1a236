"""The cache of one course and one output folder, open."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import time
from array import array
from pathlib import Path

from sitegen.cache.generator import PACKAGE, library_versions
from sitegen.cache.state import SCHEMA, Quick, State, bodies, load, save
from sitegen.cache.store import Pack, Spot, Store
from sitegen.model.diagnostic import Diagnostic
from sitegen.read.scan import FIELDS, Scan, scan, settled
from sitegen.read.theme import default_theme

NO_STAT = (0, 0, 0, 0)


class Memory:
    """What the last build left, and the place to leave something for the next.

    Losing it costs time only: whatever goes wrong here, a build goes on without.
    """

    def __init__(self, folder: Path | None, course: Path, out: Path, options: str) -> None:
        """``folder`` is ``build/.cache`` or None for no cache; ``options`` are those that change the output."""
        name = hashlib.blake2b(f"{course.absolute()}\0{out.absolute()}".encode(), digest_size=6).hexdigest()
        self.folder = folder / name if folder is not None else None
        self.course, self.out, self.options = course, out, options
        self.state = State()
        self.index: dict[str, Spot] = {}
        self.store = Store(self.folder or Path(), self.index)
        #: The theme before anything was read of it.
        self.theme = scan(default_theme())

    def quick(self, course: Scan) -> Quick | None:
        """The last result, when nothing at all changed since; one look at each file, none opened."""
        if self.folder is None:
            return None
        last = load(self.folder / "quick", Quick)
        if last is None or last.schema != SCHEMA or last.options != self.options:
            return None
        now = course.signature(), _told(course), self.theme.signature(), *program(), scan(self.out).signature()
        return last if last.scans == now else None

    def recall(self, generator: str) -> None:
        """Load the state, if this very program left it for this very course: documents name their files."""
        if self.folder is None:
            return
        state = load(self.folder / "state", State)
        if state is None or state.schema != SCHEMA:
            return
        if state.generator == generator and state.course == str(self.course.absolute()):
            self.state = state
            self.index.update(state.index)

    def pack(self, number: int) -> Pack | None:
        """A writer's pack, or None where nothing can be kept."""
        if self.folder is None:
            return None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return Pack(self.folder, number)
        except OSError:
            return None

    def remember(self, state: State) -> None:
        """Keep ``state`` for the next build; now and then, drop the values that nobody needs any more."""
        if self.folder is None:
            return
        if len(self.index) > 2 * (len(state.documents) + len(state.pages)) + 64:
            keys = {key for record in state.pages.values() for key in (record.key, record.before)}
            with contextlib.suppress(OSError):
                self.store.compact(keys | bodies(state))
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _mark(self.folder.parent)
            save(self.folder / "state", state)

    def remember_quick(self, course: Scan, pages: int, problems: tuple[Diagnostic, ...]) -> None:
        """Keep what stood on the disk before reading, so that the next build may find that nothing changed."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            # Only here are unsettled stats blanked out: blanked on both sides, they would be equal.
            now = time.time_ns()
            proofs = _proof(course, now), _told(course), _proof(self.theme, now)
            scans = *proofs, *program(), scan(self.out).signature()
            quick = Quick(SCHEMA, self.options, scans, pages, problems)
            save(self.folder / "quick", quick)

    def forget_quick(self) -> None:
        """Something is wrong in the content: the next build has to look again."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                os.unlink(self.folder / "quick")


@functools.cache
def program() -> tuple[tuple[str, bytes], ...]:
    """The program and its libraries as this process found them: a server goes on with what it has loaded."""
    return _proof(scan(PACKAGE, skip=frozenset({"themes"})), time.time_ns()), (library_versions(), b"")


def _mark(folder: Path) -> None:
    """Keep the cache out of backups and searches, as the Cache Directory Tagging Specification asks."""
    tag = folder / "CACHEDIR.TAG"
    if not tag.exists():
        tag.write_text("Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of sitegen.\n")


def _told(found: Scan) -> tuple[str, bytes]:
    """What a scan had to say: a link that is not followed shows nowhere else."""
    return repr(found.problems), b""


def _proof(found: Scan, now_ns: int) -> tuple[str, bytes]:
    """A scan's signature, with zeros for files whose stat proves nothing yet."""
    names, numbers = found.signature()
    if not _recent(found, now_ns):
        return names, numbers
    unsettled = [place for place in range(len(found.paths)) if not settled(found.stat_of(place), now_ns)]
    stats = array("q", numbers)
    for place in unsettled:
        stats[place * FIELDS : (place + 1) * FIELDS] = array("q", NO_STAT)
    return names, stats.tobytes()


def _recent(found: Scan, now_ns: int) -> bool:
    """Whether any file changed in the last few seconds; one pass over the numbers at C speed."""
    return any(max(found.stats[field::FIELDS], default=0) + 3_000_000_000 > now_ns for field in (0, 1))
