"""The texts of new files, from ``skeletons/``. Pure but for reading these."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from sitegen.parse.links import TAKEN

SKELETONS = Path(__file__).parent / "skeletons"
FALLBACK = "en"
NOTE = """::: note lang=en
This text stands here in place of one in “$lang”: translate it, then delete this note.
:::

"""
TITLE = re.compile(r'^title: "?(.*?)"?$', re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n\n", re.DOTALL)


def untranslated(languages: Sequence[str]) -> tuple[str, ...]:
    """Those of ``languages`` for which there are no texts."""
    return tuple(lang for lang in languages if not (SKELETONS / lang).is_dir())


def course_files(course_id: str, languages: Sequence[str], catalogues: Mapping[str, str]) -> dict[str, str]:
    """All files of a new course by path. ``catalogues`` are the theme's, by language."""
    settings = Template((SKELETONS / "course.toml").read_text("utf-8")).substitute(
        id=course_id,
        languages=codes(languages),
        titles=texts("title", languages),
        descriptions=texts("description", languages),
    )
    files = {"content/course.toml": settings}
    for lang in languages:
        files[f"content/{lang}/index.md"] = _page(lang, "home.md")
        files[f"content/{lang}/first-steps/index.md"] = _page(lang, "first-module.md")
        files[f"content/{lang}/first-steps/how-pages-work.md"] = _page(lang, "first-page.md")
    for lang in languages:
        if lang not in catalogues:
            files[f"content/theme/locales/{lang}.po"] = fuzzy_catalogue(catalogues[FALLBACK], lang)
    readmes = [SKELETONS / f"README.{lang}.md" for lang in languages]
    shown = [file for file in readmes if file.exists()] or [SKELETONS / f"README.{FALLBACK}.md"]
    files["README.md"] = "\n".join(file.read_text("utf-8") for file in shown)
    files[".gitignore"] = (SKELETONS / "gitignore").read_text("utf-8")
    return files


def session_plan(name: str, languages: Sequence[str], module: str) -> str:
    """A new session's plan. ``module`` is one of the course, for the example in it."""
    return Template((SKELETONS / "session.toml").read_text("utf-8")).substitute(
        name=name,
        module=module,
        languages=codes(languages),
        titles=texts("session", languages),
        welcome=texts("welcome", languages),
        closing=texts("closing", languages),
    )


def texts(key: str, languages: Sequence[str]) -> str:
    """A text of ``words.toml`` in all languages, as the inside of a TOML table."""
    words = {lang: tomllib.loads(_read(lang, "words.toml"))[key] for lang in languages}
    marks = {lang: f"[{lang}] " if lang in untranslated(languages) else "" for lang in languages}
    return ", ".join(f'{_key(lang)} = "{marks[lang]}{words[lang]}"' for lang in languages)


def codes(languages: Sequence[str]) -> str:
    """Language codes as the inside of a TOML list."""
    return ", ".join(f'"{lang}"' for lang in languages)


def folder_page(lang: str, name: str) -> str:
    """A new module's own page."""
    return _page(lang, "module.md", name=name.replace("-", " "))


def page(lang: str, module: str, name: str) -> str:
    """A new page of a module."""
    widget = f"{module}-{name}"[:61].strip("-")
    widget = widget if widget[0].isalpha() and not TAKEN.fullmatch(widget) else f"p-{widget}"
    return _page(lang, "page.md", name=name.replace("-", " "), widget=widget)


def fuzzy_catalogue(text: str, lang: str) -> str:
    """A catalogue for ``lang`` made of another one, every entry marked as to be looked at."""
    header, _, entries = text.partition("\n\n")
    header = re.sub(r'^"Language: [^\\"]*', f'"Language: {lang}', header, flags=re.MULTILINE)
    header = "\n".join(line for line in header.split("\n") if not line.startswith("#"))
    entries = re.sub(r"^msgid ", "#, fuzzy\nmsgid ", entries, flags=re.MULTILINE)
    return f"{header}\n\n{entries}"


def _page(lang: str, file: str, **values: str) -> str:
    text = Template(_read(lang, file)).substitute(values)
    if not untranslated([lang]):
        return text
    text = TITLE.sub(rf'title: "[{lang}] \1"', text, count=1).replace(f"content/{FALLBACK}/", f"content/{lang}/")
    front = FRONT_MATTER.match(text)
    end = front.end() if front else 0
    return text[:end] + Template(NOTE).substitute(lang=lang) + text[end:]


def _read(lang: str, name: str) -> str:
    file = SKELETONS / lang / name
    return (file if file.exists() else SKELETONS / FALLBACK / name).read_text("utf-8")


def _key(lang: str) -> str:
    return lang if re.fullmatch(r"[A-Za-z0-9_-]+", lang) else f'"{lang}"'
