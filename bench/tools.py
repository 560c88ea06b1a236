"""What a measured tool is, and sitegen as one."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ClassVar

from bench.corpus import Corpus, write_course_page, write_course_settings
from bench.measure import Command
from bench.page import Page


class Tool(ABC):
    """One generator in a work folder of its own: `work/source` is written by us, the rest by the tool."""

    name: ClassVar[str]
    title: ClassVar[str]
    shows_neighbours: ClassVar[bool] = True
    """Whether the page before the edited one shows the edited one's title in its HTML."""

    def __init__(self, work: Path, corpus: Corpus, programs: Path) -> None:
        """`programs` is the folder of the environment's commands."""
        self.work = work.absolute()
        self.source = self.work / "source"
        self.corpus = corpus
        self.programs = programs.absolute()

    @abstractmethod
    def version(self) -> str:
        """The installed version's number; fails with OSError if it is not installed."""

    @abstractmethod
    def write_site(self) -> None:
        """Writes everything but the pages: settings, layouts."""

    @abstractmethod
    def write_page(self, page: Page) -> None:
        """Writes, or overwrites after an edit, what the tool reads of this page."""

    @abstractmethod
    def commands(self) -> Sequence[Command]:
        """What builds both languages; run one after another."""

    @abstractmethod
    def sites(self) -> Sequence[Path]:
        """The folders that a build fills with pages."""

    def caches(self) -> Sequence[Path]:
        """Whatever else a build leaves behind and the next one may use."""
        return []

    @abstractmethod
    def output(self, page: Page) -> Path:
        """The HTML file that the tool makes of this page."""

    def write(self) -> None:
        """The whole source, from nothing."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.source.mkdir(parents=True)
        self.write_site()
        for page in self.corpus.pages():
            self.write_page(page)

    def edit(self, page: Page) -> None:
        """Brings an edited page into the source."""
        self.write_page(page)

    def forget(self) -> None:
        """Removes what builds have made, so that the next is a cold one."""
        for path in (*self.sites(), *self.caches()):
            shutil.rmtree(path, ignore_errors=True)

    def count(self) -> int:
        """How many HTML files that are not empty stand in the sites."""
        return sum(file.stat().st_size > 0 for path in self.sites() for file in path.rglob("*.html"))


class Sitegen(Tool):
    """The project's own generator, with its default folders and settings."""

    name = "sitegen"
    title = "sitegen"

    def version(self) -> str:
        if not (self.programs / "sitegen").is_file():
            raise FileNotFoundError(f"no sitegen command in {self.programs}")
        try:
            return version("sitegen")
        except PackageNotFoundError:
            return "of no version"

    def write_site(self) -> None:
        write_course_settings(self.source / "content")

    def write_page(self, page: Page) -> None:
        write_course_page(page, self.source / "content")

    def commands(self) -> Sequence[Command]:
        return [Command([str(self.programs / "sitegen"), "build"], self.source)]

    def sites(self) -> Sequence[Path]:
        return [self.source / "build/site"]

    def caches(self) -> Sequence[Path]:
        return [self.source / "build"]

    def output(self, page: Page) -> Path:
        return self.source / "build/site" / page.lang / f"{page.path}.html"
