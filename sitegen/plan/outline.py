"""The course's outline as a script: what My learning needs to put answers, which are ids, into words.

``window.sitegenCourse`` holds it by language, so that one document can hold all of them:

    {"id", "lang", "title", "scales": {NAME: [[id, label], …]},
     "parts": [{"folder", "number", "title", "path", "lang",
                "pages": [{"key", "path", "title", "number", "lang",
                           "exercises": [{"id", "kind", "n", "q", "o", "rows", "columns", "on", "again"}, …]}, …]}, …]}

``number`` of a part is the module's, 0 for what is no module; a page's is its number in the module, 0 where it does not
count as a page to be done. ``n`` counts a page's exercises, ``q`` is the question, ``o`` maps options to their texts,
``on`` and ``rows`` name a scale. What is empty is left out. Texts are plain, and ``lang`` is theirs where it is not the
page's. Pages without exercises that do not count are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.model.course import Course, Entry
from sitegen.model.page import LinkTo
from sitegen.model.widget import WidgetOutline
from sitegen.plan.addresses import Addresses
from sitegen.plan.head import json_for_html
from sitegen.plan.menus import Menus
from sitegen.plan.scales import SCALE_ATTRIBUTES, rows_view, scale_view

Value = dict[str, object]


def course_script(course: Course, addresses: Addresses, lang: str) -> bytes:
    """The script for the pages in ``lang``."""
    menus = Menus(course, addresses, lang)
    parts: list[Value] = []
    for folder in course.modules:
        pages = [*((folder.index,) if folder.index else ()), *folder.pages]
        parts.append(_part(menus, menus.index(folder), folder.name, folder.number, pages))
    for folder in course.folders:
        if folder.name:
            pages = [*((folder.index,) if folder.index else ()), *folder.pages]
            parts.append(_part(menus, menus.index(folder), folder.name, 0, pages))
    loose = [page for folder in course.folders if not folder.name for page in folder.pages]
    home = LinkTo(addresses.pages[lang]["index"], course.config.title[lang])
    parts.append(_part(menus, home, "", 0, [*((course.home,) if course.home else ()), *loose, *course.standing]))
    outline = {
        "id": course.config.id,
        "lang": lang,
        "title": course.config.title[lang],
        "scales": _scales(course, lang),
        "parts": [part for part in parts if part["number"] or part["pages"]],
    }
    return f"(window.sitegenCourse=window.sitegenCourse||{{}}).{lang}={json_for_html(outline)};\n".encode()


def _part(menus: Menus, link: LinkTo, folder: str, number: int, entries: Iterable[Entry]) -> Value:
    pages = [page for entry in entries if (page := _page(menus, entry, number))]
    return _without_blanks({"folder": folder, "title": link.title, "path": link.path, "lang": link.lang}) | {
        "number": number,
        "pages": pages,
    }


def _page(menus: Menus, entry: Entry, module: int) -> Value | None:
    document = menus.shown(entry)
    counts = module > 0 and not entry.key.endswith("/index")
    if document is None or not (counts or document.widgets):
        return None
    link = menus.link(entry)
    exercises = [_exercise(widget, n) for n, widget in enumerate(document.widgets, 1)]
    page = {"key": entry.key, "path": link.path, "title": document.meta.title, "lang": link.lang}
    return _without_blanks(page) | {"number": entry.number if counts else 0, "exercises": exercises}


def _exercise(widget: WidgetOutline, n: int) -> Value:
    attributes = widget.attributes
    on = attributes.get("on") or attributes.get("by") or attributes.get("cells") or ""
    return {"id": widget.id, "kind": widget.kind, "n": n} | _without_blanks(
        {
            "q": widget.question,
            "o": {option.id: option.text for option in widget.options if option.id},
            "on": on,
            "rows": attributes.get("rows", ""),
            "columns": list(widget.columns),
            "again": attributes.get("again", ""),
        }
    )


def _scales(course: Course, lang: str) -> Value:
    """The scales that exercises name, as they name them: ``spectrum``, ``spectrum.groups``."""
    folders = (*course.modules, *course.folders)
    entries = [course.home, *course.standing]
    entries += [entry for folder in folders for entry in (folder.index, *folder.pages)]
    used = {
        widget.attributes[key]
        for entry in entries
        if entry
        for document in entry.editions.values()
        for widget in document.widgets
        for key in SCALE_ATTRIBUTES
        if key in widget.attributes
    }
    scales = {name: scale_view(scale, lang) for name, scale in course.scales.items()}
    return {name: [[x.id, x.label] for x in rows_view(name, scales)] for name in sorted(used)}


def _without_blanks(values: Mapping[str, object]) -> Value:
    return {name: value for name, value in values.items() if value}
