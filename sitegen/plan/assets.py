"""The theme's styles, scripts and words as files with content-hashed names.

Hashed names take the place of ``integrity=``, which keeps styles and scripts from loading at all on ``file:``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.document import Document
from sitegen.model.output import BytesFile, CopyFile
from sitegen.model.page import AssetPaths
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.parse.toml_file import line_of_item

#: The bundles of ``theme.toml`` that the website loads.
WEBSITE = frozenset(("site", "front", "exercises", "pictures", "glossary", "learning", "travel"))
#: What a plural rule of a catalogue's header may hold (it is copied into a script).
RULE = re.compile(r"[n0-9\s()?:=!<>&|%+-]*")
#: The bundles of styles that hold the tokens of colour.
COLOURED = frozenset({"site", "pack"})
#: What ``squeeze_js`` keeps whole, signs with the blanks beside them, comments. A pattern stands where a value begins.
JS_TOKEN = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"""
    r"""|(?:(?<=[(,=:\[!&|?{};])|(?<=[(,=:\[!&|?{};] )|(?<=return ))"""
    r"""/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)"""
    r"""|[ \t]*([{}()\[\],;:?=<>&|*!])[ \t]*|/\*.*?\*/|^[ \t]*//[^\n]*""",
    re.DOTALL | re.MULTILINE,
)


def plan_assets(
    theme: Theme,
    settings: Settings,
    catalogues: Mapping[str, Catalogue],
    course: Course,
    wanted: frozenset[str] = WEBSITE,
) -> tuple[dict[str, AssetPaths], tuple[BytesFile | CopyFile, ...], tuple[Diagnostic, ...]]:
    """Plan the theme's files. Returns each language's asset paths, the files, and problems of the theme.

    ``wanted`` are the names of the styles and scripts that the product needs; all of them are looked at. The scripts of
    exercises are planned by ``plan_exercises``.
    """
    files: dict[str, BytesFile | CopyFile] = {}
    problems: list[Diagnostic] = []

    def add(file: BytesFile, needed: bool = True) -> str:
        if needed:
            files[file.path] = file
        return file.path

    def join(kind: str, bundles: dict[str, tuple[str, ...]], suffix: str) -> dict[str, str]:
        return {
            name: add(
                hashed(name, suffix, _joined(theme, course, kind, name, sources, problems)),
                name in wanted and (kind, name) != ("scripts", "exercises"),
            )
            for name, sources in bundles.items()
        }

    styles = join("styles", settings.styles, ".css")
    scripts = join("scripts", settings.scripts, ".js")
    copied = plan_files(theme, settings, problems)
    for file in copied.values():
        add(file)
    favicon = copied["favicon"].path if "favicon" in copied else ""
    logo = _logo(course, files, problems)
    paths = {
        lang: AssetPaths(
            styles=_named(styles, "site"),
            scripts=_named(scripts, "site"),
            exercise_styles=_named(styles, "exercises"),
            words=add(hashed(f"words-{lang}", ".js", words_script(settings, catalogue))),
            favicon=favicon,
            logo=logo,
            picture_styles=_named(styles, "pictures"),
            glossary_styles=_named(styles, "glossary"),
            front_styles=_named(styles, "front"),
            learning_styles=_named(styles, "learning"),
            learning_scripts=_named(scripts, "learning"),
            travel_scripts=_named(scripts, "travel"),
        )
        for lang, catalogue in catalogues.items()
    }
    return paths, tuple(files.values()), tuple(problems)


def plan_exercises(
    theme: Theme, settings: Settings, course: Course, uses: Iterable[frozenset[str]]
) -> dict[frozenset[str], BytesFile]:
    """The script for each set of kinds of exercise in ``uses``: what all kinds need, and what these need.

    One file a page, and no page loads what its exercises do not use: that counts more than what two pages could share.
    """
    found: dict[frozenset[str], BytesFile] = {}
    for kinds in uses:
        if kinds and kinds not in found:
            sources = tuple(
                source
                for source in settings.scripts.get("exercises", ())
                if source not in settings.kinds or kinds & frozenset(settings.kinds[source])
            )
            found[kinds] = hashed("exercises", ".js", _joined(theme, course, "scripts", "exercises", sources, []))
    return found


def kinds_in(document: Document) -> frozenset[str]:
    """The kinds of a document's exercises."""
    return frozenset(widget.kind for widget in document.widgets)


