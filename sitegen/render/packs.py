"""Pages of a trainer's pack → bytes.

Each part is given what it shows and no more: worksheets and cards are made from exercises without answers, handouts
from handouts alone, and agenda and wall from no page at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup
from msgspec.structs import replace

from sitegen.model.document import Block, Body, Box, Exercise, Prose, Task, TrainerBlock
from sitegen.model.output import PackFile
from sitegen.model.pack import ExerciseRef, ItemView, PackInputs
from sitegen.model.view import ScaleView, WidgetView
from sitegen.model.widget import Widget
from sitegen.plan.paper import CUT_OUT, KEYED, on_paper, unanswered, without_meanings
from sitegen.plan.widgets import exercises_in, widget_view
from sitegen.render.pieces import apart, under
from sitegen.render.prose import fill
from sitegen.render.renderer import NOTE, BodyView, Renderer, block_views


class Piece(NamedTuple):
    """A piece of a page: what it is ("exercise", "handout", "room", …), its title where it has one, its HTML."""

    kind: str
    title: str
    html: Markup


class Group(NamedTuple):
    """Pieces under one heading. ``scale`` is that of cards which are laid on it."""

    title: str
    pieces: tuple[Piece, ...]
    scale: ScaleView | None = None
    letters: Mapping[str, str] = {}


class Sheets:
    """The pages of one pack in one language, rendered."""

    def __init__(self, renderer: Renderer, inputs: PackInputs, bodies: Mapping[str, Body]) -> None:
        """``bodies`` are those of ``inputs.pages``, by key."""
        self.renderer, self.inputs, self.bodies = renderer, inputs, bodies
        self.words = renderer.words[inputs.lang]

    def page(self, path: str) -> bytes:
        """The page. Raises RenderProblem."""
        inputs = self.inputs
        content = CONTENT[inputs.part](self) if inputs.part in CONTENT else {}
        return self.renderer.render(
            f"pack/{inputs.part}.html", pack=inputs, path=path, **self._words(), **content
        ).encode()

    def _words(self) -> dict[str, object]:
        return {"_": self.words.gettext, "ngettext": self.words.ngettext}

    def _fragment(self, template: str, prefix: str, page: str, **context: object) -> Markup:
        html = self.renderer.render(template, **self._words(), **context)
        inputs = self.inputs
        return Markup(apart(fill(html, inputs.pages[page], inputs.labels, self.words.gettext(NOTE)), prefix))

    def _blocks(self, blocks: tuple[Block, ...], page: str, prefix: str, level: int) -> Markup:
        body = BodyView(block_views(blocks, {}, self.inputs.pages[page].scales), ())
        html = self._fragment("body.html", prefix, page, body=body, widgets={}, paper="sheet")
        return Markup(under(html, level))

    def _exercises(self) -> Iterator[tuple[ExerciseRef, WidgetView]]:
        widgets: dict[str, Widget] = {
            widget.id: widget for body in self.bodies.values() for widget in exercises_in(body.blocks)
        }
        for exercise in self.inputs.exercises:
            page = self.inputs.pages[exercise.page]
            yield exercise, on_paper(widget_view(widgets[exercise.id], exercise.number, page))

    def worksheets(self) -> dict[str, object]:
        """Each exercise as people fill it in, under its page's title. What a scale means stands there once a page."""
        explained: set[tuple[str, str]] = set()
        made = []
        for exercise, view in self._exercises():
            bare = unanswered(view)
            if bare.scale and exercise.kind != "reveal":
                name = (exercise.page, bare.scale.name)
                bare = without_meanings(bare, bare.scale) if name in explained else bare
                explained.add(name)
            template, prefix = f"widgets/{exercise.kind}.html", f"w{exercise.number}"
            made.append((exercise, self._fragment(template, prefix, exercise.page, widget=bare, paper="sheet")))
        return self._by_page(made)

    def answer_key(self) -> dict[str, object]:
        """The answers alone, under the same numbers."""
        pairs = self._exercises()
        return self._by_page((one, self._in_key(one, view)) for one, view in pairs if _has_key(view))

    def _in_key(self, exercise: ExerciseRef, view: WidgetView) -> Markup:
        context = {"widget": view, "paper": "key", "judged": view.kind in KEYED}
        return self._fragment("pack/answer.html", f"k{exercise.number}", exercise.page, **context)

    def _by_page(self, made: Iterable[tuple[ExerciseRef, Markup]]) -> dict[str, object]:
        groups: dict[str, list[Piece]] = {}
        for exercise, html in made:
            groups.setdefault(exercise.page, []).append(Piece("exercise", "", html))
        pages = self.inputs.pages
        return {"groups": tuple(Group(pages[key].title, tuple(pieces)) for key, pieces in groups.items())}

    def cards(self) -> dict[str, object]:
        """Cards to cut out: by the scale that they are laid on, each scale's headers once; then steps to order."""
        laid: dict[str, Group] = {}
        for exercise, view in self._exercises():
            if exercise.kind not in CUT_OUT:
                continue
            bare = unanswered(view)
            html = self._fragment("pack/set.html", f"c{exercise.number}", exercise.page, widget=bare, paper="sheet")
            title = self.inputs.pages[exercise.page].title
            name = view.attributes.get("by", f"#{exercise.id}")
            group = laid.get(name) or Group(title, (), bare.scale, bare.letters)
            laid[name] = group._replace(pieces=(*group.pieces, Piece(exercise.kind, title, html)))
        return {"groups": tuple(laid.values())}

    def run_sheet(self) -> dict[str, object]:
        """For each item, what its activity tells people, and what only trainers read."""
        wanted = {"facilitator", "answer", "activity", *self.inputs.modes}
        items = self.inputs.items
        pairs = [(slot, items[slot.item]) for slot in self.inputs.slots if slot.item >= 0 and items[slot.item].cut]
        return {
            "notes": tuple(self._notes(number, item, wanted) for number, item in enumerate(items, 1)),
            "late": tuple(sorted(pairs, key=lambda pair: pair[1].cut)),
        }

    def handouts(self) -> dict[str, object]:
        """What people take home, each once."""
        found: dict[tuple[str, int], Piece] = {}
        for number, item in enumerate(self.inputs.items, 1):
            for key, block in self._blocks_of(item, {"handout"}):
                found.setdefault((key, block.line), self._piece(key, block, item, f"n{number}-{block.line}"))
        return {"pieces": tuple(found.values())}

    def _notes(self, number: int, item: ItemView, wanted: set[str]) -> tuple[Piece, ...]:
        pieces = [
            self._piece(key, block, item, f"n{number}-{place}")
            for place, (key, block) in enumerate(self._blocks_of(item, wanted), 1)
        ]
        return tuple(piece for piece in (*self._case(number, item), *pieces) if piece.html.strip())

    def _case(self, number: int, item: ItemView) -> Iterator[Piece]:
        """The text of a page that tells a case, since nobody leads a group through a case from its title alone."""
        for key in item.pages if item.kind == "page" else ():
            blocks = self.bodies[key].blocks
            if any(isinstance(block, Box) and block.kind == "case" for block in blocks):
                yield Piece("case", "", self._blocks(_told(blocks), key, f"n{number}-0", 4))

    def _blocks_of(self, item: ItemView, wanted: set[str]) -> Iterator[tuple[str, TrainerBlock]]:
        for key in item.pages if item.kind != "exercise" else ():
            for block in self.bodies[key].trainer:
                if block.kind in wanted and (item.kind != "activity" or item.id in (block.id, block.activity)):
                    yield key, block

    def _piece(self, key: str, block: TrainerBlock, item: ItemView, prefix: str) -> Piece:
        title = self._title(block, item, key)
        # A piece's own headings stand below those of the part.
        level = (3 if title else 2) if block.kind == "handout" else 4
        return Piece(block.kind, title, self._blocks(block.blocks, key, prefix, level))

    def _title(self, block: TrainerBlock, item: ItemView, key: str) -> str:
        """The page's title, where that is not the item's own."""
        own = item.kind == "activity" or (item.kind == "page" and block.kind != "handout")
        return "" if own else self.inputs.pages[key].title


def _told(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What can be told of a page: its text, without what is done there."""
    kept = (block for block in blocks if not isinstance(block, Exercise | Task))
    return tuple(block if isinstance(block, Prose) else replace(block, blocks=_told(block.blocks)) for block in kept)


def _has_key(view: WidgetView) -> bool:
    """Whether a trainer has anything to read about it after people have answered."""
    return bool(view.explanation) or view.kind in KEYED


#: Part → what it shows of the course's text. A part that is not here shows none of it.
CONTENT: dict[str, Callable[[Sheets], dict[str, object]]] = {
    "worksheets": Sheets.worksheets,
    "answer-key": Sheets.answer_key,
    "cards": Sheets.cards,
    "run-sheet": Sheets.run_sheet,
    "handouts": Sheets.handouts,
}


def pack_page(renderer: Renderer, file: PackFile, bodies: Mapping[str, Body]) -> bytes:
    """Render one page of a pack. Raises RenderProblem."""
    return Sheets(renderer, file.inputs, bodies).page(file.path)
