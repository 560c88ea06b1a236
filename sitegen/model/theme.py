"""A theme: all markup, every visible word, styles and scripts, as texts in memory."""

from __future__ import annotations

from msgspec import Struct


class ThemeFile(Struct, frozen=True):
    """A file of the theme or of the course's overrides. ``path`` is for messages."""

    path: str
    data: bytes


class Theme(Struct, frozen=True):
    """Files by name within the theme (``templates/page.html``, ``locales/cy.po``, ``theme.toml``).

    ``digest`` is that of all names and contents.
    """

    files: dict[str, ThemeFile]
    digest: str


class Catalogue(Struct, frozen=True):
    """A language's words. ``messages`` by msgid; ``plurals`` by singular msgid, one text a plural form.

    ``rule`` is the C expression of the header's ``Plural-Forms``, ``forms`` their number.
    """

    lang: str
    path: str
    rule: str
    forms: int
    messages: dict[str, str]
    plurals: dict[str, tuple[str, ...]]
    lines: dict[str, int]


class Settings(Struct, frozen=True):
    """``theme.toml``: which sources are joined into which file, the words that scripts need, files to copy.

    ``words`` maps a script's name for a word to its msgid, or to singular and plural msgids. ``kinds`` are the kinds of
    exercise that alone need a source, by the source's name. ``storage`` maps a pattern of the keys that scripts keep in
    the browser (``widget:*``) to the msgid that says what is kept and why, ``network`` the same for addresses that
    scripts ask: the privacy page shows both.
    """

    styles: dict[str, tuple[str, ...]]
    scripts: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    files: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    storage: dict[str, str] = {}
    network: dict[str, str] = {}
