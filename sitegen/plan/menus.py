"""Menus: the own folder and the top level, never the whole course.

A menu is a window of pages around the current one, so that a page's size and the pages that a changed title touches
stay bounded however large a module grows; the folder's own page lists everything.
"""

from __future__ import annotations

from sitegen.model.course import Course, Entry, Folder
from sitegen.model.document import Document
from sitegen.model.glossary import GLOSSARY
from sitegen.model.page import CardView, LinkTo, Menu, MenuEntry
from sitegen.plan.addresses import Addresses, shown_edition

#: The most entries that a folder's menu shows.
WINDOW = 25


class Menus:
    """The menus of one language's pages. Entries are made once and shared by all menus that show them."""

    def __init__(self, course: Course, addresses: Addresses, lang: str) -> None:
        """``lang`` is the language of the pages on which the menus stand."""
        self.course, self.lang = course, lang
        self.paths = addresses.pages[lang]
        self.rows: dict[str, list[MenuEntry]] = {}

    def shown(self, entry: Entry | None) -> Document | None:
        """The document that this language's page of ``entry`` shows."""
        return shown_edition(entry, self.lang, self.course.config.languages) if entry else None

    def link(self, entry: Entry, folder: Folder | None = None) -> LinkTo:
        """A link to an entry by its title, with the title's language where it is another."""
        document = self.shown(entry)
        if document is None:
            title = self.course.config.title[self.lang] if not entry.folder else untitled(entry.folder)
            return LinkTo(self.paths[entry.key], title)
        lang = "" if document.lang == self.lang else document.lang
        if folder is None and entry.key == "index":
            return LinkTo(self.paths["index"], self.course.config.title[self.lang])
        return LinkTo(self.paths[entry.key], document.meta.title, lang)

    def index(self, folder: Folder) -> LinkTo:
        """The link to a folder's own page."""
        return self.link(folder.index or Entry(f"{folder.name}/index", folder.name, 0, {}), folder)

    def entries(self, folder: Folder) -> list[MenuEntry]:
        """All entries of a folder's menu."""
        if folder.name not in self.rows:
            rows = self.rows[folder.name] = []
            for entry in folder.pages:
                link = self.link(entry)
                rows.append(MenuEntry(link.path, link.title, entry.key, entry.number, False, link.lang))
        return self.rows[folder.name]

    def menu(self, folder: Folder, place: int) -> Menu:
        """The menu as seen from the page at ``place`` in the folder, -1 for its own page."""
        rows = self.entries(folder)
        first = max(0, min(place - WINDOW // 2, len(rows) - WINDOW))
        last = min(len(rows), first + WINDOW)
        window = rows[first:last]
        if place >= 0:
            row = rows[place]
            window[place - first] = MenuEntry(row.path, row.title, row.key, row.number, True, row.lang, row.gap)
        if first and window:
            row = window[0]
            window[0] = MenuEntry(row.path, row.title, row.key, row.number, row.current, row.lang, first)
        return Menu(
            folder.name, folder.number, self.index(folder), tuple(window), len(rows), place < 0, len(rows) - last
        )

    def page_cards(self, folder: Folder) -> tuple[CardView, ...]:
        """A folder's pages as cards."""
        return tuple(self._card(entry, self.link(entry), entry.number, 0, "") for entry in folder.pages)

    def module_cards(self) -> tuple[CardView, ...]:
        """The modules as cards."""
        return tuple(
            self._card(folder.index, self.index(folder), folder.number, len(folder.pages), folder.name)
            for folder in self.course.modules
        )

    def top(self) -> tuple[CardView, ...]:
        """Modules, then other folders, those in folders too. Titles only: every page shows it and depends on it."""
        folders = [folder for folder in (*self.course.modules, *self.course.folders) if folder.name]
        return tuple(
            CardView(link.path, link.title, f"{folder.name}/index", "", folder.number, None, 0, folder.name, link.lang)
            for folder in folders
            for link in (self.index(folder),)
        )

    def _card(self, entry: Entry | None, link: LinkTo, number: int, pages: int, folder: str) -> CardView:
        document = self.shown(entry)
        key = entry.key if entry else f"{folder}/index"
        if document is None:
            return CardView(link.path, link.title, key, "", number, None, pages, folder, link.lang)
        meta = document.meta
        return CardView(link.path, link.title, key, meta.description, number, meta.minutes, pages, folder, link.lang)


def glossary_card(standing: dict[str, LinkTo]) -> tuple[CardView, ...]:
    """The glossary at the end of the top level, where there is one; ``standing`` are the links by kind.

    No folder can have the name that stands for its folder.
    """
    link = standing.get(GLOSSARY)
    return (CardView(link.path, link.title, GLOSSARY, folder=f"{GLOSSARY}.md", lang=link.lang),) if link else ()


def untitled(folder: str) -> str:
    """A title for a folder that has no page of its own."""
    return folder.rpartition("/")[2].replace("-", " ").capitalize()
