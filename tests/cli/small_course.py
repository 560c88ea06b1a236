"""The faultless course of the cases, to be edited, and what stands in a folder."""

from __future__ import annotations

from pathlib import Path

Files = dict[str, bytes]


def tree(folder: Path) -> Files:
    """All files below ``folder`` but the builder's private ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sitegen" not in path.parts and ".cache" not in path.parts
    }


def edit(course: Path, name: str, old: str, new: str) -> None:
    """Replace text in a file of the course."""
    path = course / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