def plan_styles(
    theme: Theme, settings: Settings, course: Course, name: str
) -> tuple[BytesFile | None, tuple[Diagnostic, ...]]:
    """One bundle of styles, for a product other than the website. T16 where the theme has none of that name."""
    if name not in settings.styles:
        return None, (diagnostic("T16", theme.files["theme.toml"].path, 0, name=name),)
    problems: list[Diagnostic] = []
    content = _joined(theme, course, "styles", name, settings.styles[name], problems)
    return hashed(name, ".css", content), tuple(problems)


def plan_files(theme: Theme, settings: Settings, problems: list[Diagnostic] | None = None) -> dict[str, BytesFile]:
    """The files that are copied as they are, by the theme's name for each."""
    found: dict[str, BytesFile] = {}
    for name, source in settings.files.items():
        file = theme.files.get(f"assets/{source}") or theme.files.get(source)
        if file is not None:
            stem, dot, suffix = source.rpartition("/")[2].rpartition(".")
            found[name] = hashed(stem, dot + suffix, file.data)
        elif problems is not None:
            problems.append(_no_file(theme, source, "files"))
    return found


def hashed(stem: str, suffix: str, content: bytes) -> BytesFile:
    """A file whose name tells its content."""
    key = hashlib.blake2b(content, digest_size=16).hexdigest()
    return BytesFile(f"assets/{stem}-{key[:10]}{suffix}", key, content)


def _joined(
    theme: Theme, course: Course, kind: str, name: str, sources: tuple[str, ...], problems: list[Diagnostic]
) -> bytes:
    """A bundle: its sources in order, squeezed, with the course's colour where that counts."""
    parts = []
    for source in sources:
        file = theme.files.get(f"assets/{source}")
        if file is None:
            problems.append(_no_file(theme, source, kind))
        else:
            parts.append(file.data.decode("utf-8-sig", "replace"))
    text = "\n".join(parts)
    if kind == "scripts":
        return squeeze_js(text).encode()
    if name in COLOURED and course.config.theme.colour:
        text += f"\n:root{{--brand:{course.config.theme.colour}}}\n"
    return squeeze_css(text).encode()


def _no_file(theme: Theme, source: str, kind: str) -> Diagnostic:
    file = theme.files["theme.toml"]
    line = line_of_item(file.data.decode("utf-8-sig", "replace"), source, 1)
    return diagnostic("T02", file.path, line, name=source, kind=kind)


def _named(bundles: dict[str, str], name: str) -> tuple[str, ...]:
    return (bundles[name],) if name in bundles else ()


def _logo(course: Course, files: dict[str, BytesFile | CopyFile], problems: list[Diagnostic]) -> str:
    logo = course.config.theme.logo
    if not logo:
        return ""
    asset = course.assets.get(logo)
    if asset is None:
        near = tuple(path for path in course.assets if path.rpartition("/")[2] == logo.rpartition("/")[2])
        line = course.config.lines.get("theme.logo", 0)
        problems.append(diagnostic("C11", course.config.path, line, near=near, logo=logo))
        return ""
    path = f"assets/logo-{asset.digest[:10]}.{logo.rpartition('.')[2].lower()}"
    files[path] = CopyFile(path, asset.digest, asset.file or asset.path)
    return path


def words_script(settings: Settings, catalogue: Catalogue) -> bytes:
    """The words that scripts show, with the language's plural rule: ``sitegenWords = {lang, plural(n), …}``."""
    words: dict[str, object] = {}
    for name, msgids in settings.words.items():
        if len(msgids) == 1:
            words[name] = catalogue.messages.get(msgids[0], msgids[0])
        else:
            words[name] = list(catalogue.plurals.get(msgids[0], msgids))
    rule = catalogue.rule if RULE.fullmatch(catalogue.rule) else "0"
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"window.sitegenWords={text};sitegenWords.plural=function(n){{return +({rule})}};\n".encode()


def squeeze_css(text: str) -> str:
    """Drop comments and the space that styles do not need; strings stay as they are."""

    def one(found: re.Match[str]) -> str:
        return found[1] or found[2] or (" " if found[0].isspace() else "")

    return re.sub(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", one, text, flags=re.DOTALL).strip() + "\n"


def squeeze_js(text: str) -> str:
    """Drop comments, indentation and the blanks beside signs; strings, templates and patterns stay as they are.

    Names and line ends stay too: what a browser reports can be found in the source. A comment after ``//`` stands on a
    line of its own, and no template holds another.
    """
    lines = (line.strip() for line in JS_TOKEN.sub(lambda found: found[1] or found[2] or "", text).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
