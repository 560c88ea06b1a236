"""The corpus's nouns: a page, in one language, with its exercise; and how text gets into files."""

import json
from dataclasses import dataclass
from pathlib import Path

from bench.words import Lang


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its one-letter id, whether it is right, its text and what is said to who chose it."""

    id: str
    right: bool
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """A choose-one exercise; the id is the same in both editions."""

    id: str
    prompt: str
    options: tuple[Option, ...]
    hint: str
    explanation: str

    def fenced(self) -> str:
        """As sitegen's container."""
        lines = [f"::: choose-one {self.id}", self.prompt, ""]
        for option in self.options:
            mark = "x" if option.right else " "
            lines += [f"- [{mark}] {option.text} {{#{option.id}}}", f"  > {option.feedback}"]
        return "\n".join([*lines, "", f"? {self.hint}", "", f"! {self.explanation}", ":::"])

    def plain(self) -> str:
        """As Markdown that every peer reads alike: prompt, list, quotes."""
        items = [f"- {option.text}\n\n    > {option.feedback}" for option in self.options]
        return "\n\n".join([f"**{self.prompt}**", *items, f"> {self.hint}", f"> {self.explanation}"])


@dataclass(frozen=True, slots=True)
class Page:
    """One edition. The course's front page has the module ""; it and a module's are named "index"."""

    lang: Lang
    module: str
    name: str
    order: int
    """Place in its module, from 1; 0 for an index page."""
    title: str
    description: str
    body: str
    exercise: Exercise | None = None

    @property
    def path(self) -> str:
        """What both editions share, without language and suffix: "m1/page-0001", "m1/index", "index"."""
        return f"{self.module}/{self.name}" if self.module else self.name

    def markdown(self, *, fenced: bool) -> str:
        """Body and exercise, without front matter and without the page's title."""
        exercise = self.exercise and (self.exercise.fenced() if fenced else self.exercise.plain())
        return f"{self.body}\n\n{exercise}\n" if exercise else f"{self.body}\n"


def quoted(text: str) -> str:
    """A double-quoted string that means the same in YAML, TOML and JSON."""
    return json.dumps(text, ensure_ascii=False)


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8, making the folders above."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
