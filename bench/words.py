"""words.toml → sentences in the corpus's two languages: seeded nonsense that has the shape of prose."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

Lang = Literal["cy", "en"]
LANGS: tuple[Lang, Lang] = ("cy", "en")

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))

EDIT_WORDS: list[str] = _WORDS["edits"].split()
"""Words that never stand in the corpus, so that an edit can be found again in a tool's output."""
PLACES: list[str] = [head + tail for head in _WORDS["heads"].split() for tail in _WORDS["tails"].split()]
TOPICS: list[dict[str, str]] = _WORDS["topics"]
"""What a heading or a title can be: its `id`, and its text under each language's code."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language's word lists, and its sentence frames with the list that fills each slot."""

    lists: dict[str, list[str]]
    frames: list[tuple[str, list[str]]]

    def sentence(self, rng: Random) -> str:
        """One sentence, at times with emphasis, a code span or an outside link."""
        frame, slots = rng.choice(self.frames)
        return frame % tuple(rng.choice(self.lists[slot]) for slot in slots)

    def phrase(self, rng: Random, *slots: str) -> str:
        """A word from each list, side by side, the first with a capital."""
        text = " ".join(rng.choice(self.lists[slot]) for slot in slots)
        return text[0].upper() + text[1:]

    def paragraph(self, rng: Random, size: int) -> str:
        """Sentences on one line, until `size` bytes of UTF-8 are reached or just passed."""
        parts: list[str] = []
        while size > 0:
            parts.append(self.sentence(rng))
            size -= len(parts[-1].encode()) + 1
        return " ".join(parts)


def _voice(lang: Lang) -> Voice:
    words = _WORDS[lang]
    lists = {name: words[name].split() for name in ("who", "do", "what", "how")}
    lists |= {"when": words["when"].strip().splitlines(), "place": PLACES}
    return Voice(lists, [(text, slots.split()) for text, slots in words["frames"]])


VOICES: dict[Lang, Voice] = {lang: _voice(lang) for lang in LANGS}
