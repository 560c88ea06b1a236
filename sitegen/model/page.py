"""What a reader gets: one page of the website, planned.

``PageInputs`` names everything that a page shows besides its document's body and what all pages of a language share
(``SiteInputs``). A page's key is the digest of these two and of the body: what is not in them cannot be shown, so an
unchanged key means an unchanged page.

Addresses (``path``) are relative to the site's root, use "/" and name a file: ``cy/hanfodion/gwerthoedd.html``. A
template writes ``page.root`` before them.
"""

from __future__ import annotations

from msgspec import Struct

from sitegen.model.document import Heading, Minutes
from sitegen.model.glossary import LetterView
from sitegen.model.view import Inherited, ScaleView


class AssetPaths(Struct, array_like=True, frozen=True):
    """Addresses of the theme's files, from the site's root, with content-hashed names.

    ``styles`` and ``scripts`` go on every page, ``exercise_styles`` on pages with exercises, ``picture_styles`` on
    pages with pictures of scales, ``glossary_styles`` on the glossary. ``words`` is the script with
    the interface's words for scripts in the page's language; ``logo`` "" for none.
    ``front_styles`` go on pages that lead on (home, folders' own pages, the choice of languages, 404),
    ``learning_styles`` and ``learning_scripts`` on My learning; ``travel_scripts`` are loaded by pages on a disk alone.
    """

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    exercise_styles: tuple[str, ...]
    words: str
    favicon: str
    logo: str = ""
    picture_styles: tuple[str, ...] = ()
    glossary_styles: tuple[str, ...] = ()
    front_styles: tuple[str, ...] = ()
    learning_styles: tuple[str, ...] = ()
    learning_scripts: tuple[str, ...] = ()
    travel_scripts: tuple[str, ...] = ()


class LinkTo(Struct, array_like=True, frozen=True):
    """A link that a template shows. ``lang`` is the language of ``title`` where it is not the page's, else ""."""

    path: str
    title: str
    lang: str = ""


class MenuEntry(Struct, array_like=True, frozen=True):
    """An entry of a module's menu. ``key`` names the page for progress; ``gap`` entries left out stand before it."""

    path: str
    title: str
    key: str
    number: int = 0
    current: bool = False
    lang: str = ""
    gap: int = 0


class Menu(Struct, array_like=True, frozen=True):
    """The menu of one folder, as seen from one page: a window of at most ``plan.menus.WINDOW`` entries around it.

    ``index`` links to the folder's own page, which lists them all. ``gap`` counts entries left out after the last.
    ``total`` counts the folder's pages, its own page not counted.
    """

    folder: str
    number: int
    index: LinkTo
    entries: tuple[MenuEntry, ...]
    total: int
    current: bool = False
    gap: int = 0


class EditionLink(Struct, array_like=True, frozen=True):
    """An entry of the language switch. ``exists`` is False where that edition shows the other's text (fallback)."""

    lang: str
    label: str
    path: str
    current: bool
    exists: bool


class Resolved(Struct, array_like=True, frozen=True):
    """What became of a ``Reference``: address from the site's root (or "#id" alone) and what to say about it.

    ``lang`` is set where a link leads to a page in another language; ``width``/``height`` for pictures, in pixels.
    """

    path: str
    picture: bool = False
    lang: str = ""
    width: int = 0
    height: int = 0


class CardView(Struct, array_like=True, frozen=True):
    """A module or page as a card in a list: on the home page, on a module's own page."""

    path: str
    title: str
    key: str
    description: str = ""
    number: int = 0
    minutes: Minutes | None = None
    pages: int = 0
    folder: str = ""
    lang: str = ""


class StandingView(Struct, array_like=True, frozen=True):
    """What a standing page shows besides its author's text, if any.

    ``title`` is the catalogue's. ``data`` is the path of the script with the course's outline, for My learning.
    ``storage`` are pairs of a pattern of keys (without the course's prefix) and the msgid that says what is kept there
    and why, ``network`` the same of addresses that pages ask; both for the privacy page. ``letters`` are those of the
    glossary.
    """

    title: str
    data: str = ""
    storage: tuple[tuple[str, str], ...] = ()
    network: tuple[tuple[str, str], ...] = ()
    letters: tuple[LetterView, ...] = ()


