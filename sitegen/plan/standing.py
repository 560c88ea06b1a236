"""The pages that every course has without writing them (``model.standing``): links to them, and what they show."""

from __future__ import annotations

from sitegen.model.page import LinkTo, StandingView
from sitegen.model.standing import STANDING
from sitegen.model.theme import Catalogue, Settings
from sitegen.plan.glossary import letters_view
from sitegen.plan.menus import Menus


def standing_links(menus: Menus, catalogue: Catalogue) -> dict[str, LinkTo]:
    """A link to each standing page, by its kind: with its author's title, or else the catalogue's."""
    links: dict[str, LinkTo] = {}
    for entry in menus.course.standing:
        row = STANDING[entry.key]
        title = catalogue.messages.get(row.title, row.title)
        written = menus.shown(entry) is not None
        links[row.kind] = menus.link(entry) if written else LinkTo(menus.paths[entry.key], title)
    return links


def standing_views(settings: Settings, menus: Menus, catalogue: Catalogue, data: str) -> dict[str, StandingView]:
    """What each standing page shows, by its key; ``data`` is the path of the script with the course's outline."""
    found: dict[str, StandingView] = {}
    for key, row in STANDING.items():
        title = catalogue.messages.get(row.title, row.title)
        if row.kind == "learning":
            found[key] = StandingView(title, data=data)
        elif row.kind == "privacy":
            storage, network = tuple(settings.storage.items()), tuple(settings.network.items())
            found[key] = StandingView(title, storage=storage, network=network)
        elif row.kind == "glossary":
            found[key] = StandingView(title, letters=letters_view(menus))
        else:
            found[key] = StandingView(title)
    return found
