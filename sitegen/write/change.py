"""What a commit has to do: plan, manifest and disk compared.

Nothing is changed here. Whatever must be refused is refused here, before the journal is written.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.write.failures import Refused, shown
from sitegen.write.folder import Ground, Place
from sitegen.write.journal import Journal
from sitegen.write.manifest import Manifest, Written, written
from sitegen.write.names import check_path, folder_of, folders_of, rank
from sitegen.write.scan import Scan, status_if_equal
from sitegen.write.stage import Staged


class Report(NamedTuple):
    """What a commit did, paths in order.

    ``written`` were put in place (new, changed or restored); ``removed`` were ours and are planned no more.
    ``restored`` are those of the written that somebody had edited or deleted. ``kept`` were ours and are planned no
    more, but somebody changed them: they were left, and are no longer ours, so they are reported once.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class Known(NamedTuple):
    """What is known of the output folder. ``adopting``: the manifest was lost, planned paths count as ours."""

    place: Place
    manifest: Manifest
    scan: Scan
    adopting: bool


class Difference(NamedTuple):
    """Plan and manifest side by side: ``busy`` planned paths need a look each, the others stay as they are.

    ``new`` ones among them are not in the manifest; ``dropped`` paths of the manifest are not planned.
    """

    busy: set[str]
    new: set[str]
    dropped: set[str]


class Change(NamedTuple):
    """A journal, and the report for when it is done."""

    journal: Journal
    report: Report


def compare(known: Known, planned: Mapping[str, str]) -> Difference:
    """Find the few paths out of maybe ten thousand that a commit has to think about."""
    files, intact = known.manifest.files, known.scan.intact
    busy = {path for path, key in planned.items() if path not in intact or files[path].key != key}
    new = {path for path in busy if path not in files}
    nothing_dropped = len(planned) - len(new) == len(files)
    return Difference(busy, new, set() if nothing_dropped else files.keys() - planned.keys())


def change(known: Known, difference: Difference, planned: Mapping[str, str], staged: Iterable[Staged]) -> Change:
    """Decide; ``planned`` gives each path's key, ``staged`` the files that are not simply left as they are.

    Raises:
        Refused: a path leads elsewhere, or something that is not ours is in its way.
        MachineFailed: the folder cannot be looked at.
        ValueError: a bug of the caller: a staged file is not planned, a planned one neither staged nor intact.
    """
    offered = {file.path: file for file in staged}
    if offered.keys() - planned.keys():
        raise ValueError(f"staged but not planned: {sorted(offered.keys() - planned.keys())[:3]}")
    files, intact, refreshed = known.manifest.files, known.scan.intact, known.scan.refreshed
    entries: dict[str, Written] = {}
    moves: list[Staged] = []
    restored: list[str] = []
    ground = Ground(known.place)
    for path in sorted(difference.busy.union(offered, (path for path in refreshed if path in planned))):
        key, file = planned[path], offered.get(path)
        if file is None or file.unchanged:
            if path not in intact or key != (files[path].key if file is None else file.key):
                raise ValueError(f"{path} is neither staged nor as it was written with this key")
            entry = refreshed.get(path, files[path])
            if entry is not files[path] or entry.key != key:
                entries[path] = replace(entry, key=key)
        elif file.key != key:
            raise ValueError(f"{path} was staged with another key than planned")
        elif path in intact:
            moves.append(file)
        elif (standing := _standing(known, ground, file)) is not None:
            entries[path] = standing
        else:
            moves.append(file)
            if path in files:
                restored.append(path)
    removal = Change(Journal(), Report())
    if difference.dropped:
        removal = remove(known, difference.dropped, folders_of(planned))
    journal = replace(
        removal.journal,
        folders=_missing_folders(known, ground, moves),
        moves=tuple(sorted(moves, key=lambda file: (rank(file.path), file.path))),
        entries=entries,
        whole=known.adopting and not files,
    )
    report = removal.report._replace(
        written=tuple(sorted(file.path for file in moves)), restored=tuple(sorted(restored))
    )
    return Change(journal, report)


def remove(known: Known, paths: Iterable[str], needed: set[str]) -> Change:
    """Remove those of our files that are as we left them, and folders of ours that are not ``needed``."""
    deletions: list[tuple[str, Written]] = []
    kept: list[str] = []
    dropped = tuple(sorted(paths))
    ground = Ground(known.place)
    for path in dropped:
        if path in known.scan.intact:
            deletions.append((path, known.scan.refreshed.get(path, known.manifest.files[path])))
        elif _is_there(ground, path):
            kept.append(path)
    spare = sorted(known.manifest.folders - needed, key=lambda folder: folder.count("/"), reverse=True)
    journal = Journal(deletions=tuple(deletions), spare=tuple(spare), dropped=dropped)
    return Change(journal, Report(removed=tuple(path for path, _ in deletions), kept=tuple(kept)))


def in_the_way(difference: Difference, planned: Mapping[str, str]) -> set[str]:
    """Files of ours, planned no more, that stand where a planned path needs a folder, or the other way round.

    Raises:
        Refused: two planned paths exclude each other.
    """
    new, dropped = difference.new, difference.dropped
    if not new:
        return set()
    both = folders_of(planned) & planned.keys()
    if both:
        raise Refused(f"{shown(min(both))} is planned both as a file and as a folder")
    blocked = folders_of(dropped) & new
    return (folders_of(new) & dropped) | {path for path in dropped if not blocked.isdisjoint(folders_of((path,)))}


def _standing(known: Known, ground: Ground, file: Staged) -> Written | None:
    """The entry for what stands at the file's place, if it has the right bytes; None if the file is to be put there.

    Foreign files with the right bytes become ours.

    Raises:
        Refused: the path leads elsewhere, or what stands there is not ours to replace.
    """
    check_path(file.path)
    status = ground.status(file.path) if ground.has_folder(folder_of(file.path)) else None
    if status is None:
        return None
    found = status_if_equal(f"{known.place.root}/{file.path}", file.digest, file.size)
    if found is not None:
        return written(file.digest, file.key, found)
    place = shown(known.place.out / file.path)
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"{place} is a folder where the site needs a file: remove it")
    if file.path not in known.manifest.files and not known.adopting:
        raise Refused(f"{place} was not written by sitegen, and the site needs its place: move it away")
    return None


def _missing_folders(known: Known, ground: Ground, moves: Iterable[Staged]) -> tuple[str, ...]:
    needed = sorted(folders_of(file.path for file in moves), key=lambda folder: (folder.count("/"), folder))
    # Who made the folders is lost with the manifest: those of planned files are taken as ours, like the files.
    return tuple(folder for folder in needed if known.adopting or not ground.has_folder(folder))


def _is_there(ground: Ground, path: str) -> bool:
    return ground.is_real(folder_of(path)) and ground.status(path) is not None
