"""``sitegen new``: a course, a module, a page or a session plan to begin with, in all languages.

Comes in: what to make and its name. Goes out: files that pass ``sitegen check``, and an entry in ``course.toml``.
Promised: no file is overwritten; ``course.toml`` keeps every comment and every blank. Texts come from ``skeletons/``
and pass ``--strict`` too: a language that has none gets the English ones, and words marked as still to be translated.

    skeleton  the files' texts        register  the entry in course.toml        names  which names there may be
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sitegen.language.address import slug
from sitegen.model.course import Config
from sitegen.new.names import Unfit, check_languages, check_module, check_page, check_session
from sitegen.new.register import add_module, add_page
from sitegen.new.skeleton import course_files, folder_page, page, session_plan, untranslated
from sitegen.parse.course_file import parse_course_file
from sitegen.read.course import CONFIG, SESSIONS
from sitegen.read.theme import default_theme
from sitegen.write.edit import replace_file

EXIT_CONTENT, EXIT_USE = 1, 2


def new(kind: str, name: str, course: Path, languages: tuple[str, ...]) -> int:
    """Make a new ``kind``: "course" (``name`` is its folder), "module" (a name), "page" (MODULE/NAME) or "session" (a
    name).

    ``languages`` are those of a new course; the others are made in ``course``. Prints what was made and what comes
    next; returns the exit status. Raises OSError when the disk fails.
    """
    try:
        if kind == "course":
            return _course(Path(name), check_languages(languages))
        config, text = _settings(course)
        if kind == "session":
            return _session(name, course, config)
        return _module(name, course, config, text) if kind == "module" else _page(name, course, config, text)
    except Unfit as error:
        print(f"sitegen: {error}", file=sys.stderr)
        return error.status


def _course(folder: Path, languages: Sequence[str]) -> int:
    words = slug(folder.absolute().resolve().name) or "course"
    files = course_files(words if words[0].isalpha() else f"course-{words}", languages, _catalogues())
    _make(folder, files)
    steps = [] if folder.resolve() == Path.cwd() else [f"cd {shlex.quote(str(folder))}"]
    _report(f"{folder}", files, [*steps, "sitegen serve --open"])
    _remark(languages)
    for lang in languages:
        if f"content/theme/locales/{lang}.po" in files:
            print(f"So are the words of buttons and menus: translate content/theme/locales/{lang}.po.")
    return 0


def _module(name: str, course: Path, config: Config, text: str) -> int:
    check_module(name, course, config)
    files = {f"{lang}/{name}/index.md": folder_page(lang, name) for lang in config.languages}
    edited = add_module(text, name)
    _make(course, files)
    _register(course, edited, f"add “{name}” to the list “modules”")
    _report(str(course), files, [f"sitegen new page {name}/…", "sitegen serve"])
    _remark(config.languages)
    return 0


def _page(name: str, course: Path, config: Config, text: str) -> int:
    module, page_name = check_page(name, course, config)
    files = {f"{lang}/{module}/{page_name}.md": page(lang, module, page_name) for lang in config.languages}
    known = sorted(
        {file.stem for lang in config.languages for file in (course / lang / module).glob("*.md")} - {"index"}
    )
    edited = add_page(text, module, page_name, known)
    _make(course, files)
    _register(course, edited, f"add “{page_name}” to the list “pages” of [module.{module}]")
    _report(str(course), files, ["sitegen serve"])
    _remark(config.languages)
    return 0


def _session(name: str, course: Path, config: Config) -> int:
    name = check_session(name)
    files = {f"{SESSIONS}{name}.toml": session_plan(name, config.languages, (config.modules or ("first-steps",))[0])}
    _make(course, files)
    _report(str(course), files, [f"sitegen pack {name}"])
    _remark(config.languages)
    return 0


def _settings(course: Path) -> tuple[Config, str]:
    """The settings and the text of ``course.toml``, as it stands on the disk."""
    path = course / CONFIG
    if not path.is_file():
        raise Unfit(
            f"there is no {path}: name the course’s folder with --course, or begin one with “sitegen new course”"
        )
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        config = None
    else:
        config, _ = parse_course_file(text.removeprefix("\ufeff"), CONFIG)
    if config is None:
        raise Unfit(f"there are errors in {path}: “sitegen check” shows them", EXIT_CONTENT)
    return config, text


def _make(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files, all of them new."""
    for path in files:
        if os.path.lexists(folder / path):
            raise Unfit(f"{folder / path} exists already, and nothing was changed")
    for path, text in files.items():
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise Unfit(f"{error.filename or target.parent} is a file where a folder is needed") from error
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _register(course: Path, edited: str | None, advice: str) -> None:
    if edited is None:
        print(f"{course / CONFIG} could not be edited safely: {advice} yourself.", file=sys.stderr)
    else:
        replace_file(course / CONFIG, edited.encode())


def _report(where: str, files: Mapping[str, str], steps: Sequence[str]) -> None:
    print(f"Made in {where}:")
    for path in files:
        print(f"  {path}")
    print("\nNext:")
    for step in steps:
        print(f"  {step}")


def _remark(languages: Sequence[str]) -> None:
    """Say which texts are stand-ins."""
    if others := untranslated(languages):
        print(f"\nThe texts in {', '.join(others)} are English and marked with the language’s code: translate them.")


def _catalogues() -> dict[str, str]:
    """The theme's catalogues by language."""
    return {file.stem: file.read_text("utf-8") for file in sorted((default_theme() / "locales").glob("*.po"))}
