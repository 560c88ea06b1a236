"""What people do to a course and its site between two builds, as functions that a seeded chance chooses from.

``EDITS`` is the table; each edit changes the world and says what it did. Edits need not leave the course valid: a
build must then fail alike with and without a cache, and leave the site as it was.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from courses import LANGUAGES, Files, page, png, tree, write

THEME = Path(__file__).resolve().parents[2] / "themes" / "default"
HOUR = 3_600_000_000_000


class World:
    """A course, its site, what a build is asked for, and what stood in the course at good builds."""

    def __init__(self, folder: Path, seed: int, files: Files) -> None:
        self.course, self.out = folder / "content", folder / "build" / "site"
        self.chance = random.Random(seed)
        self.languages: tuple[str, ...] = ()
        self.strict = False
        self.good: list[Files] = [files]
        self.counter = 0
        write(self.course, files)

    def number(self) -> int:
        """A number that was not there before."""
        self.counter += 1
        return self.counter

    def pages(self) -> list[Path]:
        """All pages."""
        return sorted(path for lang in LANGUAGES for path in (self.course / lang).rglob("*.md") if path.is_file())

    def a_page(self) -> Path:
        """One of the pages."""
        return self.chance.choice(self.pages())

    def twins(self) -> list[Path]:
        """Both editions of a page that has two."""
        names = [{path.relative_to(self.course / lang) for path in self.pages() if lang in path.parts} for lang in LANGUAGES]
        name = self.chance.choice(sorted(names[0] & names[1]))
        return [self.course / lang / name for lang in LANGUAGES]

    def sub(self, path: Path, old: str, new: str, count: int = 1) -> str:
        """Replace text in a file."""
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new, count), "utf-8")
        return f"{path.name}: {old!r} → {new!r}"

    def put(self, name: str, data: str | bytes) -> str:
        """Write a file of the course."""
        path = self.course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return f"wrote {name}"

    def theme(self, name: str) -> str:
        """A text of the theme, as the course has it now or as the default theme has it."""
        own = self.course / "theme" / name
        return (own if own.is_file() else THEME / name).read_text("utf-8")


def sentence(world: World) -> str:
    """The one that happens all day: a sentence of one page."""
    return world.sub(world.a_page(), "One *", f"One ({world.number()}) *")


def longer(world: World) -> str:
    """Lines are added, so that everything below moves."""
    return world.sub(world.a_page(), "\n## ", f"\nNew {world.number()}.\n\nTwo\nlines.\n\n## ")


def title(world: World) -> str:
    """A title, which menus and neighbours show."""
    return world.sub(world.a_page(), "title: ", f"title: T{world.number()} ")


def description(world: World) -> str:
    """A description, which cards show."""
    return world.sub(world.a_page(), "description: ", f"description: D{world.number()} ")


def slug(world: World) -> str:
    """A page moves to another address."""
    path = world.a_page()
    text = "\n".join(row for row in path.read_text("utf-8").split("\n") if not row.startswith("slug:"))
    path.write_text(text.replace("---\n", f"---\nslug: s{world.number()}\n", 1), "utf-8")
    return f"{path}: slug"


def one_address(world: World) -> str:
    """Two pages ask for the same address: an error, unless it is one page twice."""
    for _ in range(2):
        path = world.chance.choice([path for path in world.pages() if path.parent.name == "m1"])
        world.sub(path, "---\n", "---\nslug: same\n")
    return "two pages at one address, perhaps"


def alias(world: World) -> str:
    """An old address, or one more."""
    path = world.a_page()
    if "aliases:" in path.read_text("utf-8"):
        return world.sub(path, "aliases: [", f"aliases: [also-{world.number()}, ")
    return world.sub(path, "---\n", f"---\naliases: [/was/at-{world.number()}]\n")


def heading(world: World) -> str:
    """The words of a heading."""
    return world.sub(world.a_page(), "## ", f"## H{world.number()} ")


def headings(world: World) -> str:
    """A heading more, in both editions."""
    number = world.number()
    for path in world.twins():
        world.sub(path, "\n### ", f"\n## Also {number}\n\nText.\n\n### ")
    return "one heading more"


def heading_id(world: World) -> str:
    """The id that others link to changes: their links are broken."""
    return world.sub(world.a_page(), "{#first}", "{#other}", 2)


def minutes(world: World) -> str:
    """The study time."""
    return world.sub(world.a_page(), "usual: ", f"usual: {world.chance.choice(['', '', '1'])}")


def add(world: World) -> str:
    """A page, in both languages, linked from nowhere."""
    name = f"{world.chance.choice(['m1', 'm2', 'about', 'new', 'm1/deep'])}/n{world.number()}"
    for lang in LANGUAGES:
        world.put(f"{lang}/{name}.md", page(lang, name, "", world.chance.choice([0, 1, 3]), 7))
    return f"added {name}"


def add_edition(world: World) -> str:
    """A page in one language, or the edition that a page lacked."""
    lang, other = world.chance.sample(LANGUAGES, 2)
    lacking = [
        path.relative_to(world.course / other)
        for path in world.pages()
        if path.is_relative_to(world.course / other) and not (world.course / lang / path.relative_to(world.course / other)).exists()
    ]
    name = world.chance.choice(lacking).as_posix() if lacking else f"about/one-{world.number()}.md"
    return world.put(f"{lang}/{name}", page(lang, name[:-3], "", 0, 3))


def link(world: World) -> str:
    """A link to another page, which may be in the other language only, or that language's edition."""
    here, there = world.a_page(), world.a_page()
    target = os.path.relpath(there, here.parent)
    return world.sub(here, "\n### ", f"\n[Link {world.number()}]({target}).\n\n### ")


