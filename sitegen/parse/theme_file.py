"""``theme.toml`` and the catalogues → ``Settings`` and ``Catalogue``."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from io import BytesIO

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.theme import Catalogue, Settings, ThemeFile
from sitegen.parse.characters import find_control
from sitegen.parse.toml_file import Fields, load

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")
ROW = re.compile(r"""\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?""")
FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?);?\s*$")


def parse_settings(file: ThemeFile) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read ``theme.toml``. What cannot be read is left empty and reported."""
    problems: list[Diagnostic] = []
    text = file.data.decode("utf-8-sig", "replace")
    table = load(text, file.path, "T01", problems) or {}
    fields = Fields(table, text, file.path, problems)
    styles, scripts, words, files, kinds, storage, network = (
        Fields(fields.table_at(name), text, file.path, problems, fields.line(name))
        for name in ("styles", "scripts", "words", "files", "kinds", "storage", "network")
    )
    settings = Settings(
        styles={name: styles.strings(name) for name in styles.table},
        scripts={name: scripts.strings(name) for name in scripts.table},
        words={name: msgids for name in words.table if (msgids := _msgids(words, name))},
        files={name: path for name in files.table if (path := files.string(name))},
        kinds={name: kinds.strings(name) for name in kinds.table},
        storage={key: msgid for key in storage.table if (msgid := storage.string(key))},
        network={key: msgid for key in network.table if (msgid := network.string(key))},
    )
    fields.rest()
    return settings, tuple(problems)


def _msgids(words: Fields, name: str) -> tuple[str, ...]:
    """A word's msgid, or singular and plural; () where it is neither."""
    value = words.table[name]
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value):
        return tuple(value)
    words.wrong(name, "a text in quotes, or two in brackets: singular and plural")
    return ()


def parse_catalogue(file: ThemeFile, lang: str) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """Read a gettext catalogue with Babel and check each entry: translated, not fuzzy, same placeholders.

    The plural rule is the header's own and not Babel's: Babel's Welsh header has changed between releases.
    """
    from babel.messages.pofile import PoFileError, read_po

    problems: list[Diagnostic] = []
    text = file.data.decode("utf-8", "replace")
    control = find_control(text.replace("\r\n", "\n"), file.path)
    if control is not None:
        return Catalogue(lang, file.path, "0", 1, {}, {}, {}), (control,)
    # Babel takes a line without its last quotation mark for whole, and loses a letter.
    for line, row in enumerate(text.split("\n"), 1):
        if not ROW.fullmatch(row):
            problems.append(diagnostic("T05", file.path, line, reason=f"`{row.strip()}` is not part of an entry"))
            return Catalogue(lang, file.path, "0", 1, {}, {}, {}), tuple(problems)
    try:
        entries = list(read_po(BytesIO(file.data.removeprefix(BOM_UTF8)), abort_invalid=True))
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", -1) + 1
        problems.append(diagnostic("T05", file.path, line, reason=re.sub(r" on \d+$", "", str(error))))
        return Catalogue(lang, file.path, "0", 1, {}, {}, {}), tuple(problems)
    header = re.search(r'^"Plural-Forms:\s*(.*?)\\n"', text, re.MULTILINE)
    found = FORMS.search(header[1]) if header else None
    if found is None:
        problems.append(diagnostic("T06", file.path, 1))
    forms, rule = (int(found[1]), found[2]) if found else (1, "0")
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    for entry in entries:
        if not entry.id:
            continue
        key = entry.id if isinstance(entry.id, str) else entry.id[0]
        texts = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        line = lines[key] = entry.lineno or 0
        sources = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
        problems += _entry(file.path, line, key, sources, texts, entry.fuzzy, 1 if len(sources) == 1 else forms)
        if len(sources) == 1:
            messages[key] = texts[0]
        else:
            plurals[key] = texts
    return Catalogue(lang, file.path, rule, forms, messages, plurals, lines), tuple(problems)


def _entry(
    path: str, line: int, key: str, sources: tuple[str, ...], texts: tuple[str, ...], fuzzy: bool, forms: int
) -> Iterable[Diagnostic]:
    if fuzzy:
        yield diagnostic("T09", path, line, msgid=key)
    if len(texts) != forms or not all(texts):
        yield diagnostic("T07", path, line, msgid=key)
        return
    allowed = set().union(*map(placeholders, sources))
    for text in texts:
        if placeholders(text) - allowed or (forms == 1 and placeholders(text) != allowed):
            yield diagnostic("T08", path, line, msgid=key, expected=_names(allowed), found=_names(placeholders(text)))
            return


def placeholders(text: str) -> set[str]:
    """The placeholders of a message; a stray "%" counts as one named "%"."""
    return {found[1] or "%" for found in PLACEHOLDER.finditer(text) if found[0] != "%%"}


def _names(names: set[str]) -> str:
    return ", ".join(f"%({name})s" if name != "%" else "%" for name in sorted(names)) or "none"
