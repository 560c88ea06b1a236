"""What the pages say of themselves to search engines and social sites, with and without the site's address."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from sites import BASE, Site


def test_heads_without_the_sites_address(site: Site) -> None:
    assert not (site.folder / "sitemap.xml").exists()
    for name, page in site.pages.items():
        assert not page.all("link", rel="canonical"), name
        assert not page.all("link", rel="alternate"), name
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