def delete(world: World) -> str:
    """An edition goes; links to it may break."""
    path = world.a_page()
    path.unlink()
    return f"deleted {path.relative_to(world.course)}"


def delete_both(world: World) -> str:
    """A page goes that may be listed or linked to."""
    for path in world.twins():
        path.unlink()
    return f"deleted both of {path.name}"


def rename(world: World) -> str:
    """A page goes by another name, in both languages."""
    number = world.number()
    for path in world.twins():
        path.rename(path.with_name(f"r{number}.md"))
    return f"renamed {path.name}"


def order_modules(world: World) -> str:
    """The modules in another order."""
    text = (world.course / "course.toml").read_text("utf-8")
    now = next(row for row in text.split("\n") if row.startswith("modules"))
    then = world.chance.choice(['modules = ["m1", "m2"]', 'modules = ["m2", "m1"]', 'modules = ["m2"]'])
    return world.sub(world.course / "course.toml", now, then)


def order_pages(world: World) -> str:
    """The pages of the modules in another order."""
    names = world.chance.sample(["p1", "p2", "p3"], 3)
    rows = (world.course / "course.toml").read_text("utf-8").split("\n")
    rows = [f"pages = {names}".replace("'", '"') if row.startswith("pages") else row for row in rows]
    return world.put("course.toml", "\n".join(rows))


def base_url(world: World) -> str:
    """The site's address changes, is taken away or comes back."""
    rows = (world.course / "course.toml").read_text("utf-8").split("\n")
    new = f'base_url = "{world.chance.choice(["", "https://example.org/a/", f"https://example.com/{world.number()}/"])}"'
    return world.put("course.toml", "\n".join(new if row.startswith("base_url") else row for row in rows))


def colour(world: World) -> str:
    """The course's colour."""
    rows = (world.course / "course.toml").read_text("utf-8").split("\n")
    new = f'colour = "#0b{world.chance.randint(10, 60)}55"'
    return world.put("course.toml", "\n".join(new if row.startswith("colour") else row for row in rows))


def template(world: World) -> str:
    """A template of the course's own, or a change to it."""
    name = world.chance.choice(["templates/footer.html", "templates/body.html", "templates/redirect.html", "templates/404.html"])
    return world.put(f"theme/{name}", world.theme(name) + f"<!-- {world.number()} -->\n")


def bad_template(world: World) -> str:
    """A template that cannot be read, or names what is not there: nothing is written."""
    wrong = world.chance.choice(["{% if %}", "{{ page.nothing }}", '{% include "no.html" %}', '{{ _("No such word") }}'])
    return world.put("theme/templates/pager.html", wrong)


def no_template(world: World) -> str:
    """The course's own theme goes: back to the default."""
    shutil.rmtree(world.course / "theme", ignore_errors=True)
    return "no theme of its own"


def style(world: World) -> str:
    """A style of the course's own."""
    return world.put("theme/assets/css/print.css", f"@media print {{ body {{ margin: {world.number()}px }} }}\n")


def script(world: World) -> str:
    """A script of the course's own."""
    return world.put("theme/assets/js/site.js", world.theme("assets/js/site.js") + f"var n{world.number()};\n")


def words(world: World) -> str:
    """Another word for the interface: in pages, or in what scripts show."""
    text = world.theme("locales/cy.po")
    start = world.chance.choice([found.end() for found in re.finditer(r'msgid "[^"]+"\nmsgstr "', text)])
    return world.put("theme/locales/cy.po", f"{text[:start]}Gair{world.number()} {text[start:]}")


