"""Built pages, read as a browser would read them: addresses, ids, languages, and what may not stand there."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

#: Attributes that hold an address.
ADDRESSES = {"href", "src", "poster", "action", "cite", "data", "srcset", "formaction", "ping", "background"}


class Document(HTMLParser):
    """One page. ``elements`` are all start tags with their attributes, ``data`` the texts of scripts and styles."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path, self.text = path, text
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.data: list[tuple[str, dict[str, str], str]] = []
        self.words = ""
        self._open: tuple[str, dict[str, str]] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self._open = (tag, attributes) if tag in ("script", "style") else None

    def handle_endtag(self, tag: str) -> None:
        """A script or style ends."""
        if self._open and tag == self._open[0]:
            self._open = None

    def handle_data(self, data: str) -> None:
        """Texts of scripts and styles apart from the words that people read."""
        if self._open:
            self.data.append((*self._open, data))
        else:
            self.words += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of all elements of a kind that have what is wanted."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    def one(self, tag: str, **wanted: str) -> dict[str, str]:
        """The attributes of the only such element."""
        (found,) = self.all(tag, **wanted)
        return found

    def ids(self) -> list[str]:
        """All ids, in order."""
        return [found["id"] for _, found in self.elements if "id" in found]

    def addresses(self) -> list[tuple[str, str, str]]:
        """All addresses that a browser may follow or load: element, attribute, address."""
        found = [
            (tag, name, value)
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if name in ADDRESSES and not (tag == "link" and attributes.get("rel") in ("canonical", "alternate"))
        ]
        refreshes = self.all("meta", **{"http-equiv": "refresh"})
        return found + [("meta", "content", each["content"].partition("url=")[2]) for each in refreshes]


def documents(site: Path) -> dict[str, Document]:
    """All pages of a site, by path."""
    return {
        name: Document(name, path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
        for name in (path.relative_to(site).as_posix(),)
    }


def is_outside(address: str) -> bool:
    """Whether an address leads to another site."""
    return urlsplit(address).scheme in ("http", "https", "mailto", "tel")


def place_of(page: str, address: str) -> tuple[str, str]:
    """Path and fragment that a relative address on ``page`` names."""
    parts = urlsplit(urljoin(f"http://site/{page}", address))
    return unquote(parts.path.removeprefix("/")), unquote(parts.fragment)


def broken(site: Path, pages: dict[str, Document]) -> list[str]:
    """What is wrong with the addresses in the pages: each must be relative, name a file, and lead somewhere."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {name: set(page.ids()) for name, page in pages.items()}
    wrong = []
    for name, page in pages.items():
        for tag, attribute, address in page.addresses():
            if is_outside(address):
                continue
            path, fragment = place_of(name, address)
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address.startswith(("/", "\\")) or not address:
                problem = "not relative"
            elif parts.path and parts.path.endswith("/"):
                problem = "names no file"
            elif path not in files:
                problem = "leads nowhere"
            elif fragment and path in ids and fragment not in ids[path]:
                problem = "no such place"
            else:
                continue
            wrong.append(f"{name}: <{tag} {attribute}={address!r}>: {problem}")
    return wrong
