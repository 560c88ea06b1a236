"""One file of text → ``Document`` and ``Body``.

Comes in: a ``SourceFile`` (decoded, LF line ends), or the text of a TOML file for the modules ``*_file``. Goes out:
``Parsed`` with everything that other stages may ask of the page, and every problem in it as a ``Diagnostic``.
Promised: pure and total. The same text gives the same value, and nothing that an author can write raises.

    front_matter  the YAML between the dashes, read strictly       meta        its values as ``Meta``
    markdown      the configured parser                            characters  what may not stand in a file
    page          the pipeline of this folder                      findings    what is collected on the way
    blocks        containers and the prose between them            containers  which there are, and what may follow
    fences        lines of colons that belong to none              footnotes   notes at the page's end
    prose         block tokens to HTML                             table       pipe tables
    inline        inline tokens to HTML                            links       links and pictures
    headings      ids by outline                                   spans       from a token to the file's bytes
    exercise      the frame of every exercise                      kinds       the table of kinds
    frame         prompt, list, hints, explanation                 options     list items: marks, targets, ids
    choose, sort, grid, unjudged  what each kind reads             attributes  ``{…}`` and what follows ``:::``
    segments      units of translation with their byte spans       places      from a token back to line and column

The libraries are imported at the first page and not before: a build with nothing to do never parses.
"""

from __future__ import annotations

from sitegen.model.document import Parsed, Segment
from sitegen.model.source import SourceFile


def parse(source: SourceFile) -> Parsed:
    """Understand one page. Never raises; problems are in ``Parsed.document.problems``, sorted."""
    from sitegen.parse.page import parse_page

    return parse_page(source)


def segments(source: SourceFile) -> tuple[Segment, ...]:
    """All units of translation of a page in file order, with spans in bytes of its UTF-8 text; spans never overlap."""
    from sitegen.parse.segments import find_segments

    return find_segments(source)
