"""The output folder as a build sees it: open, ask what stands, stage what changed, commit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from types import TracebackType

from sitegen.write.change import Known, Report, change, compare, in_the_way, remove
from sitegen.write.failures import machine_failed, shown
from sitegen.write.folder import Place, claim_folder
from sitegen.write.journal import Journal, begin, finish, forget_unfinished, load_journal
from sitegen.write.lock import Lock, take_lock
from sitegen.write.manifest import Damaged, Manifest, Written, load_manifest, save_manifest
from sitegen.write.names import PRIVATE, check_path, folders_of
from sitegen.write.scan import Scan, scan
from sitegen.write.stage import Stage, Staged, digest_of, digest_of_file


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


def open_site(out: Path, *, sources: Sequence[Path], wait: float = 10.0, notify: Callable[[str], None] = _tell) -> Site:
    """Open ``out`` for one build, keeping other builds out; to be used in a ``with`` statement.

    A commit that was cut short is finished first. ``sources`` are the folders that the site is built from.
    ``notify`` gets a line when we wait for another build (up to ``wait`` seconds) or when the manifest was lost.

    Raises:
        Refused: we may not build in ``out``, or another build has it.
        MachineFailed: a folder cannot be made, read or written.
    """
    place = claim_folder(out, sources)
    lock = take_lock(f"{place.private}/lock", out, wait, notify)
    try:
        return Site(place, lock, notify)
    except BaseException:
        lock.release()
        raise


class Site:
    """An output folder, open. Made by ``open_site``.

    ``manifest`` holds our files as of the last commit, by path; it is not to be changed.
    """

    manifest: dict[str, Written]

    def __init__(self, place: Place, lock: Lock, notify: Callable[[str], None]) -> None:
        self._place = place
        self._lock = lock
        self._notify = notify
        self._stage = Stage(place.stage, place.out)
        self._adopting = False  # the manifest was lost: planned paths count as ours
        self._half_done = False  # a journal waits for the next opening, and so does the stage
        self._settle()

    def __enter__(self) -> Site:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was staged and not committed, and let the next build in. May be called again."""
        if self._lock.ours:
            if not self._half_done:
                self._stage.clear()
            self._lock.release()

    def intact(self) -> Set[str]:
        """The paths of the manifest whose files stand on the disk as we wrote them.

        Looked up once between two commits, in about 30 ms for 10,000 files; so ask before forking workers.

        Raises:
            MachineFailed: a folder of the site cannot be entered.
        """
        return self._scanned().intact

    def missing(self, keys: Mapping[str, str]) -> set[str]:
        """Those of the paths whose files do not stand on the disk with these keys. Raises MachineFailed."""
        manifest, intact = self.manifest, self.intact()
        return {
            path
            for path, key in keys.items()
            if (known := manifest.get(path)) is None or known.key != key or path not in intact
        }

    def stage(self, path: str, key: str, content: bytes) -> Staged:
        """Write a file to the stage, unless just these bytes stand at its place. May be called in forked workers.

        Raises:
            Refused: ``path`` leads out of the site.
            MachineFailed: the disk is full, or worse.
        """
        self._lock_stays_with_owner()
        check_path(path)
        digest = digest_of(content)
        if self._stands(path, digest):
            return Staged(path, key, digest, len(content), True)
        return Staged(path, key, digest, len(content), False, self._stage.add(path, content))

    def stage_copy(self, path: str, key: str, source: Path) -> Staged:
        """Like ``stage`` with the bytes of a file, however large. A source that cannot be read is a MachineFailed."""
        self._lock_stays_with_owner()
        check_path(path)
        known = self.manifest.get(path)
        try:
            # Read twice when it changed without changing size, so that nothing is written when it did not change.
            if known is not None and source.stat().st_size == known.size:
                digest = digest_of_file(source)
                if self._stands(path, digest):
                    return Staged(path, key, digest, known.size, True)
        except OSError:
            pass  # ``copy`` meets it again, and says it
        name, digest, size = self._stage.copy(path, source)
        return Staged(path, key, digest, size, False, name)

    def commit(self, planned: Mapping[str, str], staged: Iterable[Staged]) -> Report:
        """Make the site hold just the ``planned`` paths (path → key), beside what is not ours.

        A path that is not among ``staged`` must be intact, its key in the manifest equal to the planned one.
        Interrupted (Ctrl-C, ``SystemExit`` from a signal handler), it goes to the end before the interruption goes
        on. With nothing to do, nothing is written.

        Raises:
            Refused: something that is not ours stands in the way; the site is the old one.
            MachineFailed: the site is the old one, or, where the message says so, the next opening completes it.
            ValueError: a bug of the caller, see above.
        """
        cleared: tuple[str, ...] = ()
        kept: tuple[str, ...] = ()
        difference = compare(self._known(), planned)
        blocking = in_the_way(difference, planned)
        if blocking:
            # A file of ours where a folder shall be, or the reverse: rare enough for a commit of its own.
            removal = remove(self._known(), blocking, folders_of(self.manifest.keys() - blocking))
            self._carry_out(removal.journal)
            cleared, kept = removal.report.removed, removal.report.kept
            difference = compare(self._known(), planned)
        todo = change(self._known(), difference, planned, staged)
        if self._adopting or not todo.journal.empty:
            self._carry_out(todo.journal)
        self._adopting = False
        self._stage.clear()
        report = todo.report
        return report._replace(
            removed=tuple(sorted((*report.removed, *cleared))), kept=tuple(sorted((*report.kept, *kept)))
        )

    def _carry_out(self, journal: Journal) -> None:
        try:
            if journal.moves or journal.deletions:
                begin(self._place, journal)
                self._half_done = True
            self._set(finish(self._place, journal, self._manifest))
        except (KeyboardInterrupt, SystemExit):
            self._settle()
            raise
        self._half_done = False

    def _settle(self) -> None:
        """Bring the folder and what we know of it into agreement: finish or forget what was begun."""
        place = self._place
        self._half_done = False
        lost = False
        try:
            manifest = load_manifest(place.manifest)
        except Damaged:
            manifest, lost = None, True
        try:
            journal = load_journal(place)
        except Damaged:
            journal, lost = None, True
        if manifest is None and journal is not None and not journal.whole:
            journal, lost = None, True
        forget_unfinished(place)
        if journal is not None:
            manifest = finish(place, journal, manifest or Manifest(), again=True)
            lost = False
        elif manifest is None:
            manifest = Manifest()
            if lost or self._holds_anything():
                lost = True
            else:
                save_manifest(place.manifest, manifest)
        if lost:
            out = shown(place.out)
            self._notify(f"the record of what {out} holds was lost: files no longer planned will stay there")
        self._adopting = lost
        self._stage.clear()
        self._set(manifest)

    def _holds_anything(self) -> bool:
        try:
            return os.listdir(self._place.root) != [PRIVATE]
        except OSError as error:
            raise machine_failed(error, self._place.out) from error

    def _set(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self.manifest = manifest.files
        self._scan: Scan | None = None

    def _scanned(self) -> Scan:
        if self._scan is None:
            self._scan = scan(self._place, self._manifest)
        return self._scan

    def _known(self) -> Known:
        return Known(self._place, self._manifest, self._scanned(), self._adopting)

    def _stands(self, path: str, digest: str) -> bool:
        known = self.manifest.get(path)
        return known is not None and known.digest == digest and path in self.intact()

    def _lock_stays_with_owner(self) -> None:
        if not self._lock.ours:
            self._lock.leave_to_owner()
