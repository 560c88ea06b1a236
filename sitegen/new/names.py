"""Which names a module, a page and a language may have, and what to say of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sitegen.check.addresses import RESERVED
from sitegen.language.address import is_slug, slug
from sitegen.model.course import Config
from sitegen.parse.course_file import LANGUAGE


class Unfit(Exception):  # noqa: N818 - it says what is wrong
    """What was asked for cannot be; ``status`` is the command's exit status."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


def check_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """The languages, each once. Raises Unfit."""
    wanted = tuple(dict.fromkeys(lang.strip() for lang in languages if lang.strip()))
    if not wanted:
        raise Unfit("--languages takes codes such as cy,en")
    for lang in wanted:
        if not LANGUAGE.fullmatch(lang):
            raise Unfit(f"“{lang}” is not the code of a language, such as cy, en or pt-BR")
    return wanted


def check_module(name: str, course: Path, config: Config) -> None:
    """Raises Unfit unless a module ``name`` can be made."""
    _check_word(name, "a module")
    if name in config.modules or any((course / lang / name).exists() for lang in config.languages):
        raise Unfit(f"the course has a module or folder “{name}” already")


def check_page(name: str, course: Path, config: Config) -> tuple[str, str]:
    """Module and page of ``MODULE/NAME``. Raises Unfit unless it can be made."""
    module, slash, page = name.partition("/")
    page = page.removesuffix(".md")
    if not slash or not page or "/" in page or module.startswith(".") or "\\" in module:
        raise Unfit(f"a page is named MODULE/NAME, such as {(config.modules or ('first-steps',))[0]}/my-page")
    if module not in config.modules and not any((course / lang / module).is_dir() for lang in config.languages):
        raise Unfit(f"the course has no module “{module}”: make it with “sitegen new module {module}”")
    _check_word(page, "a page")
    if page == "index":
        raise Unfit(f"“index” is the first page of {module} itself, and exists with it")
    return module, page


def check_session(name: str) -> str:
    """The name of a session. Raises Unfit unless it may be called so."""
    word = name.removesuffix(".toml")
    _check_word(word, "a session")
    return word


def _check_word(name: str, what: str) -> None:
    if name in RESERVED:
        raise Unfit(f"“{name}” is the name of a device on Windows, so {what} cannot have it")
    if is_slug(name) and len(name) <= 60:
        return
    better = slug(name)[:60].strip("-")
    hint = f": how about “{better}”?" if better else ""
    raise Unfit(f"the name of {what} is made of lower-case letters a–z, digits and hyphens, not “{name}”{hint}")
