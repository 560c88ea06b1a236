"""The theme's folder, with the course's own files laid over it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sitegen.model.theme import Theme, ThemeFile
from sitegen.read.scan import scan

FOLDERS = ("templates/", "assets/", "locales/")


def default_theme() -> Path:
    """The folder of the default theme: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "themes" / "default"
    return installed if installed.is_dir() else package.parent / "themes" / "default"


def read_theme(course: Path, shown: str) -> Theme:
    """Read the default theme and the files of ``COURSE/theme/`` that stand in for its own.

    ``shown`` is how diagnostics name the course folder. Raises OSError when a file cannot be read.
    """
    files: dict[str, ThemeFile] = {}
    for root, name in ((default_theme(), "themes/default"), (course / "theme", f"{shown}/theme")):
        for path in scan(root).paths:
            if path.startswith(FOLDERS) or path == "theme.toml":
                files[path] = ThemeFile(f"{name}/{path}", (root / path).read_bytes())
    together = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        together.update(f"{path}\0{len(files[path].data)}\0".encode())
        together.update(files[path].data)
    return Theme(files, together.hexdigest())