class PageInputs(Struct, array_like=True, frozen=True):
    """Everything that one page shows besides its body and ``SiteInputs``.

    ``kind`` is "home", "module" (a module's own page), "folder" (another folder's own page), "page", or that of a
    standing page ("learning", "privacy", "glossary"), which has ``standing`` and perhaps no document. ``lang`` is the
    language of the page (its shell), ``content_lang`` that of its text: they differ in a fallback. ``body`` is the
    digest of the document's body; "" where there is no document (then the page has a title and its lists).
    ``inherited`` are the answers of exercises that write none, by the exercise's id. ``root`` leads to the site's root
    ("../../"). ``scales`` are those that the page's widgets and pictures name; ``scripts`` are paths of those that its
    exercises need. ``canonical`` is a path: that of the real page in a fallback.
    """

    path: str
    key: str
    kind: str
    lang: str
    content_lang: str
    root: str
    body: str
    title: str
    description: str
    headings: tuple[Heading, ...]
    minutes: Minutes | None
    outcomes: tuple[str, ...]
    audience: str
    image: str
    breadcrumbs: tuple[LinkTo, ...]
    menu: Menu | None
    previous: LinkTo | None
    next: LinkTo | None
    editions: tuple[EditionLink, ...]
    canonical: str
    cards: tuple[CardView, ...]
    references: tuple[Resolved, ...]
    scales: dict[str, ScaleView]
    inherited: dict[str, tuple[Inherited, ...]]
    exercises: tuple[str, ...]
    pictures: bool
    scripts: tuple[str, ...]
    site: str
    standing: StandingView | None = None

    @property
    def fallback(self) -> bool:
        """Whether the text is in another language than the page."""
        return self.lang != self.content_lang


class SiteInputs(Struct, array_like=True, frozen=True):
    """What all pages of one language share. ``digest`` of it stands in every ``PageInputs.site``.

    ``top`` are the modules and the other folders, then the glossary; ``standing`` links to the standing pages, by their
    kind; ``labels`` each language's own name; ``locales`` Open Graph's
    locale codes (``cy_GB``); ``theme`` is the digest of templates and catalogues, ``generator`` of the program.
    """

    id: str
    lang: str
    languages: tuple[str, ...]
    labels: dict[str, str]
    locales: dict[str, str]
    title: str
    description: str
    home: LinkTo
    top: tuple[CardView, ...]
    standing: dict[str, LinkTo]
    base_url: str
    licence: LinkTo | None
    publisher: str
    assets: AssetPaths
    theme: str
    generator: str


class HeadView(Struct, frozen=True):
    """What a page says of itself to machines; only where the site's address is known. All addresses are absolute.

    ``alternates`` are ``(hreflang, address)`` with ``x-default``; ``structured`` is JSON-LD, safe inside a script
    element.
    """

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    locale: str
    other_locales: tuple[str, ...]
    image: str
    structured: str


class ChoiceInputs(Struct, frozen=True, tag="choice"):
    """The root page, where a reader chooses a language: one site a language, in the course's order.

    ``alternates`` as in ``HeadView``, empty without the site's address.
    """

    path: str
    sites: tuple[SiteInputs, ...]
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


class NotFoundInputs(Struct, frozen=True, tag="not-found"):
    """The page for addresses that lead nowhere, in all languages. ``root`` is absolute ("/a/b/") or "" (plain page)."""

    path: str
    root: str
    sites: tuple[SiteInputs, ...]


class RedirectInputs(Struct, frozen=True, tag="redirect"):
    """A page at an old address. ``root`` leads to the site's root; ``canonical`` is absolute or ""."""

    path: str
    root: str
    lang: str
    target: str
    title: str
    canonical: str = ""


class SitemapEntry(Struct, frozen=True):
    """An address of the sitemap with its alternates, all absolute."""

    address: str
    alternates: tuple[tuple[str, str], ...]


class SitemapInputs(Struct, frozen=True, tag="sitemap"):
    """sitemap.xml: real pages only, no fallbacks."""

    path: str
    entries: tuple[SitemapEntry, ...]
