"""A language's words, for templates: ``_`` and ``ngettext``."""

from __future__ import annotations

import gettext
from collections.abc import Callable

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.theme import Catalogue


class RenderProblem(Exception):  # noqa: N818
    """Something in a template or a catalogue is wrong; carries the diagnostic out of the template engine."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Words:
    """The words of one catalogue. A word that it lacks is a problem, never an English word on a Welsh page."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.plural: Callable[[int], int] = gettext.c2py(catalogue.rule)
        self.messages, self.plurals = catalogue.messages, catalogue.plurals

    def gettext(self, msgid: str) -> str:
        """The text for ``msgid``. Raises RenderProblem (T13) when the catalogue has none."""
        try:
            return self.messages[msgid]
        except KeyError:
            raise RenderProblem(self._missing(msgid)) from None

    #: What templates call it.
    _ = gettext

    def ngettext(self, singular: str, plural: str, number: int) -> str:  # noqa: ARG002 - gettext's signature
        """The text for ``number`` things by the language's plural rule. Raises RenderProblem (T13)."""
        try:
            return self.plurals[singular][self.plural(number)]
        except (KeyError, IndexError):
            raise RenderProblem(self._missing(singular)) from None

    def _missing(self, msgid: str) -> Diagnostic:
        return diagnostic("T13", self.catalogue.path, 0, msgid=msgid, lang=self.catalogue.lang)
