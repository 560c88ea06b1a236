"""Paths of output files: which may be written, which folders they need, in which order they are published.

A path is relative to the output folder and uses "/": ``cy/hanfodion/index.html``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.write.failures import Refused, shown

PRIVATE = ".sitegen"

# A colon makes "C:x" another drive on Windows, and "x:y" a stream of the file x; unpaired surrogates have no bytes.
_FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f\\:\ud800-\udfff]"
    r"|\A/|//|/\Z|\A\Z"
    r"|(?:\A|/)\.\.?(?:/|\Z)"
    r"|\A\.sitegen(?:/|\Z)",
    re.IGNORECASE,
)
_LISTS = re.compile(r"(?:\A|/)(?:search/|sitemap[^/]*\Z)")


def allowed(path: str) -> bool:
    """Whether ``path`` names a place inside the output folder, by its text alone.

    Links on the disk are another matter: see ``folder.Ground``.
    """
    return _FORBIDDEN.search(path) is None


def check_path(path: str) -> None:
    """Refuse a path that leads out of the output folder or into our private one.

    Refused are absolute paths, ``.``, ``..``, empty parts, backslashes, colons, control characters and text that
    has no UTF-8 form.

    Raises:
        Refused: with the path in the message.
    """
    if _FORBIDDEN.search(path):
        raise Refused(f"“{shown(path)}” is not a path inside the output folder")


def rank(path: str) -> int:
    """When a commit puts this file in place: 0 what pages need, 1 pages, 2 what lists pages.

    So no page asks for a style that is not there yet, and no search or sitemap names a page that is not.
    The last are files in a folder ``search/`` and files whose name begins with ``sitemap``.
    """
    if path.endswith(".html"):
        return 1
    return 2 if _LISTS.search(path) else 0


def folder_of(path: str) -> str:
    """The folder that a path stands in; "" is the output folder itself."""
    return path.rpartition("/")[0]


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders above the paths, the output folder itself left out."""
    folders = {path.rpartition("/")[0] for path in paths}
    for folder in tuple(folders):
        above = folder.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    folders.discard("")
    return folders
