"""Pelican's settings for the benchmark: its defaults, but for addresses, a theme and no feeds or archives.

The menu, previous and next are worked out once per build, in `arrange`, as the widely used neighbours plugin
does.
"""

import json
from pathlib import Path
from typing import Any

from pelican import signals  # type: ignore[import-not-found, unused-ignore]

# bench.peers copies this folder, and writes the corpus's settings beside this file.
CORPUS = json.loads(Path(__file__).with_name("corpus.json").read_text("utf-8"))
MODULES: list[str] = CORPUS["modules"]
MENU_PAGES: int = CORPUS["menu_pages"]
TITLES: dict[str, str] = CORPUS["titles"]

SITENAME = TITLES["cy"]
SITEURL = "https://example.org"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "cy"
PATH = "content"
THEME = "theme"
RELATIVE_URLS = False
ARTICLE_PATHS: list[str] = []
PAGE_PATHS = [""]
STATIC_PATHS: list[str] = []
PAGE_URL = PAGE_LANG_URL = "{lang}/{key}.html"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{lang}/{key}.html"
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
LABELS = {
    "cy": {"home": "Hafan", "menu": "Yn y cwrs", "previous": "Blaenorol", "next": "Nesaf", "name": "Cymraeg"},
    "en": {
        "home": "Home",
        "menu": "In the course",
        "previous": "Previous",
        "next": "Next",
        "name": "English",
    },
}


def arrange(generator: Any) -> None:
    """Gives each page the modules, its own one's index and at most MENU_PAGES pages, and its neighbours."""
    kept: dict[tuple[str, str], list[Any]] = {}
    for page in [*generator.pages, *generator.translations]:
        kept.setdefault((page.lang, page.metadata["module"]), []).append(page)
    for pages in kept.values():
        pages.sort(key=lambda page: int(page.metadata["order"]))
    for (lang, module), (index, *pages) in kept.items():
        for at, page in enumerate([index, *pages]):
            start = max(0, min(at - 1 - MENU_PAGES // 2, len(pages) - MENU_PAGES))
            page.home = kept[lang, "-"][0]
            page.modules = [kept[lang, name][0] for name in MODULES]
            page.module_index = index if module != "-" else None
            page.module_pages = pages
            page.menu = pages[start : start + MENU_PAGES]
            page.before = pages[at - 2] if at > 1 else None
            page.after = pages[at] if 0 < at < len(pages) else None


signals.page_generator_finalized.connect(arrange)