def bad_words(world: World) -> str:
    """A word without its translation: nothing is written."""
    text = world.theme("locales/cy.po")
    at = text.index('msgid "Home"\n')
    start = text.index('msgstr "', at) + len('msgstr "')
    return world.put("theme/locales/cy.po", text[:start] + text[text.index('"', start) :])


def image(world: World) -> str:
    """Another picture under the same name, maybe of another size."""
    width = world.chance.choice([40, 50])
    return world.put("media/photo.png", png(width, 30, world.number() % 256))


def image_unseen(world: World) -> str:
    """Another picture of as many bytes and with the old time."""
    path = world.course / "media" / "photo.png"
    if not path.is_file():
        return "no picture"
    stat = path.stat()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1 + world.number() % 255
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return "picture changed, time and size kept"


def logo(world: World) -> str:
    """Another logo."""
    return world.put("media/logo.png", png(8 + world.number(), 8))


def new_image(world: World) -> str:
    """A picture on one page more."""
    name = f"media/x{world.number()}.png"
    world.put(name, png(12, 12, world.counter % 256))
    path = world.a_page()
    return world.sub(path, "\n### ", f"\n![X]({os.path.relpath(world.course / name, path.parent)})\n\n### ")


def no_image(world: World) -> str:
    """A picture goes that pages show."""
    (world.course / "media" / "photo.png").unlink(missing_ok=True)
    return "deleted photo.png"


def not_shown(world: World) -> str:
    """A file that no page refers to."""
    return world.put(f"media/z{world.number() % 3}.bin", b"x" * world.counter)


def scale(world: World) -> str:
    """A label of a scale, and of the exercises that name it in one language: Welsh pages change."""
    new = f"Hysbysu {world.number()}"
    old = world.chance.choice(["Gwybodaeth", "Ymgynghori", "Cyfranogi"])
    for path in (world.course / "scales" / "spectrum.toml", *world.pages()):
        if path.suffix == ".toml" or path.is_relative_to(world.course / "cy"):
            text = path.read_text("utf-8")
            path.write_text(text.replace(f'cy = "{old}', f'cy = "{new} {old}').replace(f"=> {old}", f"=> {new} {old}"))
    return f"{old} → {new}"


def group(world: World) -> str:
    """The label of a scale's group."""
    return world.sub(world.course / "scales/spectrum.toml", 'en = "Doing', f'en = "Doing {world.number()}')


def mark(world: World) -> str:
    """The right answer: in both editions, or (an error) in one."""
    for path in world.twins()[: world.chance.choice([1, 2])]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("- [x]", "- [.]").replace("- [ ]", "- [x]").replace("- [.]", "- [ ]"))
    return "marks changed"


def draft(world: World) -> str:
    """An edition becomes a draft, or ceases to be one."""
    path = world.a_page()
    if "draft: true\n" in path.read_text("utf-8"):
        return world.sub(path, "draft: true\n", "")
    return world.sub(path, "---\n", "---\ndraft: true\n")


def retire(world: World) -> str:
    """An exercise's id is retired (an error while it is used), or not any more."""
    rows = ["gone-q1", *world.chance.choice([[], ["m1-p2-one"], ["nobody"]])]
    return world.put("retired-ids.txt", "\n".join(rows))


def unseen(world: World) -> str:
    """A sentence changes; size and time stay as they were."""
    path = world.a_page()
    stat = path.stat()
    old, new = ("sentence", "sentense") if "sentence" in path.read_text("utf-8") else ("sentense", "sentence")
    world.sub(path, old, new)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return f"{path.name}: {new}, time and size kept"


def past(world: World) -> str:
    """The clock went back: what changes now has an older time than before."""
    path = world.a_page()
    said = world.sub(path, "another", f"another {world.number()}")
    back = path.stat().st_mtime_ns - world.chance.randint(1, 9) * HOUR
    os.utime(path, ns=(back, back))
    return f"{said}, in the past"


def future(world: World) -> str:
    """A file from a machine whose clock is fast."""
    path = world.a_page()
    said = world.sub(path, "another", f"another {world.number()}")
    ahead = path.stat().st_mtime_ns + world.chance.randint(1, 9) * HOUR
    os.utime(path, ns=(ahead, ahead))
    return f"{said}, in the future"


