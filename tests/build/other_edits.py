"""What people do to everything around the pages: settings, theme, pictures, scales, the site itself. See ``edits``."""

from __future__ import annotations

import os
import re
import shutil

from courses import png
from page_edits import sentence
from world import HOUR, World, read, save


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
    new = (
        f'base_url = "{world.chance.choice(["", "https://example.org/a/", f"https://example.com/{world.number()}/"])}"'
    )
    return world.put("course.toml", "\n".join(new if row.startswith("base_url") else row for row in rows))


def colour(world: World) -> str:
    """The course's colour."""
    rows = (world.course / "course.toml").read_text("utf-8").split("\n")
    new = f'colour = "#0b{world.chance.randint(10, 60)}55"'
    return world.put("course.toml", "\n".join(new if row.startswith("colour") else row for row in rows))


def template(world: World) -> str:
    """A template of the course's own, or a change to it."""
    name = world.chance.choice(
        ["templates/footer.html", "templates/body.html", "templates/redirect.html", "templates/404.html"]
    )
    return world.put(f"theme/{name}", world.theme(name) + f"<!-- {world.number()} -->\n")


def bad_template(world: World) -> str:
    """A template that cannot be read, or names what is not there: nothing is written."""
    wrong = world.chance.choice(
        ["{% if %}", "{{ page.nothing }}", '{% include "no.html" %}', '{{ _("No such word") }}']
    )
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
            text = read(path)
            save(path, text.replace(f'cy = "{old}', f'cy = "{new} {old}').replace(f"=> {old}", f"=> {new} {old}"))
    return f"{old} → {new}"


def group(world: World) -> str:
    """The label of a scale's group."""
    return world.sub(world.course / "scales/spectrum.toml", 'en = "Doing', f'en = "Doing {world.number()}')


def retire(world: World) -> str:
    """An exercise's id is retired (an error while it is used), or not any more."""
    rows = ["gone-q1", *world.chance.choice([[], ["m1-p2-one"], ["nobody"]])]
    return world.put("retired-ids.txt", "\n".join(rows))


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
