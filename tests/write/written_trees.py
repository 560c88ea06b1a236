"""Two versions of a small site, a build of them, and what stands on the disk afterwards.

A and B share paths with other bytes (some of the same length), and each has files and folders of its own. The small
ones have everything that the others have, for tests that go through every moment of a build.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.write import Report, open_site

Files = dict[str, bytes]


def _version(letter: str, pages: int) -> Files:
    files = {
        f"assets/{letter}{number}.css": f"/* {letter}{number} */".encode() * 50 for number in range(1 + pages // 6)
    }
    files["index.html"] = f"<h1>{letter}</h1>".encode()
    for number in range(pages):
        files[f"en/module-{number % 3}/page-{number}.html"] = f"<p>{letter} {number}</p>".encode() * 100
        files[f"cy/modiwl-{number % 3}/tudalen-{number}.html"] = f"<p>{letter * number}</p>".encode()
    files["same.txt"] = b"the same in both"
    files[f"only-{letter}/deep/down/page.html"] = letter.encode()
    files[f"en/search/{letter}.js"] = letter.encode() * 3
    files["sitemap.xml"] = f"<urlset>{letter}</urlset>".encode()
    return files


A, B = _version("a", 25), _version("b", 25)
SMALL_A, SMALL_B = _version("a", 4), _version("b", 4)


def key_of(content: bytes) -> str:
    """A key for content: in these tests files are made of themselves."""
    return hashlib.sha256(content).hexdigest()[:16]


def build(out: Path, files: Mapping[str, bytes], *, wait: float = 20.0) -> Report:
    """Build as ``sitegen build`` does: what is intact and has its key is left alone."""
    with open_site(out, sources=[], wait=wait, notify=lambda _: None) as site:
        keys = {path: key_of(content) for path, content in files.items()}
        intact = site.intact()
        staged = [
            site.stage(path, keys[path], content)
            for path, content in files.items()
            if path not in intact or site.manifest[path].key != keys[path]
        ]
        return site.commit(keys, staged)


def open_only(out: Path) -> None:
    """Open and close: what is left of an earlier build is finished or forgotten."""
    with open_site(out, sources=[], notify=lambda _: None):
        pass


def tree(out: Path) -> Files:
    """Every file that is not private, with its bytes; links as ``-> target``."""
    found: Files = {}
    for folder, names, files in os.walk(out):
        if ".sitegen" in names:
            names.remove(".sitegen")
        for name in files + [name for name in names if (Path(folder) / name).is_symlink()]:
            path = Path(folder) / name
            content = b"-> " + os.fsencode(os.readlink(path)) if path.is_symlink() else path.read_bytes()
            found[path.relative_to(out).as_posix()] = content
    return found


def folders(out: Path) -> set[str]:
    """Every folder, private ones included."""
    return {(Path(folder) / name).relative_to(out).as_posix() for folder, names, _ in os.walk(out) for name in names}


def folders_above(files: Mapping[str, bytes]) -> set[str]:
    """The folders that a freshly built site has."""
    above = {parent.as_posix() for path in files for parent in Path(path).parents}
    return (above - {"."}) | {".sitegen", ".sitegen/stage"}


def assert_whole(out: Path) -> None:
    """Every file has the bytes of A or of B, and there is no other."""
    for path, content in tree(out).items():
        assert content in (A.get(path), B.get(path)), path


def assert_clean(out: Path, files: Mapping[str, bytes]) -> None:
    """Just these files, just their folders, and of our own only what belongs there."""
    assert tree(out) == dict(files)
    assert folders(out) == folders_above(files)
    assert private(out) == {"lock", "manifest", "stage"}


def private(out: Path) -> set[str]:
    """The names in ``.sitegen``, and those on the stage."""
    return {path.relative_to(out / ".sitegen").as_posix() for path in (out / ".sitegen").rglob("*")}


def stamp(path: Path) -> tuple[int, int, int]:
    """What ``stat`` says of a file or folder, the time of its last reading left out."""
    status = path.lstat()
    return status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def stamps(out: Path) -> dict[str, tuple[int, int, int]]:
    """What ``stat`` says of every file and folder: a write anywhere shows."""
    return {path.as_posix(): stamp(path) for path in (out, *out.rglob("*"))}


def in_child(action: Callable[[], object]) -> int:
    """Run in a forked process; returns its exit status, or minus the signal that ended it."""
    child = start_child(action)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def start_child(action: Callable[[], object]) -> int:
    """Fork; the child runs ``action`` and ends. Returns its process id."""
    child = os.fork()
    if child:
        return child
    status = 99
    try:
        result = action()
        status = result if isinstance(result, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(status)
