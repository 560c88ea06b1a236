"""The manifest: which files of the output folder are ours, and how they looked when we left them.

It is msgpack behind a header that names its format and a checksum, as is the journal. A file that does not fit its
header is ``Damaged`` and never half believed. The checksum is against accidents: what a manifest says is enough to
skip work and to delete files that match it, never to reach outside the output folder.
"""

from __future__ import annotations

import os
import zlib
from typing import TypeVar

import msgspec

from sitegen import __version__
from sitegen.write.failures import machine_failed
from sitegen.write.names import allowed

_HEADER = b"sitegen manifest 1\n"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Payload = TypeVar("Payload")


class Damaged(Exception):  # noqa: N818
    """A file of ours is not what we wrote, or was written in another format."""


class Written(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as we left it.

    ``digest`` is that of its bytes, ``key`` of what it was made from; both are opaque here. ``size`` counts bytes.
    ``mtime_ns``, ``ctime_ns`` and ``inode`` are the file system's own. An edit in place moves the ctime, whatever an
    editor does to the mtime, and a replaced file has another inode; so four equal numbers mean untouched bytes.
    """

    digest: str
    key: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class Manifest(msgspec.Struct, frozen=True):
    """``files`` by path; ``folders`` are those that we made, "/" between names, without one at the end.

    ``generator`` is for people who look into the file. A manifest of another generator's version is read like any
    other: keys name the generator already, and forgetting what the old one wrote would leave its files for ever.
    """

    files: dict[str, Written] = {}
    folders: frozenset[str] = frozenset()
    generator: str = __version__


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Manifest)


def written(digest: str, key: str, status: os.stat_result) -> Written:
    """The entry for a file with this status."""
    return Written(digest, key, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def matches(status: os.stat_result, entry: Written) -> bool:
    """Whether a file with this status (not followed, if a link) is untouched since the entry was made."""
    return (
        status.st_mtime_ns == entry.mtime_ns
        and status.st_ctime_ns == entry.ctime_ns
        and status.st_ino == entry.inode
        and status.st_size == entry.size
    )


def load_manifest(path: str) -> Manifest | None:
    """Read the manifest; None where there is none.

    Raises:
        Damaged: it cannot be used, and its folder's files are of unknown origin.
        MachineFailed: the file cannot be read.
    """
    found = read_sealed(path, _HEADER, _DECODER)
    if found is not None and not all(map(allowed, found.folders)):
        raise Damaged(path)
    return found


def save_manifest(path: str, manifest: Manifest) -> None:
    """Replace the manifest. Without ``fsync``: see the package's docstring for what that may cost.

    Raises:
        MachineFailed: the manifest is the one from before.
    """
    try:
        write_sealed(path + ".new", _HEADER, manifest)
        os.replace(path + ".new", path)
    except OSError as error:
        raise machine_failed(error, path) from error


def write_sealed(path: str, header: bytes, payload: msgspec.Struct, *, sync: bool = False) -> None:
    """Make the file anew, in place of any leftover of that name, behind header and checksum.

    ``sync`` forces it to the disk before returning.

    Raises:
        OSError
    """
    data = _ENCODER.encode(payload)
    seal = header + zlib.crc32(data).to_bytes(4, "big")
    if os.path.lexists(path):
        os.unlink(path)
    descriptor = os.open(path, _NEW, 0o666)
    try:
        write_all(descriptor, seal)
        write_all(descriptor, data)
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_sealed(path: str, header: bytes, decoder: msgspec.msgpack.Decoder[Payload]) -> Payload | None:
    """Read what ``write_sealed`` wrote; None where there is no such file. Raises Damaged and MachineFailed."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise machine_failed(error, path) from error
    body = memoryview(data)[len(header) + 4 :]
    if not data.startswith(header + zlib.crc32(body).to_bytes(4, "big")):
        raise Damaged(path)
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(path) from error


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte: near a limit the system may take only some, and says why at the next try. Raises OSError."""
    done = os.write(descriptor, data)
    while done < len(data):
        done += os.write(descriptor, memoryview(data)[done:])
