"""Small courses made for the tests, and what stands in a folder.

A course is a dict of paths in its folder to bytes. ``course(3)`` has three modules' worth of what pages can have:
links and links to places, pictures, exercises of several kinds, an alias, slugs, a page in one language only, a draft,
a footnote, boxes, an activity for trainers, front matter of every kind.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path

LANGUAGES = ("cy", "en")
Files = dict[str, bytes]

SCALE = """\
kind = "ordered"

[groups]
for = { cy = "Gwneud dros", en = "Doing for" }
with = { cy = "Gwneud gyda", en = "Doing with" }

[[position]]
id = "a"
key = "information"
group = "for"
cy = "Gwybodaeth"
en = "Information"

[[position]]
id = "b"
key = "consultation"
group = "for"
cy = "Ymgynghori"
en = "Consultation"

[[position]]
id = "c"
key = "participation"
group = "with"
cy = "Cyfranogi"
en = "Participation"
"""

LABELS = {"cy": ("Gwybodaeth", "Ymgynghori", "Cyfranogi"), "en": ("Information", "Consultation", "Participation")}


def png(width: int, height: int, colour: int = 0) -> bytes:
    """A picture in one shade of grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([colour]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def settings(modules: tuple[str, ...], pages: tuple[str, ...], base_url: str = "https://example.org/a/") -> str:
    """``course.toml``."""
    rows = [
        'id = "small"',
        'title = { cy = "Cwrs bach", en = "A small course" }',
        'description = { cy = "Am ddim.", en = "For free." }',
        'languages = ["cy", "en"]',
        f"modules = {json.dumps(modules)}",
        f'base_url = "{base_url}"',
    ]
    for name in modules:
        rows += ["", f"[module.{name}]", f"pages = {json.dumps(pages)}"]
    rows += ["", "[theme]", 'logo = "media/logo.png"', 'colour = "#0b5c55"', ""]
    rows += ["[licence]", 'name = "CC BY 4.0"', 'url = "https://creativecommons.org/licenses/by/4.0/"', ""]
    return "\n".join(rows)


def page(lang: str, key: str, following: str = "", number: int = 0, version: int = 0) -> str:
    """A page, alike in both languages but for a word here and there."""
    name = key.replace("/", " ")
    welsh = lang == "cy"
    rows = ["---", f"title: {'Tudalen' if welsh else 'Page'} {name}"]
    if number % 2:
        rows += [f"description: {'Disgrifiad o' if welsh else 'About'} {name}", "minutes: {min: 3, usual: 5, max: 9}"]
    if welsh and number % 3 == 1:
        rows += [f"slug: tudalen-{number}"]
    if number == 2:
        rows += [f"aliases: [{'hen' if welsh else 'old'}-{key.partition('/')[0]}]", "image: ../../media/photo.png"]
    if number % 4 == 3:
        rows += ["outcomes:", f"  - {'Deall' if welsh else 'Understand'} {name}", "audience: pawb"]
    rows += ["---", "", f"{'Testun' if welsh else 'Text'} {name}: ŵy ŷd “{version}”.", ""]
    rows += [f"## {'Cyntaf' if welsh else 'First'} {number} {{#first}}", "", "One *sentence* and **another**.", ""]
    if following:
        rows += [f"[{'Ymlaen' if welsh else 'On'}]({following}.md#first) · [top](#first)", ""]
    if number % 3 == 0:
        rows += [f"![{'Llun' if welsh else 'Picture'} {name}](../../media/photo.png)", ""]
    if number % 3 == 1:
        rows += ["::: note", f"{'Nodyn' if welsh else 'Note'} {name}.[^1]", ":::", "", "[^1]: Source.", ""]
    if number % 3 == 2:
        labels = LABELS[lang]
        widget = key.replace("/", "-")
        rows += [f"::: sort-into {widget}-sort by=spectrum", "Which?" if lang == "en" else "Pa un?", ""]
        for option, label in zip("abc", labels, strict=True):
            rows += [f"- {'Darn' if welsh else 'Part'} {option} {name} => {label} {{#{option}}}", "  > Yes: …"]
        rows += [":::", "", f"::: choose-one {widget}-one", "Which one?" if lang == "en" else "Pa un nawr?", ""]
        rows += [f"- [x] {'Hwn' if welsh else 'This'} {name} {{#a}}", f"  > {'Ie' if welsh else 'Yes'}."]
        rows += [f"- [ ] {'Nage' if welsh else 'Not'} {name} {{#b}}", f"  > {'Na' if welsh else 'No'}.", ":::", ""]
    rows += [f"### {'Olaf' if welsh else 'Last'}", "", f"{'Diwedd' if welsh else 'End'} {version}.", ""]
    return "\n".join(rows)


def course(modules: int = 2, pages: int = 3, version: int = 0) -> Files:
    """A course of ``modules`` × (``pages`` + 1) pages a language, a home page and a folder ``about`` with three."""
    names = tuple(f"m{number}" for number in range(1, modules + 1))
    inner = tuple(f"p{number}" for number in range(1, pages + 1))
    files: Files = {
        "course.toml": settings(names, inner).encode(),
        "scales/spectrum.toml": SCALE.encode(),
        "media/photo.png": png(40, 30, version),
        "media/logo.png": png(8, 8),
        "media/unused.png": png(9, 9),
        "retired-ids.txt": b"gone-q1  # 2026\n",
        "termbase.csv": b"key,cy,en\n",
    }
    for lang in LANGUAGES:
        files[f"{lang}/index.md"] = page(lang, "index", f"{names[0]}/index", 4, version).encode()
        number = 4
        for name in names:
            files[f"{lang}/{name}/index.md"] = page(lang, f"{name}/index", "p1", number, version).encode()
            for at, inside in enumerate(inner):
                number += 1
                following = inner[(at + 1) % len(inner)]
                files[f"{lang}/{name}/{inside}.md"] = page(
                    lang, f"{name}/{inside}", following, at + 1, version
                ).encode()
        files[f"{lang}/about/index.md"] = page(lang, "about/index", "privacy", 1, version).encode()
        files[f"{lang}/about/privacy.md"] = page(lang, "about/privacy", "", 3, version).encode()
    files["en/about/only.md"] = page("en", "about/only", "privacy", 0, version).encode()
    files["en/about/later.md"] = b"---\ntitle: Later\ndraft: true\n---\n\nNot yet.\n"
    return files


def write(folder: Path, files: Files) -> None:
    """Make ``folder`` hold just ``files``; what is right already is not touched."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (path.is_file() and name not in files):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def tree(folder: Path) -> Files:
    """All files of ``folder`` but the builder's private ones; a link is shown as one."""
    found: Files = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".sitegen"]
        for name in names:
            path = Path(root, name)
            data = b"-> " + os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
            found[path.relative_to(folder).as_posix()] = data
    return found


def differences(one: Files, two: Files) -> list[str]:
    """The paths at which two trees differ, for a message that a person can read."""
    return sorted(path for path in {**one, **two} if one.get(path) != two.get(path))
