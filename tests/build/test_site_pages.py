"""The pages themselves: the choice of languages, nothing inline, languages, weight."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import sites
from courses import differences, tree
from markup import Document, place_of
from sites import ROOT, Site

from sitegen.build import Options, build

KINDS = (
    "choose-one",
    "choose-many",
    "sort-into",
    "place",
    "place-own",
    "grid",
    "spot",
    "order",
    "reflect",
    "reveal",
    "poll",
)
EXERCISE = re.compile(rf"^(:::+) (?:{'|'.join(KINDS)}) ([a-z0-9-]+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)


def test_the_real_course_has_both_languages(site: Site) -> None:
    languages = [name.partition("/")[0] for name in site.course_pages()]
    assert languages.count("cy") == languages.count("en") > 15


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


def test_nothing_inline(each: Site) -> None:
    """No scripts, styles or handlers in the pages: a strict policy holds, and is there."""
    for name, page in each.pages.items():
        for tag, attributes in page.elements:
            assert tag not in ("style", "base", "iframe", "object", "embed", "form"), name
            assert not [key for key in attributes if key.startswith("on") or key in ("style", "integrity", "nonce")], (
                name
            )
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
            if page.one("html")["data-page"] in ("my-learning", "glossary"):
                continue
            exercises = len([1 for _, attributes in page.elements if "data-widget" in attributes])
            assert weight(found.folder, page) <= limit(exercises), name
            counts.add(exercises)
            loaded = [script for script in page.all("script") if "src" in script]
            requests = len(loaded) + len(page.all("link", rel="stylesheet"))
            assert requests <= 6, name
    assert 0 in counts and max(counts) >= 5


def test_the_weight_of_the_glossary(site: Site) -> None:
    """It grows with its terms and not with the course: a small page, and what one term with its definition takes."""
    for name, page in site.course_pages().items():
        if page.one("html")["data-page"] == "glossary":
            terms = len([1 for tag, _ in page.elements if tag == "h3"])
            assert terms > 50
            assert weight(site.folder, page) <= 9_000 + 120 * terms, name


def test_the_weight_of_my_learning(site: Site) -> None:
    """All that it does beside the course's outline, and the outline by the exercises that it names."""
    for lang in ("cy", "en"):
        pages = [page for name, page in site.course_pages().items() if name.startswith(f"{lang}/")]
        page = next(each for each in pages if each.one("html")["data-page"] == "my-learning")
        outline = next(place_of(page.path, x["src"])[0] for x in page.all("script") if "/course-" in x["src"])
        data = (site.folder / outline).read_bytes()
        size = len(gzip.compress(data, 9, mtime=0))
        assert size <= 300 * data.count(b'"kind":'), page.path
        assert weight(site.folder, page) - size <= 17_000, page.path


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
    again = sites.real(tmp_path, user_cache, "")
    assert differences(tree(site.folder), tree(again.folder)) == []
