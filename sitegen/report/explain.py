"""What a code means, at length: for ``sitegen check --explain CODE`` and for docs/diagnostics.md."""

from __future__ import annotations

import re

from sitegen.report.catalogue import Entry, entries

#: Letter, name and what the family is about, in the order of the page.
FAMILIES = (
    ("F", "Files", "What stands in the course folder, whatever it says."),
    ("M", "Front matter", "The lines between `---` and `---` at the top of a page."),
    ("B", "Markdown", "Headings, links, pictures, tables, containers and notes in a page."),
    ("Q", "Exercises", "Exercises, and whether they are the same in all editions."),
    ("C", "Settings", "`course.toml`. C03, C04 and C05 are about scales, `glossary.toml` and `theme.toml` as well."),
    ("S", "Scales", "The shared vocabularies in `scales/`."),
    ("G", "Glossary", "`termbase.csv`, the translators’ file, and `glossary.toml`."),
    ("P", "Session plans", "Trainers' plans in `sessions/`. Only `sitegen check` and `sitegen pack` look at them."),
    ("L", "Links and pictures", "Where they lead."),
    ("U", "Addresses", "The addresses that pages get."),
    ("E", "Editions", "The languages of a page beside each other."),
    ("T", "Theme", "`theme.toml`, the catalogues and the templates."),
)

INTRODUCTION = """\
# Diagnostics

Every problem that sitegen finds in a course has a code. An **error** keeps the site from being written: the last good
one stays where it is. A **warning** does not, unless you build with `--strict`. `sitegen check --explain L01` shows
in the terminal what this page says.

In a message, words in braces such as `{target}` stand for what was found in your file.

<!-- Made from sitegen/report/codes/*.toml by `python -m sitegen.report`. Change those, not this page. -->
"""


def explain(code: str) -> str:
    """Title, severity, message, reason, advice and example of ``code``; of an unknown one, the nearest codes."""
    import textwrap

    wanted = code.strip().upper()
    found = entries().get(wanted)
    if found is None:
        return _unknown(code)
    parts = [
        f"{wanted} {found.title} ({found.severity})",
        _wrapped(found.message),
        "Why it matters\n" + _wrapped(found.why),
        "How to mend it\n" + _wrapped(found.hint),
        "Example\n" + textwrap.indent(found.example.strip("\n"), "    "),
    ]
    return "\n\n".join(parts)


def _wrapped(words: str) -> str:
    import textwrap

    return textwrap.fill(words, 96, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _unknown(code: str) -> str:
    import difflib

    near = difflib.get_close_matches(code.strip().upper(), entries(), 3)
    meant = f" Did you mean {' or '.join(near)}?" if near else " A code is a letter and two digits, such as L01."
    return f"There is no code {code!r}.{meant}"


def diagnostics_page() -> str:
    """The page docs/diagnostics.md: all families and codes; the heading of each code is its anchor (``#l01``)."""
    families: dict[str, dict[str, Entry]] = {letter: {} for letter, _, _ in FAMILIES}
    for code, found in entries().items():
        families[code[0]][code] = found
    parts = [INTRODUCTION]
    for letter, name, about in FAMILIES:
        rows = [f"| [{code}](#{code.lower()}) | {x.severity} | {x.title} |" for code, x in families[letter].items()]
        table = "\n".join(["| code | severity | what |", "| --- | --- | --- |", *rows])
        parts.append(f"## {letter} · {name}\n\n{about}\n\n{table}\n")
        parts += [_section(code, found) for code, found in families[letter].items()]
    return "\n".join(parts)


def _section(code: str, found: Entry) -> str:
    example = found.example.strip("\n")
    longest = max((len(run) for run in re.findall(r"`+", example)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join(
        [
            f"### {code}",
            "",
            f"**{found.title}** ({found.severity})",
            "",
            f"> {_literal(found.message)}",
            "",
            f"Why it matters: {_literal(found.why)}",
            "",
            f"How to mend it: {_literal(found.hint)}",
            "",
            f"{fence}text",
            example,
            fence,
            "",
        ]
    )


def _literal(words: str) -> str:
    """Words for Markdown: outside of code, nothing of them is markup."""
    parts = re.split(r"(`[^`]*`)", words)
    return "".join(part if at % 2 else re.sub(r"([\\*_<>\[\]])", r"\\\1", part) for at, part in enumerate(parts))
