"""The single file: many pages in one document, styles and scripts in it, pictures as data.

What is unique on a page is not among pages. So each page's ids are written as its route with the id behind it
(``/cy/a.html#s2-1``): then a link ``#/cy/a.html#s2-1`` leads there, even with scripts off.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from html import unescape
from mimetypes import guess_type
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from sitegen.model.document import Body
from sitegen.model.output import PageFile, SingleFile
from sitegen.model.page import PageInputs, SiteInputs
from sitegen.plan.menus import WINDOW
from sitegen.render.renderer import Renderer

TAG = re.compile(r"<[a-zA-Z][^<>]*>")
IDS = re.compile(r'( (?:id|for|headers|list|aria-labelledby|aria-describedby|aria-controls)=")([^"]+)"')
NAME = re.compile(r'(<(?:input|select|textarea|button|details)\b[^<>]* name="[^"]+)"')
PLACE = re.compile(r' href="#(?!/)([^"]*)"')
FILE = re.compile(r' (src|href)="#/([^"#]+)"')


class Sheet(NamedTuple):
    """A page as ``single.html`` gets it."""

    page: PageInputs
    site: SiteInputs
    html: Markup


def render_single(
    renderer: Renderer,
    file: SingleFile,
    sites: Mapping[str, SiteInputs],
    body_of: Callable[[PageFile], Body | None],
    data: Mapping[str, bytes],
) -> bytes:
    """Render the single file. ``data`` is the content of ``file.files`` by path.

    Raises RenderProblem.
    """
    embedded = {path: _address(path, content) for path, content in data.items() if not path.endswith((".js", ".css"))}
    sheets = []
    for number, page in enumerate(file.pages):
        site = sites[page.inputs.lang]
        html = renderer.frame(page, site, body_of(page), _own_menu(page.inputs))
        sheets.append(Sheet(page.inputs, site, Markup(embed(scope(html, page.inputs, number), embedded))))
    first = file.choice.sites[0].assets
    style = "\n".join(data[path].decode() for path in data if path.endswith(".css")).replace("</", "<\\/")
    script = _script(data, file.scripts)
    return renderer.single(
        choice=file.choice,
        sheets=sheets,
        style=Markup(style),
        style_hash=digest(style),
        script=Markup(script),
        script_hash=digest(script),
        favicon=embedded.get(first.favicon, ""),
    )


def _script(data: Mapping[str, bytes], own: Mapping[str, tuple[str, ...]]) -> str:
    """All scripts; a language's own run when a page of it is shown."""
    foreign = {path for paths in own.values() for path in paths}
    parts = ["window.sitegenWords={};window.sitegenLanguages={};"]
    for lang, paths in own.items():
        words = "".join(data[path].decode() for path in paths)
        parts.append(f'sitegenLanguages["{lang}"]=()=>{{{words}}};')
    parts += [data[path].decode() for path in data if path.endswith(".js") and path not in foreign]
    return "\n".join(parts).replace("</", "<\\/").replace("<!--", "<\\!--")


def _own_menu(page: PageInputs) -> bool:
    """Whether a page holds the course's menu: a folder's own page does, and scripts lend it to the folder's pages.

    In a folder so large that each page sees another part of it, each has its own.
    """
    return page.kind != "page" or page.menu is None or page.menu.total > WINDOW


def scope(html: str, page: PageInputs, number: int) -> str:
    """Write a page's ids so that they are unique among pages: ``id`` becomes ``/PATH#id``, with all that refers to it.

    Nobody links to the ids of an exercise's parts (``EXERCISE.part``): they get the page's ``number`` before them,
    which saves a twentieth of the file. Form controls of two editions must not make one group, so names get ``@LANG``.
    """
    before = f"/{page.path}#"
    exercises = frozenset(page.exercises)

    def one(each: str) -> str:
        name, dot, _ = each.partition(".")
        return (f"{number}#" if dot and name in exercises else before) + each

    def ids(found: re.Match[str]) -> str:
        return found[1] + " ".join(map(one, found[2].split())) + '"'

    def tag(found: re.Match[str]) -> str:
        text = IDS.sub(ids, found[0])
        text = PLACE.sub(rf' href="#{before}\1"', text)
        return NAME.sub(rf'\1@{page.lang}"', text)

    return TAG.sub(tag, html)


def embed(html: str, files: Mapping[str, str]) -> str:
    """Put data addresses in the place of files' addresses."""

    def one(found: re.Match[str]) -> str:
        address = files.get(unquote(unescape(found[2])))
        return f' {found[1]}="{address}"' if address else found[0]

    return TAG.sub(lambda found: FILE.sub(one, found[0]), html)


def _address(path: str, content: bytes) -> str:
    kind = guess_type(path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def digest(text: str) -> str:
    """A source expression of the Content Security Policy (level 3, 2.3.1) for an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