def swap(world: World) -> str:
    """Two files change their names: old times, old sizes, old inodes, other places."""
    one, two = world.a_page(), world.a_page()
    if one != two:
        spare = one.with_name("spare.tmp")
        one.rename(spare)
        two.rename(one)
        spare.rename(two)
    return f"{one.relative_to(world.course)} ⇄ {two.relative_to(world.course)}"


def touch(world: World) -> str:
    """New times, old bytes."""
    for path in world.course.rglob("*"):
        if path.is_file() and world.chance.random() < 0.5:
            path.touch()
    return "touched"


def saved_again(world: World) -> str:
    """An editor writes the same bytes to a new file."""
    path = world.a_page()
    beside = path.with_name("beside.tmp")
    beside.write_bytes(path.read_bytes())
    beside.rename(path)
    return f"saved {path.name} again"


def checkout(world: World) -> str:
    """As ``git checkout``: an earlier state comes back, the files that differ written now."""
    write(world.course, world.chance.choice(world.good))
    return "an earlier state"


def copied_back(world: World) -> str:
    """As ``rsync -t``: an earlier state comes back with old times."""
    before = tree(world.course)
    write(world.course, world.chance.choice(world.good))
    for name, data in tree(world.course).items():
        if before.get(name) != data:
            os.utime(world.course / name, ns=(HOUR, HOUR))
    return "an earlier state with old times"


def broken_page(world: World) -> str:
    """Something that no build can take."""
    path = world.a_page()
    if world.chance.random() < 0.5:
        path.write_bytes(path.read_bytes() + b"\xe2\n")
        return f"{path.name} is not UTF-8"
    path.write_text(path.read_text("utf-8") + "\n::: note\nnever closed\n")
    return f"{path.name} has an open container"


def broken_settings(world: World) -> str:
    """``course.toml`` in the middle of being typed."""
    return world.sub(world.course / "course.toml", "languages = [", "languages = ")


def loop(world: World) -> str:
    """A link to a folder that is read already: a warning, which goes with the link."""
    path = world.course / "en" / "again"
    if path.is_symlink():
        path.unlink()
        return "no loop"
    path.symlink_to(".")
    return "a loop"


def link_out(world: World) -> str:
    """A link out of the course: an error, which goes with the link."""
    path = world.course / "media" / "out.txt"
    if path.is_symlink():
        path.unlink()
        return "no link out"
    path.symlink_to("/etc/hostname")
    return "a link out"


def lose_output(world: World) -> str:
    """Files of the site are deleted."""
    for path in sorted(world.out.rglob("*.*")):
        if path.is_file() and ".sitegen" not in path.parts and world.chance.random() < 0.1:
            path.unlink()
    return "outputs deleted"


def lose_folder(world: World) -> str:
    """A folder of the site is deleted."""
    shutil.rmtree(world.out / world.chance.choice(["cy", "en", "assets", "media"]), ignore_errors=True)
    return "a folder of the site deleted"


def edit_output(world: World) -> str:
    """A file of the site is changed by hand."""
    path = world.chance.choice(sorted(path for path in world.out.rglob("*.html") if path.is_file()))
    path.write_bytes(b"edited" + path.read_bytes()[6:])
    return f"{path.name} edited"


def output_times(world: World) -> str:
    """The site was copied: other times, the same bytes."""
    for path in world.out.rglob("*.html"):
        os.utime(path, ns=(HOUR, HOUR))
    return "the site's times"


def nothing(_world: World) -> str:
    """A build for its own sake."""
    return "nothing"


def languages(world: World) -> str:
    """Only one language, or all of them."""
    world.languages = world.chance.choice([(), (), ("cy",), ("en",)])
    return f"--lang {world.languages}"


def languages_and_sentence(world: World) -> str:
    """Other languages at the same time as another sentence."""
    return f"{languages(world)}; {sentence(world)}"


def strict(world: World) -> str:
    """Warnings are errors, or are not."""
    world.strict = not world.strict
    return f"--strict {world.strict}; {sentence(world)}"


EDITS: tuple[Callable[[World], str], ...] = (
    sentence, longer, title, description, slug, one_address, alias, heading, headings, heading_id, minutes, add,
    add_edition, link, delete, delete_both, rename, order_modules, order_pages, base_url, colour, template, bad_template,
    no_template, style, script, words, bad_words, image, image_unseen, logo, new_image, no_image, not_shown, scale, group,
    mark, draft, retire, unseen, past, future, swap, touch, saved_again, checkout, copied_back, broken_page,
    broken_settings, loop, link_out, lose_output, lose_folder, edit_output, output_times, nothing, languages,
    languages_and_sentence, strict,
)  # fmt: skip
