"""Pages that every course has without writing them: a page is a line here, a template and its words.

A standing page stands at the root of each language. An author may write ``KEY.md`` there: then its title, description,
slug and text are used, the text before the generated part. Otherwise title and address come from the catalogues. The
glossary is only there where a course has ``glossary.toml``.
"""

from __future__ import annotations

from typing import NamedTuple


class Standing(NamedTuple):
    """A standing page. ``kind`` is ``PageInputs.kind`` and names the template; ``title`` and ``word`` are msgids.

    ``word`` is the last part of the address in lower-case letters a–z, digits and hyphens.
    """

    kind: str
    title: str
    word: str


STANDING: dict[str, Standing] = {
    "my-learning": Standing("learning", "My learning", "my-learning"),
    "privacy": Standing("privacy", "Privacy", "privacy"),
    "glossary": Standing("glossary", "Glossary", "glossary"),
}
"""Key of the page → what it is, in the order of the plan."""
