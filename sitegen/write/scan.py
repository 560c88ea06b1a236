"""Which files of the manifest stand on the disk as we left them.

One pass over the files of the manifest, comparing what ``stat`` says: about 30 ms for 10,000 files. Other folders
(``.git``, a user's own) are not looked at, links never followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Set
from typing import NamedTuple

from sitegen.write.failures import machine_failed
from sitegen.write.folder import Ground, Place
from sitegen.write.manifest import Manifest, Written, matches, written
from sitegen.write.names import folder_of, folders_of
from sitegen.write.stage import digest_of_file


class Scan(NamedTuple):
    """``intact`` paths hold the bytes that we wrote.

    ``refreshed`` are the entries of those among them that look different on disk nonetheless: restored from a
    backup or a CI cache, copied, linked, given other permissions.
    """

    intact: Set[str]
    refreshed: dict[str, Written]


def scan(place: Place, manifest: Manifest) -> Scan:
    """Compare the folder with the manifest. A file that looks different but has the same size is read.

    An edit within the same tick of the file system's clock as our own rename (4 ms at most, nanoseconds since Linux
    6.13), in place and of the same length, would pass unseen.

    Raises:
        MachineFailed: a folder of ours cannot be entered.
    """
    files = manifest.files
    intact: set[str] = set()
    different: list[str] = []
    prefix = place.root + "/"
    for path, known in files.items():
        try:
            status = os.lstat(prefix + path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise machine_failed(error, place.out / path) from error
        if matches(status, known):
            intact.add(path)
        else:
            different.append(path)
    ground = Ground(place)
    moved = {folder for folder in folders_of(files) if not ground.is_real(folder)}
    if moved:
        # What is reached through a link is not where we left it.
        intact = {path for path in intact if folder_of(path) not in moved}
        different = [path for path in different if folder_of(path) not in moved]
    refreshed: dict[str, Written] = {}
    for path in different:
        known = files[path]
        found = status_if_equal(prefix + path, known.digest, known.size)
        if found is not None:
            refreshed[path] = written(known.digest, known.key, found)
    intact.update(refreshed)
    return Scan(intact, refreshed)


def status_if_equal(file: str, digest: str, size: int) -> os.stat_result | None:
    """The status of a file that holds just these bytes, else None. A link or a file that cannot be read does not."""
    try:
        before = os.lstat(file)
        if before.st_size != size or not stat.S_ISREG(before.st_mode) or digest_of_file(file) != digest:
            return None
        after = os.lstat(file)
    except OSError:
        return None
    still = (before.st_ino, before.st_mtime_ns, before.st_ctime_ns) == (
        after.st_ino,
        after.st_mtime_ns,
        after.st_ctime_ns,
    )
    return after if still else None
