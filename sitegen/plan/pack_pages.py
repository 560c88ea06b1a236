"""The course's pages as a pack shows them: pieces of them, in a folder without the website."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from sitegen.model.course import Course, Entry
from sitegen.model.document import Document, Reference
from sitegen.model.output import CopyFile
from sitegen.model.page import PageInputs, Resolved, SiteInputs
from sitegen.plan.addresses import Addresses
from sitegen.plan.pages import PagePlanner
from sitegen.plan.references import asset_address, locate


class PackPages:
    """The pages of one language that a session needs, by key."""

    def __init__(self, course: Course, addresses: Addresses, site: SiteInputs, entries: dict[str, Entry]) -> None:
        """``entries`` have an edition in the site's language: a plan with another one is refused."""
        self.course, self.site = course, site
        self.planner = PagePlanner(course, addresses, site, {})
        self.documents = {key: entry.editions[site.lang] for key, entry in entries.items()}
        self.entries = entries

    def inputs(self, keys: Iterable[str]) -> dict[str, PageInputs]:
        """Each page's inputs, its links and pictures as they are from the pack's folder."""
        found = {}
        for key in keys:
            document, page = self.documents[key], self.planner.page(self.entries[key], "page").inputs
            pairs = zip(document.references, page.references, strict=True)
            references = tuple(self._reference(document, one, resolved) for one, resolved in pairs)
            found[key] = replace(page, root="", references=references, headings=(), editions=(), canonical="")
        return found

    def _reference(self, document: Document, reference: Reference, resolved: Resolved) -> Resolved:
        """Files stand in the pack; pages do not, so a link leads to the published site, or nowhere."""
        if reference.kind == "external" or self._asset(document, reference):
            return resolved
        base = self.site.base_url
        return replace(resolved, path=base + resolved.path if base and resolved.path[:1] != "#" else "")

    def _asset(self, document: Document, reference: Reference) -> str:
        target = locate(document, reference.target, self.course.config.languages)
        return target.name if target.kind == "asset" and target.name in self.course.assets else ""

    def media(self, keys: Collection[str]) -> Iterator[CopyFile]:
        """The pictures and files that these pages refer to."""
        for key in sorted(keys):
            for reference in self.documents[key].references:
                if reference.kind != "external" and (name := self._asset(self.documents[key], reference)):
                    asset = self.course.assets[name]
                    yield CopyFile(asset_address(asset.path), asset.digest, asset.file or asset.path)
