"""An invented course: N pages per language in five modules, the same for every tool, and its edits.

In: the number of pages per language and a seed. Out: `Page` values, one per language and path, about 9.5 KB
of Markdown each; the two editions of a page have the same path, the same heading ids and the same exercise
id. How each tool gets them is in `tools` and `peers`; only sitegen's layout is here, since the corpus is
made in its terms: ``python -m bench.corpus --pages N DIR`` writes one course folder. Same numbers in, same
bytes out.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bench.page import Exercise, Option, Page, quoted, write_text
from bench.words import EDIT_WORDS, LANGS, PLACES, TOPICS, VOICES, Lang

PAGE_BYTES = 9500
"""What a page's Markdown should weigh, front matter and exercise included (UTF-8 bytes, ±5 %)."""
MODULES = ("m1", "m2", "m3", "m4", "m5")
MENU_PAGES = 25
"""How many pages of its own module a page's menu shows, where a tool lets that be set."""
TITLES: dict[Lang, str] = {"cy": "Cwrs y meincnod", "en": "The benchmark course"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """`size` pages per language, spread over the modules as evenly as it goes; index pages come on top."""

    size: int
    seed: int = 1

    def module_sizes(self) -> dict[str, int]:
        """Module → its number of pages per language, index page not counted."""
        whole, rest = divmod(self.size, len(MODULES))
        return {name: whole + (at < rest) for at, name in enumerate(MODULES)}

    def pages(self) -> Iterator[Page]:
        """Every edition: language by language, front page first, each module's index before its pages."""
        for lang in LANGS:
            yield self._index(lang, "", TITLES[lang])
            for number, (module, count) in enumerate(self.module_sizes().items()):
                yield self._index(lang, module, TOPICS[number][lang])
                for order in range(1, count + 1):
                    yield self.page(lang, module, order)

    def page(self, lang: Lang, module: str, order: int) -> Page:
        """The page at that place of the module."""
        shape = Random(f"{self.seed}/{module}/{order}")
        words = Random(f"{self.seed}/{module}/{order}/{lang}")
        titles = order * len(MODULES) + MODULES.index(module)
        title = f"{TOPICS[titles % len(TOPICS)][lang]} – {PLACES[titles // len(TOPICS) % len(PLACES)]}"
        exercise = _exercise(f"{module}-p{order:04}-q", lang, shape, words)
        links = (order % self.module_sizes()[module] + 1, shape.randint(1, self.module_sizes()[module]))
        rest = 140 + len(exercise.fenced().encode())
        return Page(
            lang=lang,
            module=module,
            name=_name(order),
            order=order,
            title=title,
            description=VOICES[lang].paragraph(words, 60),
            body=_body(lang, shape, words, links, PAGE_BYTES - rest),
            exercise=exercise,
        )

    def _index(self, lang: Lang, module: str, title: str) -> Page:
        words = Random(f"{self.seed}/{module}/{lang}")
        voice = VOICES[lang]
        body = "\n\n".join(voice.paragraph(words, 500) for _ in range(2))
        return Page(lang, module, "index", 0, title, voice.paragraph(words, 60), body)


def edited(corpus: Corpus, what: str, turn: int) -> tuple[Page, str]:
    """The page that edit number `turn` (from 0) makes, and the word that it brings in.

    A fresh English page and a fresh word each time. `what` is "body", where one word in the middle of a
    paragraph is replaced, or "title", where it is the title's last word.
    """
    offset = {"body": 0, "title": 1}[what]
    module = MODULES[(2 * turn + offset) % len(MODULES)]
    order = (corpus.module_sizes()[module] // 2 + turn) % corpus.module_sizes()[module] + 1
    page = corpus.page("en", module, order)
    word = EDIT_WORDS[(2 * turn + offset) % len(EDIT_WORDS)]
    if what == "title":
        return replace(page, title=f"{page.title.rsplit(' ', 1)[0]} {word.capitalize()}"), word
    paragraphs = page.body.split("\n\n")
    middle = range(len(paragraphs) // 2, len(paragraphs))
    at = next(at for at in middle if re.match(r"[A-Z].{200}", paragraphs[at]))
    prose = re.sub(r"`.*?`|\[.*?\)", lambda found: "_" * len(found[0]), paragraphs[at])
    spots = list(re.finditer(r"(?<= )[a-z]{3,}(?= )", prose))
    start, end = spots[len(spots) // 2].span()
    paragraphs[at] = paragraphs[at][:start] + word + paragraphs[at][end:]
    return replace(page, body="\n\n".join(paragraphs)), word


def write_course_settings(folder: Path) -> None:
    """sitegen's course.toml."""
    titles = ", ".join(f"{lang} = {quoted(TITLES[lang])}" for lang in LANGS)
    lists = f"languages = {json.dumps(LANGS)}\nmodules = {json.dumps(MODULES)}\n"
    write_text(folder / "course.toml", f'id = "bench"\ntitle = {{ {titles} }}\n{lists}')


def write_course_page(page: Page, folder: Path) -> None:
    """One page's file in sitegen's course folder."""
    minutes = "minutes: 8\n" if page.module else ""
    head = f"---\ntitle: {quoted(page.title)}\ndescription: {quoted(page.description)}\n{minutes}---\n\n"
    write_text(folder / page.lang / f"{page.path}.md", head + page.markdown(fenced=True))


def _name(order: int) -> str:
    return f"page-{order:04}"


def _exercise(name: str, lang: Lang, shape: Random, words: Random) -> Exercise:
    voice = VOICES[lang]
    right = shape.randrange(3)
    slots = ("how", "what") if lang == "en" else ("what", "how")
    texts: list[str] = []
    while len(texts) < 3:
        text = voice.phrase(words, *slots)
        if text not in texts:
            texts.append(text)
    options = tuple(
        Option(letter, at == right, text, voice.paragraph(words, 60))
        for at, (letter, text) in enumerate(zip("abc", texts, strict=True))
    )
    prompt = "Which of these should come first?" if lang == "en" else "Pa un o'r rhain ddylai ddod yn gyntaf?"
    return Exercise(name, prompt, options, voice.paragraph(words, 40), voice.paragraph(words, 80))


def _body(lang: Lang, shape: Random, words: Random, links: tuple[int, int], size: int) -> str:
    """Five sections, of one shape in both languages, with paragraphs sized so that all is `size` bytes."""
    voice = VOICES[lang]
    topics = shape.sample(TOPICS, 6)
    kinds = shape.sample(["bullets", "numbers", "table", "quote", "deeper"], 5)
    blocks = [""]  # "" stands for a paragraph to come
    for topic, kind in zip(topics[:5], kinds, strict=True):
        blocks += [f"## {topic[lang]} {{#{topic['id']}}}", "", ""]
        if kind == "deeper":
            blocks += [f"### {topics[5][lang]} {{#{topics[5]['id']}}}", "", ""]
        else:
            blocks += [_extra(kind, lang, words), ""]
    empty = [at for at, block in enumerate(blocks) if not block]
    room = size - sum(len(block.encode()) + 2 for block in blocks)
    see = "See also" if lang == "en" else "Gweler hefyd"
    for left, at in zip(range(len(empty), 0, -1), empty, strict=True):
        target = {empty[1]: links[0], empty[-2]: links[1]}.get(at)
        note = f" {see} [{voice.phrase(words, 'what', 'who').lower()}]({_name(target)}.md)." if target else ""
        blocks[at] = voice.paragraph(words, room // left - len(note) - 40) + note
        room -= len(blocks[at].encode())
    return "\n\n".join(blocks)


def _extra(kind: str, lang: Lang, words: Random) -> str:
    """A list, table or quote."""
    voice = VOICES[lang]
    match kind:
        case "bullets":
            return "\n".join(f"- {voice.sentence(words)}" for _ in range(5))
        case "numbers":
            return "\n".join(f"{at}. {voice.sentence(words)}" for at in range(1, 5))
        case "table":
            heads = "| Who | What | When |" if lang == "en" else "| Pwy | Beth | Pryd |"
            columns = ("who", "what", "when")
            rows = [" | ".join(voice.phrase(words, column) for column in columns) for _ in range(4)]
            return "\n".join([heads, "| --- | --- | --- |", *(f"| {row} |" for row in rows)])
        case _:
            return f"> {voice.paragraph(words, 200)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes a course folder, to look at or to try sitegen on."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description="Writes an invented course.")
    parser.add_argument("--pages", type=int, default=100, help="pages per language (default 100)")
    parser.add_argument("folder", type=Path, help="the course folder to write")
    options = parser.parse_args(arguments)
    write_course_settings(options.folder)
    for page in Corpus(options.pages).pages():
        write_course_page(page, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
