"""Each page's inputs: everything that it will show, and its key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

import msgspec

from sitegen.model.course import Course, Entry, Folder
from sitegen.model.document import Document, Heading, Meta, Reference
from sitegen.model.output import BytesFile, PageFile
from sitegen.model.page import CardView, EditionLink, LinkTo, Menu, PageInputs, Resolved, SiteInputs, StandingView
from sitegen.model.standing import STANDING
from sitegen.model.view import ScaleView
from sitegen.plan.addresses import Addresses, entries, root_of, shown_edition
from sitegen.plan.assets import kinds_in
from sitegen.plan.inheritance import inherited
from sitegen.plan.menus import Menus, untitled
from sitegen.plan.references import asset_address, image_of, resolve
from sitegen.plan.scales import scale_names, scale_view

#: Headings down to this level stand in a page's contents list.
CONTENTS_LEVEL = 3


def key_of(value: object) -> str:
    """The digest of a value: equal for equal values, on any machine."""
    return hashlib.blake2b(msgspec.msgpack.encode(value, order="deterministic"), digest_size=16).hexdigest()


class PagePlanner:
    """Plans the pages of one language."""

    def __init__(
        self,
        course: Course,
        addresses: Addresses,
        site: SiteInputs,
        standing: Mapping[str, StandingView],
        root: Callable[[str], str] = root_of,
        exercises: Mapping[frozenset[str], BytesFile] = MappingProxyType({}),
    ) -> None:
        """``site`` holds what the pages of the language share, ``standing`` what the standing pages show, by key.

        ``root`` leads from a page's path to the root. ``exercises`` are the scripts for each set of kinds of exercise.
        """
        self.course, self.addresses, self.site, self.root = course, addresses, site, root
        self.standing, self.exercises = standing, exercises
        self.lang, self.languages = site.lang, course.config.languages
        self.site_key = key_of(site)
        self.menus = Menus(course, addresses, site.lang)
        self.paths = addresses.pages[site.lang]
        self.known = {entry.key: entry for entry in entries(course)}
        self.resolved: dict[tuple[str, str, str, str], Resolved] = {}
        self.scales: dict[str, dict[str, ScaleView]] = {
            lang: {name: scale_view(scale, lang) for name, scale in course.scales.items()} for lang in self.languages
        }
        self.home = LinkTo(self.paths["index"], course.config.title[site.lang])

    def pages(self) -> Iterator[PageFile]:
        """All pages of the language, in reading order."""
        modules = self.course.modules
        yield self.page(self.course.home or Entry("index", "", 0, {}), "home", cards=self.menus.module_cards())
        sequence: list[tuple[Entry, Folder, int]] = []
        for folder in modules:
            sequence.append((self._index(folder), folder, -1))
            sequence += [(entry, folder, place) for place, entry in enumerate(folder.pages)]
        links = [self.menus.link(entry, folder) for entry, folder, _ in sequence]
        for at, (entry, folder, place) in enumerate(sequence):
            before = links[at - 1] if at else None
            after = links[at + 1] if at + 1 < len(links) else None
            yield self._in_folder(entry, folder, place, before, after)
        for folder in self.course.folders:
            if folder.name:
                yield self._in_folder(self._index(folder), folder, -1, None, None)
            for place, entry in enumerate(folder.pages):
                yield self._in_folder(entry, folder, place, None, None)
        for entry in self.course.standing:
            yield self.page(entry, STANDING[entry.key].kind, None, (self.home,))

    @staticmethod
    def _index(folder: Folder) -> Entry:
        return folder.index or Entry(f"{folder.name}/index", folder.name, 0, {})

    def _in_folder(
        self, entry: Entry, folder: Folder, place: int, before: LinkTo | None, after: LinkTo | None
    ) -> PageFile:
        menu = self.menus.menu(folder, place) if folder.name else None
        crumbs = (self.home,) if place < 0 or not folder.name else (self.home, self.menus.index(folder))
        kind = "page" if place >= 0 else ("module" if folder.number else "folder")
        cards = self.menus.page_cards(folder) if place < 0 else ()
        return self.page(entry, kind, menu, crumbs, before, after, cards)

    def page(
        self,
        entry: Entry,
        kind: str,
        menu: Menu | None = None,
        crumbs: tuple[LinkTo, ...] = (),
        before: LinkTo | None = None,
        after: LinkTo | None = None,
        cards: tuple[CardView, ...] = (),
    ) -> PageFile:
        """Plan one page."""
        document = shown_edition(entry, self.lang, self.languages)
        path = self.paths[entry.key]
        labels, everywhere = self.site.labels, self.addresses.pages
        standing = self.standing.get(entry.key)
        whole = standing is not None and document is None
        editions = tuple(
            EditionLink(
                lang, labels[lang], everywhere[lang][entry.key], lang == self.lang, whole or lang in entry.editions
            )
            for lang in self.site.languages
        )
        if document is None:
            title = standing.title if standing else untitled(entry.folder) if entry.folder else self.home.title
            document = Document(entry.key, self.lang, "", "", "", Meta(title))
        meta, own = document.meta, document.lang
        image = image_of(document, self.course)
        scales = self.scales[own]
        used = {name for widget in document.widgets for name in scale_names(widget) if name in scales}
        used |= {picture.scale for picture in document.pictures if picture.scale in scales}
        inputs = PageInputs(
            path=path,
            key=entry.key,
            kind=kind,
            lang=self.lang,
            content_lang=own,
            root=self.root(path),
            body=document.body,
            title=meta.title or untitled(document.key),
            description=meta.description,
            headings=tuple(
                Heading(x.level, x.id, x.html, x.text, 0)
                for x in document.headings
                if x.level <= CONTENTS_LEVEL and not x.boxed
            ),
            minutes=meta.minutes,
            outcomes=meta.outcomes,
            audience=meta.audience,
            image=quote(asset_address(image.path)) if image else "",
            breadcrumbs=crumbs,
            menu=menu,
            previous=before,
            next=after,
            editions=editions,
            canonical=self.addresses.pages[own if own in self.site.languages else self.lang][entry.key],
            cards=cards,
            references=tuple(self._resolved(x, document) for x in document.references),
            scales={name: scales[name] for name in sorted(used)},
            inherited={x.id: found for x in document.widgets if (found := inherited(x, entry, self.scales))},
            exercises=tuple(widget.id for widget in document.widgets),
            pictures=bool(document.pictures),
            scripts=(file.path,) if (file := self.exercises.get(kinds_in(document))) else (),
            site=self.site_key,
            standing=standing,
        )
        return PageFile(path, key_of(inputs), inputs)

    def _resolved(self, reference: Reference, document: Document) -> Resolved:
        """A reference's address. A folder's pages refer to the same places, so each is looked up once."""
        name = (document.lang, document.key.rpartition("/")[0], reference.kind, reference.target)
        found = None if reference.target.startswith("#") else self.resolved.get(name)
        if found is None:
            found = resolve(reference, document, self.site, self.course, self.known, self.addresses)
            self.resolved[name] = found
        return found
