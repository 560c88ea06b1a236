"""A course and its site between two builds, and ways to change them."""

from __future__ import annotations

import random
from pathlib import Path

from courses import LANGUAGES, Files, write

THEME = Path(__file__).resolve().parents[2] / "themes" / "default"
#: In nanoseconds.
HOUR = 3_600_000_000_000


class World:
    """A course, its site, what a build is asked for, and what stood in the course at good builds."""

    def __init__(self, folder: Path, seed: int, files: Files) -> None:
        self.course, self.out = folder / "content", folder / "build" / "site"
        self.chance = random.Random(seed)
        self.languages: tuple[str, ...] = ()
        self.strict = False
        self.good: list[Files] = [files]
        self.counter = 0
        write(self.course, files)

    def number(self) -> int:
        """A number that was not there before."""
        self.counter += 1
        return self.counter

    def pages(self) -> list[Path]:
        """All pages."""
        return sorted(path for lang in LANGUAGES for path in (self.course / lang).rglob("*.md") if path.is_file())

    def a_page(self) -> Path:
        """One of the pages."""
        return self.chance.choice(self.pages())

    def twins(self) -> list[Path]:
        """Both editions of a page that has two."""
        names = [
            {path.relative_to(self.course / lang) for path in self.pages() if lang in path.parts} for lang in LANGUAGES
        ]
        name = self.chance.choice(sorted(names[0] & names[1]))
        return [self.course / lang / name for lang in LANGUAGES]

    def sub(self, path: Path, old: str, new: str, count: int = 1) -> str:
        """Replace text in a file."""
        text = read(path)
        save(path, text.replace(old, new, count))
        return f"{path.name}: {old!r} → {new!r}"

    def put(self, name: str, data: str | bytes) -> str:
        """Write a file of the course."""
        path = self.course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return f"wrote {name}"

    def theme(self, name: str) -> str:
        """A text of the theme, as the course has it now or as the default theme has it."""
        own = self.course / "theme" / name
        return (own if own.is_file() else THEME / name).read_text("utf-8")


def read(path: Path) -> str:
    """A file's text, whatever its bytes are."""
    return path.read_text("utf-8", "surrogateescape")


def save(path: Path, text: str) -> None:
    """Put such a text back."""
    path.write_text(text, "utf-8", "surrogateescape")
