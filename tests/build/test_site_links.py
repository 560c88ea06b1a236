"""The website's links: relative, complete, and working at any path, served or from the disk."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from courses import LANGUAGES, write
from markup import Document, broken, documents, is_outside, place_of
from sites import Site

from sitegen.build import Options, build


def test_all_links_are_relative_name_files_and_lead_somewhere(each: Site) -> None:
    pages = dict(each.pages)
    # The page for what is not there is shown at any address: it can have no relative links.
    del pages["404.html"]
    assert broken(each.folder, pages) == []
    assert sum(len(page.addresses()) for page in pages.values()) > 500


def test_every_page_can_be_reached_by_links(each: Site) -> None:
    redirects = {name for name, page in each.pages.items() if page.all("meta", **{"http-equiv": "refresh"})}
    assert unreached(each.pages) == {"404.html", *redirects}


def test_pages_of_a_folder_in_a_folder_can_be_reached(tmp_path: Path) -> None:
    """And from there its own menu leads on."""
    names = ("index", "about/index", "about/deep/index", "about/deep/one", "about/deep/two")
    texts = {name: f"---\ntitle: {name}\n---\n\nText.\n".encode() for name in names}
    files = {f"{lang}/{name}.md": text for lang in LANGUAGES for name, text in texts.items()}
    write(tmp_path / "content", {**files, "course.toml": b'id = "deep"\nlanguages = ["cy", "en"]\ntitle = "Deep"\n'})
    assert build(Options(tmp_path / "content", tmp_path / "site")).ok
    pages = documents(tmp_path / "site")
    assert unreached(pages) == {"404.html"}
    links = [link["href"] for link in pages["en/about/deep/one.html"].all("a")]
    assert "../../../en/about/deep/two.html" in links


def unreached(pages: dict[str, Document]) -> set[str]:
    """The pages to which no way leads from the root."""
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for tag, attribute, address in pages[name].addresses():
            path = place_of(name, address)[0]
            if (tag, attribute) == ("a", "href") and not is_outside(address) and path not in found:
                found.add(path)
                if path in pages:
                    waiting.append(path)
    return pages.keys() - found


def test_nothing_is_loaded_from_elsewhere(each: Site) -> None:
    """And whatever a style sheet or script refers to is there: nothing at all."""
    for name, page in each.pages.items():
        loaded = [address for tag, _, address in page.addresses() if tag not in ("a", "blockquote", "q")]
        assert not [address for address in loaded if is_outside(address)], name
    for path in each.folder.glob("assets/*.*s*"):
        text = path.read_text("utf-8")
        assert not re.search(
            r"url\((?!['\"]?(?:#|data:))|@import|https?://(?!www\.w3\.org/)|fetch\(|XMLHttp|import\(", text
        ), path


class Server:
    """A folder on a local host."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def get(self, address: str) -> bytes:
        """What stands at an address; an error when there is nothing."""
        with urllib.request.urlopen(address, timeout=10) as answer:
            data = answer.read()
        assert isinstance(data, bytes)
        return data


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Server]]:
    """``serve(folder)``."""
    servers: list[Server] = []

    def start(folder: Path) -> Server:
        servers.append(Server(folder))
        return servers[-1]

    yield start
    for each in servers:
        each.server.shutdown()
        each.server.server_close()


@pytest.mark.parametrize("at", ["/", "/a/b/"])
def test_served_anywhere(at: str, each: Site, tmp_path: Path, serve: Callable[[Path], Server]) -> None:
    """Every page and every file that a page loads, crawled from the site's root."""
    shutil.copytree(each.folder, tmp_path / "www" / at.strip("/"), dirs_exist_ok=True)
    server = serve(tmp_path / "www")
    seen: set[str] = set()
    waiting = [f"{server.address}{at}index.html"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        data = server.get(address)
        if not address.endswith(".html"):
            continue
        path = address.removeprefix(f"{server.address}/")
        for _, _, link in Document(path, data.decode()).addresses():
            if not is_outside(link):
                waiting.append(f"{server.address}/{urllib.request.pathname2url(place_of(path, link)[0])}")
    assert len(seen) > len(each.course_pages())
    assert all(address.startswith(server.address + at) for address in seen)


def test_the_page_for_what_is_not_there(
    site: Site, hosted: Site, tmp_path: Path, serve: Callable[[Path], Server]
) -> None:
    """It has both languages. Without the site's address it is plain and refers to nothing; with it, it leads back."""
    for found in (site, hosted):
        page = found.pages["404.html"]
        assert page.one("html")["lang"] == "cy"
        assert [part["lang"] for part in page.all("section")] == ["cy", "en"]
        assert "Page not found" in page.words and "Heb ddod o hyd" in page.words
        assert page.all("meta", name="robots", content="noindex")
    assert site.pages["404.html"].addresses() == []
    shutil.copytree(hosted.folder, tmp_path / "www/a/b")
    server = serve(tmp_path / "www")
    addresses = [address for _, _, address in hosted.pages["404.html"].addresses()]
    assert len(addresses) >= 4
    for address in addresses:
        assert address.startswith("/a/b/")
        assert server.get(server.address + address)
    with pytest.raises(urllib.error.HTTPError):
        server.get(f"{server.address}/cy/index.html")


def test_old_addresses(small: Site) -> None:
    redirects = {name: page for name, page in small.pages.items() if page.all("meta", **{"http-equiv": "refresh"})}
    assert len(redirects) == 4
    for name, page in redirects.items():
        (address,) = {place_of(name, address)[0] for _, _, address in page.addresses()}
        assert address in small.pages and address not in redirects
        assert page.one("html")["lang"] == name.partition("/")[0]
        assert page.one("link", rel="canonical")["href"] == f"https://example.org/a/{address}"
        assert page.all("meta", name="robots", content="noindex")
        assert page.one("a")
