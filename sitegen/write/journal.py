"""A commit, written down before it begins.

The journal is complete before the first rename, and every step of it can be done twice. So a commit that was cut
short is finished by whoever opens the site next; one whose journal was not complete never began.
"""

from __future__ import annotations

import os

import msgspec

from sitegen.write.failures import MachineFailed, Refused, machine_failed, shown, unlink, unlink_quietly
from sitegen.write.folder import Ground, Place
from sitegen.write.manifest import (
    Damaged,
    Manifest,
    Written,
    matches,
    read_sealed,
    save_manifest,
    write_sealed,
    written,
)
from sitegen.write.names import allowed, folder_of
from sitegen.write.scan import status_if_equal
from sitegen.write.stage import Staged, is_stage_name

_HEADER = b"sitegen journal 1\n"


class Journal(msgspec.Struct, frozen=True):
    """All that a commit does, in this order.

    ``folders`` are made, outer ones first. ``moves`` are renamed into place, in the order of ``names.rank``.
    ``deletions`` are removed, each if it still looks as said. ``spare`` are folders of ours that the site needs no
    more, inner ones first; they go if they are empty. In the manifest ``dropped`` paths are forgotten, ``entries``
    of files that stay as they are replaced.
    """

    folders: tuple[str, ...] = ()
    moves: tuple[Staged, ...] = ()
    deletions: tuple[tuple[str, Written], ...] = ()
    spare: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    entries: dict[str, Written] = {}
    whole: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do, not even in the manifest."""
        return not (self.moves or self.deletions or self.dropped or self.entries)


_DECODER = msgspec.msgpack.Decoder(Journal)


def begin(place: Place, journal: Journal) -> None:
    """Make the folders and write the journal down.

    What can fail for want of space fails here, where nothing of the site has changed. The journal is forced to the
    disk before it gets its name; file systems that keep the order of renames (ext4, XFS, Btrfs, APFS, NTFS) then
    never show a renamed file without it, not even after a loss of power.

    Raises:
        Refused: a link or file stands where a folder is needed.
        MachineFailed: in either case the site is the old one, the new folders are gone again.
    """
    new = place.journal + ".new"
    try:
        try:
            write_sealed(new, _HEADER, journal, sync=True)
            ground = Ground(place)
            for folder in journal.folders:
                ground.make(folder)
            os.replace(new, place.journal)
        except OSError as error:
            raise machine_failed(error, place.out) from error
    except (Refused, MachineFailed):
        forget_unfinished(place)
        raise


def finish(place: Place, journal: Journal, manifest: Manifest, *, again: bool = False) -> Manifest:
    """Do what the journal says, then remove it; returns the manifest as it is now, on the disk as well.

    ``again`` is for a commit that was cut short, maybe by a loss of power. Then each file counts only if its digest
    is right: on the stage, else at its place. Where neither is, the old entry stays, and the next commit renews
    the file because its key or its status differs.

    Raises:
        Refused: a link or file has come to stand where a folder is needed.
        MachineFailed: the journal stays, and the next opening goes on with it.
    """
    try:
        result = _do(place, journal, manifest, again)
        save_manifest(place.manifest, result)
        unlink(place.journal)
    except MachineFailed as error:
        then = f"the next build of {shown(place.out)} completes the commit that this stopped"
        raise MachineFailed(f"{error} ({then})") from error
    return result


def _do(place: Place, journal: Journal, manifest: Manifest, again: bool) -> Manifest:
    ground = Ground(place)
    for folder in journal.folders:
        ground.make(folder)
    files = dict(manifest.files)
    for path in journal.dropped:
        files.pop(path, None)
    files.update(journal.entries)
    for staged in journal.moves:
        if ground.has_folder(folder_of(staged.path)):
            status = (_move_again if again else _move)(place, staged)
            if status is not None:
                files[staged.path] = written(staged.digest, staged.key, status)
    for path, entry in journal.deletions:
        if ground.is_real(folder_of(path)):
            _delete(place, path, entry)
    folders = {*manifest.folders, *journal.folders}
    folders.difference_update([folder for folder in journal.spare if _remove_folder(place, ground, folder)])
    return Manifest(files, frozenset(folders))


def load_journal(place: Place) -> Journal | None:
    """The journal of a commit that was cut short; None where there is none.

    Raises:
        Damaged: it cannot be used. It is best left there until the next commit: files that it put in place are not
            in the manifest, and are to be taken as ours until then.
        MachineFailed: it cannot be read.
    """
    journal = read_sealed(place.journal, _HEADER, _DECODER)
    if journal is not None:
        _check(journal)
    return journal


def forget_unfinished(place: Place) -> None:
    """Undo what ``begin`` did of a commit whose journal never got its name. Quiet: it harms nobody if it stays."""
    new = place.journal + ".new"
    try:
        journal = read_sealed(new, _HEADER, _DECODER)
        if journal is not None:
            _check(journal)
            ground = Ground(place)
            for folder in reversed(journal.folders):
                _remove_folder(place, ground, folder)
    except (Damaged, MachineFailed):
        pass
    unlink_quietly(new)
    unlink_quietly(place.manifest + ".new")


def _check(journal: Journal) -> None:
    # The folder may come from elsewhere (a shared cache): a journal has no more rights than a plan.
    paths = [staged.path for staged in journal.moves]
    paths += [path for path, _ in journal.deletions]
    if not all(map(allowed, (*paths, *journal.folders, *journal.spare))):
        raise Damaged
    if not all(is_stage_name(staged.name) for staged in journal.moves):
        raise Damaged


def _move(place: Place, staged: Staged) -> os.stat_result | None:
    target = f"{place.root}/{staged.path}"
    try:
        os.replace(f"{place.stage}/{staged.name}", target)
        # The rename itself moves the ctime, so the status is taken after it, and at once: an edit in between would
        # be taken for ours.
        return os.lstat(target)
    except OSError as error:
        raise machine_failed(error, place.out / staged.path) from error


def _move_again(place: Place, staged: Staged) -> os.stat_result | None:
    if status_if_equal(f"{place.stage}/{staged.name}", staged.digest, staged.size):
        return _move(place, staged)
    return status_if_equal(f"{place.root}/{staged.path}", staged.digest, staged.size)


def _delete(place: Place, path: str, entry: Written) -> None:
    target = f"{place.root}/{path}"
    try:
        if matches(os.lstat(target), entry):
            os.unlink(target)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise machine_failed(error, place.out / path) from error


def _remove_folder(place: Place, ground: Ground, folder: str) -> bool:
    """Whether the folder is gone; one with something in it stays."""
    if ground.is_real(folder):
        try:
            os.rmdir(f"{place.root}/{folder}")
        except FileNotFoundError:
            return True
        except OSError:
            return False
    return True
