"""The glossary as one language's page shows it: all letters of the alphabet, and under each its terms in order."""

from __future__ import annotations

from sitegen.language.alphabet import first_letter, index_letters, sort_key
from sitegen.model.glossary import LetterView, Term, TermLink, TermView
from sitegen.plan.addresses import entries
from sitegen.plan.menus import Menus


def letters_view(menus: Menus) -> tuple[LetterView, ...]:
    """The letters of the menus' language, those without terms too; none where the course has no glossary."""
    glossary, lang = menus.course.glossary, menus.lang
    if glossary is None:
        return ()
    known = {entry.key: entry for entry in entries(menus.course)}
    terms = {term.key: term for term in glossary.terms}

    def view(term: Term) -> TermView:
        entry = known.get(term.page)
        taught = None
        if entry is not None:
            link = menus.link(entry)
            taught = TermLink(link.path + (f"#{term.place}" if term.place else ""), link.title, link.lang)
        return TermView(
            id=term.anchor,
            word=term.words[lang],
            others=tuple((x, term.words[x]) for x in menus.course.config.languages if x != lang),
            text=term.text.get(lang, ""),
            taught=taught,
            see=tuple(TermLink(f"#{terms[x].anchor}", terms[x].words[lang]) for x in term.see if x in terms),
        )

    found: dict[str, list[TermView]] = {}
    for term in sorted(glossary.terms, key=lambda each: sort_key(each.words[lang], lang, articles=False)):
        found.setdefault(first_letter(term.words[lang], lang), []).append(view(term))
    return tuple(
        LetterView(letter.upper(), f"letter.{letter}", tuple(found.get(letter, ())))
        for letter in index_letters(found, lang)
    )
