"""The real course's website: links, addresses, heads, languages, weight; served, in a sub-folder and from the disk."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import re
import shutil
import threading
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from courses import course, differences, tree, write
from markup import Document, broken, documents, is_outside, place_of

from sitegen.build import Options, build

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://example.org/a/b/"
KINDS = "choose-one choose-many sort-into place place-own grid spot order reflect reveal poll".split()
EXERCISE = re.compile(rf"^(:::+) (?:{'|'.join(KINDS)}) ([a-z0-9-]+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)


class Site:
    """A built site and its pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = documents(folder)

    def course_pages(self) -> dict[str, Document]:
        """The pages of the course: not the choice of languages, not the page for what is not there."""
        return {name: page for name, page in self.pages.items() if "/" in name}


def make(folder: Path, user_cache: Path, base_url: str) -> Site:
    """Build the real course, with or without the site's address."""
    shutil.copytree(ROOT / "content", folder / "content")
    settings = folder / "content" / "course.toml"
    rows = [row for row in settings.read_text("utf-8").split("\n") if not row.startswith("base_url")]
    settings.write_text("\n".join([f'base_url = "{base_url}"', *rows]), "utf-8")
    result = build(Options(folder / "content", folder / "site", None, user_cache / "sitegen/templates"))
    assert result.ok, result.problems
    return Site(folder / "site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Site:
    """The real course for any host."""
    return make(tmp_path_factory.mktemp("real"), user_cache, "")


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Site:
    """The real course for the host at ``BASE``."""
    return make(tmp_path_factory.mktemp("hosted"), user_cache, BASE)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Site:
    """The tests' own course, which has what the real one need not have: aliases, a missing edition, pictures."""
    folder = tmp_path_factory.mktemp("small")
    write(folder / "content", course())
    assert build(Options(folder / "content", folder / "site", None, user_cache / "sitegen/templates")).ok
    return Site(folder / "site")


@pytest.fixture(scope="session", params=["site", "hosted", "small"])
def each(request: pytest.FixtureRequest) -> Site:
    """All three."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


def test_the_real_course_has_both_languages(site: Site) -> None:
    languages = [name.partition("/")[0] for name in site.course_pages()]
    assert languages.count("cy") == languages.count("en") > 15


def test_all_links_are_relative_name_files_and_lead_somewhere(each: Site) -> None:
    pages = dict(each.pages)
    # The page for what is not there is shown at any address: it can have no relative links.
    del pages["404.html"]
    assert broken(each.folder, pages) == []
    assert sum(len(page.addresses()) for page in pages.values()) > 500


def test_every_page_can_be_reached_by_links(each: Site) -> None:
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for tag, attribute, address in each.pages[name].addresses():
            path = place_of(name, address)[0]
            if (tag, attribute) == ("a", "href") and not is_outside(address) and path not in found:
                found.add(path)
                if path in each.pages:
                    waiting.append(path)
    redirects = {name for name, page in each.pages.items() if page.all("meta", **{"http-equiv": "refresh"})}
    assert each.pages.keys() - found == {"404.html", *redirects}


def test_nothing_is_loaded_from_elsewhere(each: Site) -> None:
    """And whatever a style sheet or script refers to is there: nothing at all."""
    for name, page in each.pages.items():
        loaded = [address for tag, _, address in page.addresses() if tag not in ("a", "blockquote", "q")]
        assert not [address for address in loaded if is_outside(address)], name
    for path in each.folder.glob("assets/*.*s*"):
        text = path.read_text("utf-8")
        assert not re.search(r"url\((?!['\"]?(?:#|data:))|@import|https?://(?!www\.w3\.org/)|fetch\(|XMLHttp|import\(", text), path


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


def test_the_page_for_what_is_not_there(site: Site, hosted: Site, tmp_path: Path, serve: Callable[[Path], Server]) -> None:
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


def test_heads_without_the_sites_address(site: Site) -> None:
    assert not (site.folder / "sitemap.xml").exists()
    for name, page in site.pages.items():
        assert not page.all("link", rel="canonical"), name
        assert not [link for link in page.all("link", rel="alternate")], name
        assert not [meta for meta in page.all("meta") if meta.get("property", "").startswith("og:")], name
        assert not page.data, name


def test_heads_with_the_sites_address(hosted: Site) -> None:
    for name, page in hosted.course_pages().items():
        lang = name.partition("/")[0]
        assert page.one("link", rel="canonical")["href"] == BASE + name
        links = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate")}
        assert links.keys() == {"cy", "en", "x-default"}, name
        assert links[lang] == BASE + name
        other = hosted.pages[links["en" if lang == "cy" else "cy"].removeprefix(BASE)]
        back = {link["hreflang"]: link["href"] for link in other.all("link", rel="alternate")}
        assert back == links, name
        home = name.endswith("/index.html") and name.count("/") == 1
        assert links["x-default"] == (BASE if home else links["cy"])
        properties = {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta}
        assert properties["og:url"] == BASE + name
        assert properties["og:title"] and properties["og:site_name"] and properties["og:type"] == "website"
        assert properties["og:locale"] == ("cy_GB" if lang == "cy" else "en_GB")
        assert properties["og:locale:alternate"] == ("en_GB" if lang == "cy" else "cy_GB")
    choice = hosted.pages["index.html"]
    assert choice.one("link", rel="canonical")["href"] == BASE
    links = {link["hreflang"]: link["href"] for link in choice.all("link", rel="alternate")}
    assert links == {"cy": f"{BASE}cy/index.html", "en": f"{BASE}en/index.html", "x-default": BASE}


def test_structured_data(hosted: Site) -> None:
    """schema.org, and the only thing that stands inside a script element."""
    kinds = set()
    for name, page in hosted.pages.items():
        for tag, attributes, text in page.data:
            assert (tag, attributes) == ("script", {"type": "application/ld+json"}), name
            data = json.loads(text)
            assert data["@context"] == "https://schema.org"
            assert data["url"] == BASE + name
            assert data["inLanguage"] == name.partition("/")[0]
            assert data["name"]
            kinds.add(data["@type"])
    assert all(page.data for page in hosted.course_pages().values())
    assert {"Course", "LearningResource"} <= kinds


def test_sitemap(hosted: Site, small: Site) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ET.parse(hosted.folder / "sitemap.xml").getroot()
    found = {}
    for url in root.findall("s:url", names):
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", names)}
        found[str(url.findtext("s:loc", "", names)).removeprefix(BASE)] = links
    assert found.keys() == hosted.course_pages().keys()
    for name, page in hosted.course_pages().items():
        assert found[name] == {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate")}
    text = (small.folder / "sitemap.xml").read_text("utf-8")
    assert "https://example.org/a/en/about/only.html" in text
    assert "cy/about/only.html" not in text
    assert "old-m1" not in text and "hen-m1" not in text


def test_the_choice_of_languages(each: Site) -> None:
    """Welsh first, two equal links, and nobody is sent on without being asked."""
    page = each.pages["index.html"]
    links = page.all("a")
    assert [(link["href"], link["hreflang"]) for link in links] == [("cy/index.html", "cy"), ("en/index.html", "en")]
    assert links[0].keys() == links[1].keys()
    assert links[0].get("class") == links[1].get("class")
    assert not page.all("meta", **{"http-equiv": "refresh"})
    assert not page.data
    items = [found for found in page.all("li") if "lang" in found]
    assert [item["lang"] for item in items] == ["cy", "en"]
    assert page.words.index("Cymraeg") < page.words.index("English")
    for script in page.all("script"):
        text = (each.folder / script["src"]).read_text("utf-8")
        assert not re.search(r"location\s*(?:\.href)?\s*=[^=]|location\.(?:assign|replace)\(", text)


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


def test_nothing_inline(each: Site) -> None:
    """No scripts, styles or handlers in the pages: a strict policy holds, and is there."""
    for name, page in each.pages.items():
        for tag, attributes in page.elements:
            assert tag not in ("style", "base", "iframe", "object", "embed", "form"), name
            assert not [key for key in attributes if key.startswith("on") or key in ("style", "integrity", "nonce")], name
            if tag == "script":
                assert "src" in attributes or attributes == {"type": "application/ld+json"}, name
                assert attributes.get("type") != "module", name
                assert "src" not in attributes or "defer" in attributes, name
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, name
        assert not re.search(r"javascript:|data:text", page.text), name


def test_markup(each: Site) -> None:
    """What is in every page: one title, one heading of the first level, ids once, words for pictures."""
    for name, page in each.pages.items():
        assert page.text.startswith("<!doctype html>"), name
        assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main")) == 1, name
        ids = page.ids()
        assert len(ids) == len(set(ids)), name
        assert all("alt" in image for image in page.all("img")), name
        assert all({"width", "height"} <= image.keys() for image in page.all("img") if "media/" in image["src"]), name
        assert "\x1a" not in page.text and "\ufeff" not in page.text, name
        assert not re.search(r"\{\{|\{%|%\(\w+\)s", re.sub(r'data-[\w-]+="[^"]*"', "", page.text)), name


def test_languages(each: Site) -> None:
    """Every page says its language; the switch names the other one in its own words and leads to the same page."""
    for name, page in each.course_pages().items():
        lang = name.partition("/")[0]
        assert page.one("html")["lang"] == lang, name
        if page.all("meta", **{"http-equiv": "refresh"}):
            continue
        switches = [link for link in page.all("a") if link.get("rel") == "alternate"]
        (switch,) = switches
        other = place_of(name, switch["href"])[0]
        assert switch["lang"] == switch["hreflang"] == other.partition("/")[0] != lang, name
        assert each.pages[other].one("html")["data-page"] == page.one("html")["data-page"], name
        assert page.all("span", lang=lang, **{"aria-current": "true"}), name
    for found in each.pages.values():
        for tag, attributes in found.elements:
            if "lang" in attributes:
                assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", attributes["lang"]), (found.path, tag)


def test_a_missing_edition(small: Site) -> None:
    page = small.pages["cy/tudalen-1/only.html"]
    assert page.one("html")["lang"] == "cy"
    assert page.one("h1")["lang"] == "en"
    assert page.all("div", **{"class": "prose", "lang": "en"})
    assert "ar gael yn Gymraeg" in page.words
    assert page.one("link", rel="canonical")["href"] == "https://example.org/a/en/about/only.html"
    assert not page.all("link", rel="alternate")
    links = [link for link in small.pages["cy/tudalen-1/index.html"].all("a") if link["href"].endswith("only.html")]
    assert any(link.get("lang") == "en" for link in links)


def weight(site: Path, page: Document) -> int:
    """What a first visit to a page costs: its HTML, CSS and JS, compressed, in bytes."""
    parts = {place_of(page.path, script["src"])[0] for script in page.all("script") if "src" in script}
    parts |= {place_of(page.path, sheet["href"])[0] for sheet in page.all("link", rel="stylesheet")}
    data = [page.text.encode(), *((site / path).read_bytes() for path in sorted(parts))]
    return sum(len(gzip.compress(each, 9, mtime=0)) for each in data)


def limit(exercises: int) -> int:
    """What a page may weigh."""
    return 14_000 if exercises == 0 else 24_000 if exercises <= 5 else 30_000


def test_weight(site: Site, hosted: Site) -> None:
    counts = set()
    for found in (site, hosted):
        for name, page in found.course_pages().items():
            exercises = len([1 for _, attributes in page.elements if "data-widget" in attributes])
            assert weight(found.folder, page) <= limit(exercises), name
            counts.add(exercises)
            requests = len(page.all("script")) + len(page.all("link", rel="stylesheet"))
            assert requests <= 6, name
    assert 0 in counts and max(counts) >= 5


def test_the_weight_of_ten_exercises(tmp_path: Path, user_cache: Path) -> None:
    """Ten of the real course's exercises on one of its pages."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for lang in ("cy", "en"):
        pages = sorted((tmp_path / "content" / lang).glob("*/*.md"))
        found = {match[2]: match[0] for path in pages for match in EXERCISE.finditer(path.read_text("utf-8"))}
        page = tmp_path / "content" / lang / "essentials" / "values.md"
        own = [match[2] for match in EXERCISE.finditer(page.read_text("utf-8"))]
        more = [name for name in sorted(found) if name not in own][: 10 - len(own)]
        copies = [re.sub(r"(?m)^(:::+ [a-z-]+ )" + name, rf"\1{name}-more", found[name]) for name in more]
        copies = [re.sub(r" again=[a-z0-9-]+", "", text) for text in copies]
        page.write_text(page.read_text("utf-8") + "\n\n" + "\n\n".join(copies) + "\n", "utf-8")
    result = build(Options(tmp_path / "content", tmp_path / "site", None, user_cache / "sitegen/templates"))
    assert result.ok, result.problems
    found_pages = Site(tmp_path / "site").pages.values()
    full = [page for page in found_pages if page.one("html").get("data-page") == "essentials/values"]
    assert len(full) == 2
    for document in full:
        assert len([1 for _, attributes in document.elements if "data-widget" in attributes]) == 10
        assert weight(tmp_path / "site", document) <= 30_000, document.path


def test_the_real_course_is_the_same_when_built_again(site: Site, tmp_path: Path, user_cache: Path) -> None:
    again = make(tmp_path, user_cache, "")
    assert differences(tree(site.folder), tree(again.folder)) == []
