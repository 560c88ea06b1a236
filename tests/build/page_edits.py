"""What authors do to pages between two builds: write, move, delete, save in odd ways. See ``edits``."""

from __future__ import annotations

import os

from courses import LANGUAGES, page, tree, write
from world import HOUR, World, read, save


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
    text = "\n".join(row for row in read(path).split("\n") if not row.startswith("slug:"))
    save(path, text.replace("---\n", f"---\nslug: s{world.number()}\n", 1))
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
    if "aliases:" in read(path):
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
        if path.is_relative_to(world.course / other)
        and not (world.course / lang / path.relative_to(world.course / other)).exists()
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


def mark(world: World) -> str:
    """The right answer: in both editions, or (an error) in one."""
    for path in world.twins()[: world.chance.choice([1, 2])]:
        text = read(path)
        save(path, text.replace("- [x]", "- [.]").replace("- [ ]", "- [x]").replace("- [.]", "- [ ]"))
    return "marks changed"


def draft(world: World) -> str:
    """An edition becomes a draft, or ceases to be one."""
    path = world.a_page()
    if "draft: true\n" in read(path):
        return world.sub(path, "draft: true\n", "")
    return world.sub(path, "---\n", "---\ndraft: true\n")


def unseen(world: World) -> str:
    """A sentence changes; size and time stay as they were."""
    path = world.a_page()
    stat = path.stat()
    old, new = ("sentence", "sentense") if "sentence" in read(path) else ("sentense", "sentence")
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
    save(path, read(path) + "\n::: note\nnever closed\n")
    return f"{path.name} has an open container"
