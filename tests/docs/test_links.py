"""Links and paths in the documentation lead to what is there."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")]
PAGES += [*sorted((ROOT / "docs").glob("*.md")), ROOT / "themes/default/README.md"]
#: Pages that name files of this repository between backticks.
NAMING = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")]
PATH = re.compile(r"(?:sitegen|tests|docs|themes|bench|tools|\.ci)/[\w./*-]*|[A-Z]+\.md|[\w-]+\.toml")


def tokens_of(path: Path) -> list[Token]:
    """The inline tokens of a page."""
    blocks = MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8"))
    return [token for block in blocks for token in block.children or []]


def anchors_of(path: Path) -> set[str]:
    """The ids that code hosts give to a page's headings."""
    blocks = MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8"))
    texts = [block.content for before, block in pairwise(blocks) if before.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_to_files(path: Path) -> None:
    """Files exist, and so do the headings that a link names."""
    targets = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in tokens_of(path)]
    for target in filter(None, targets):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = (path.parent / name) if name else path
        assert file.exists(), f"{path.name}: {target}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors_of(file), f"{path.name}: {target}"


@pytest.mark.parametrize("path", NAMING, ids=lambda path: path.name)
def test_named_paths_exist(path: Path) -> None:
    """Paths between backticks; words in capitals stand for any name."""
    for token in tokens_of(path):
        if token.type != "code_inline" or not PATH.fullmatch(token.content):
            continue
        pattern = re.sub(r"\b[A-Z]{3,}\b(?!\.md)", "*", token.content.rstrip("/"))
        roots = (ROOT, ROOT / "sitegen", ROOT / "content")
        assert any(any(root.glob(pattern)) for root in roots), f"{path.name}: {token.content}"
