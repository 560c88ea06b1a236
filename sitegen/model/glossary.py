"""The glossary of a course: what its authors wrote, and what a page shows of it."""

from __future__ import annotations

from msgspec import Struct

#: The key of the page, and with ``.md`` the name of the file that gives it a title and an introduction.
GLOSSARY = "glossary"


class TermbaseRow(Struct, frozen=True):
    """A row of ``termbase.csv``, the translators' file. ``words`` are by language, "" where none is settled.

    ``note`` holds gender, plural and advice, ``source`` where the word is attested. ``confidence`` is "high", "medium",
    "review" (no source: a translator must look) or "". These three are for translators and never for learners.
    """

    key: str
    words: dict[str, str]
    note: str = ""
    source: str = ""
    confidence: str = ""
    line: int = 0


class Term(Struct, frozen=True):
    """A term of ``glossary.toml``. ``words`` and ``text`` (plain) are by language.

    ``page`` is the key of the page that teaches it, ``place`` an id on that page; both may be "". ``see`` are keys of
    other terms. ``confidence`` is the termbase's, for translators. ``lines`` tells the line of each field; of the
    items of ``see`` as ``see.KEY``.
    """

    key: str
    words: dict[str, str]
    text: dict[str, str]
    page: str = ""
    place: str = ""
    see: tuple[str, ...] = ()
    confidence: str = ""
    lines: dict[str, int] = {}

    @property
    def anchor(self) -> str:
        """The term's id on the page: its key with hyphens."""
        return self.key.replace("_", "-")


class Glossary(Struct, frozen=True):
    """``glossary.toml``. ``path`` is the file's own, relative to the course's parent; ``terms`` in its order."""

    path: str
    terms: tuple[Term, ...]


class TermLink(Struct, array_like=True, frozen=True):
    """A link of a term: to the page that teaches it (``path`` from the site's root) or to another term (``#id``).

    ``lang`` is the language of ``title`` where it is not the page's, else "".
    """

    path: str
    title: str
    lang: str = ""


class TermView(Struct, array_like=True, frozen=True):
    """A term as the page shows it. ``others`` are pairs of a language and the term in it."""

    id: str
    word: str
    others: tuple[tuple[str, str], ...]
    text: str
    taught: TermLink | None = None
    see: tuple[TermLink, ...] = ()


class LetterView(Struct, array_like=True, frozen=True):
    """A letter of the page's language with its terms in order; a letter may have none. ``id`` is its section's."""

    letter: str
    id: str
    terms: tuple[TermView, ...] = ()
