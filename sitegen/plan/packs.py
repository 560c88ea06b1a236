"""A trainer's pack: every file of it. A product like the website, but of one session plan.

PDF, slides, a calendar entry and the rest are further parts: a line in ``PARTS``, a template, and where it is no HTML a
renderer of its own beside ``render/packs.py``.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model.course import Course
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import BytesFile, CopyFile, OutputFile, PackFile, Plan
from sitegen.model.pack import PARTS, PRIVATE, ExerciseRef, ItemView, PackInputs, PackPart, SlotView
from sitegen.model.page import AssetPaths, SiteInputs
from sitegen.model.session import Session, clock
from sitegen.model.theme import Catalogue, Settings, Theme
from sitegen.model.view import ScaleView
from sitegen.plan.addresses import Addresses, make_addresses
from sitegen.plan.assets import plan_files, plan_styles
from sitegen.plan.brought import brought
from sitegen.plan.clock import SPARE, Slot, run
from sitegen.plan.pack_pages import PackPages
from sitegen.plan.pages import key_of
from sitegen.plan.paper import CUT_OUT, KEYED
from sitegen.plan.scales import SCALE_ATTRIBUTES, scale_view
from sitegen.plan.steps import Names, Step, steps_of, worksheets_of
from sitegen.plan.website import site_inputs

#: Kinds that ask for a place on a scale: their scale hangs on the wall.
PLACED = frozenset({"place", "place-own"})
#: Parts that every participant gets one of; cards go to groups, the wall hangs once, the others are the trainers'.
EACH = frozenset({"agenda", "worksheets", "handouts"})
#: Parts that need a table or a wall: a session on Zoom has them only where they are asked for.
IN_ROOM = frozenset({"cards", "wall"})


def plan_pack(
    course: Course,
    theme: Theme,
    settings: Settings,
    catalogues: Mapping[str, Catalogue],
    generator: str,
    session: Session,
    public: bool = False,
    only: tuple[str, ...] = (),
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Plan the pack of ``session``, whose checks have found no error. ``only``: these parts, () for all.

    A ``public`` pack has no answers, no notes and no trainer's name.
    """
    style, problems = plan_styles(theme, settings, course, "pack")
    icons = {name: file for name, file in plan_files(theme, settings).items() if name == "favicon"}
    assets = AssetPaths((style.path,) if style else (), (), (), "", icons["favicon"].path if icons else "")
    addresses = make_addresses(course, catalogues)
    sites = {
        lang: site_inputs(course, addresses, lang, assets, theme.digest, generator, session.languages, catalogues[lang])
        for lang in session.languages
    }
    planner = _Planner(course, addresses, session, sites, public)
    usual = [part for part in PARTS if session.mode != "zoom" or part not in IN_ROOM]
    wanted = [part for part in PARTS if part in (only or usual) and not (public and part in PRIVATE)]
    files, media = planner.files([part for part in wanted if planner.has(part)])
    others: list[OutputFile] = [*([style] if style else []), *icons.values(), *media]
    return Plan((*files, *others), sites), problems


class _Planner:
    def __init__(
        self, course: Course, addresses: Addresses, session: Session, sites: dict[str, SiteInputs], public: bool
    ) -> None:
        self.course, self.session, self.sites, self.public = course, session, sites, public
        names = Names(course)
        self.steps = steps_of(session, names)
        pairs, _ = worksheets_of(session, self.steps, names)
        kinds = {x.id: x.kind for entry, _ in pairs for document in entry.editions.values() for x in document.widgets}
        self.exercises = tuple(
            ExerciseRef(number, entry.key, name, kinds[name]) for number, (entry, name) in enumerate(pairs, 1)
        )
        self.entries = {entry.key: entry for entry, _ in pairs}
        self.entries |= {x.key: x for step in self.steps if step.target for x in step.target.entries}
        self.walls = self._walls()
        self.brought = brought(self.steps, self.exercises, session.languages[0], course.config.languages)
        self.pages = {lang: PackPages(course, addresses, sites[lang], self.entries) for lang in session.languages}

    def has(self, part: str) -> bool:
        """Whether there is anything to put into this part."""
        if part == "worksheets":
            return bool(self.exercises)
        if part == "cards":
            return any(x.kind in CUT_OUT for x in self.exercises)
        if part == "wall":
            return bool(self.walls)
        if part == "handouts":
            return any(self._handouts(step) for step in self.steps)
        if part == "answer-key":
            return any(x.kind in KEYED or self._explained(x) for x in self.exercises)
        return True

    def _handouts(self, step: Step) -> bool:
        target = step.target
        if target is None or target.kind == "exercise":
            return False
        documents = [document for entry in target.entries for document in entry.editions.values()]
        places = {activity for document in documents for activity in document.handouts}
        return target.id in places if target.kind == "activity" else bool(places)

    def _explained(self, exercise: ExerciseRef) -> bool:
        editions = self.entries[exercise.page].editions.values()
        return any(x.explanation for document in editions for x in document.widgets if x.id == exercise.id)

    def _walls(self) -> tuple[str, ...]:
        """Names of the scales to hang up: those of exercises that ask for a place, and all that have an order."""
        found: dict[str, None] = {}
        for exercise in self.exercises:
            for document in self.entries[exercise.page].editions.values():
                for widget in document.widgets:
                    if widget.id != exercise.id:
                        continue
                    for key in SCALE_ATTRIBUTES:
                        name = widget.attributes.get(key, "").partition(".")[0]
                        scale = self.course.scales.get(name)
                        if scale and (scale.kind == "ordered" or (widget.kind in PLACED and key == "on")):
                            found[name] = None
        return tuple(found)

    def files(self, parts: list[str]) -> tuple[list[PackFile], list[BytesFile | CopyFile]]:
        """The pages of these parts in all languages, the first page, and what they show."""
        session = self.session
        two = session.languages if len(session.languages) == 2 else ()
        copies = dict.fromkeys(EACH, session.people) | {"cards": session.groups, "wall": 1}
        listed = tuple(
            PackPart(
                part,
                {lang: f"{part}-{lang}.html" for lang in session.languages},
                copies.get(part, len(session.trainers)),
                f"{part}-{'-'.join(two)}.html" if part == "agenda" and two else "",
            )
            for part in parts
        )
        pages = [self._page("index", "index.html", session.languages, listed)]
        for row in listed:
            pages += [self._page(row.part, path, (lang,), listed) for lang, path in row.paths.items()]
            pages += [self._page(row.part, row.both, two, listed)] if row.both else []
        shown = {key for page in pages for key in page.inputs.pages}
        media = {file.path: file for lang in session.languages for file in self.pages[lang].media(shown)}
        return pages, [media[path] for path in sorted(media)]

    def _page(self, part: str, path: str, languages: tuple[str, ...], parts: tuple[PackPart, ...]) -> PackFile:
        session, lang, site = self.session, languages[0], self.sites[languages[0]]
        year, month, day = map(int, session.date.split("-")) if session.date else (0, 0, 0)
        slots = self._slots()
        inputs = PackInputs(
            part=part,
            path=path,
            lang=lang,
            languages=languages,
            all=session.languages,
            labels=self.course.config.labels,
            titles=session.title,
            course=self.course.config.title,
            year=year,
            month=month,
            day=day,
            weekday=session.weekday,
            starts=clock(session.starts),
            ends=clock(session.ends if session.ends >= 0 else slots[-1].ends),
            mode=session.mode,
            modes=session.modes,
            interpretation=session.interpretation,
            people=session.people,
            groups=session.groups,
            audience=session.audience,
            trainers=() if self.public else session.trainers,
            spare=session.spare,
            public=self.public,
            slots=tuple(self._slot(slot) for slot in slots),
            items=tuple(self._item(number, parts) for number in range(len(self.steps))),
            exercises=self.exercises,
            walls=tuple(self._scale(name, lang) for name in self.walls),
            pages=self.pages[lang].inputs(self._keys(part)),
            parts=parts,
            styles=site.assets.styles,
            favicon=site.assets.favicon,
            theme=site.theme,
            generator=site.generator,
        )
        return PackFile(path, key_of(inputs), inputs)

    def _keys(self, part: str) -> list[str]:
        """The pages whose text a part shows."""
        if part in ("worksheets", "answer-key", "cards"):
            return list(dict.fromkeys(exercise.page for exercise in self.exercises))
        if part in ("run-sheet", "handouts"):
            return list(dict.fromkeys(x.key for step in self.steps if step.target for x in step.target.entries))
        return []

    def _scale(self, name: str, lang: str) -> ScaleView:
        return scale_view(self.course.scales[name], lang)

    def _slots(self) -> tuple[Slot, ...]:
        """The timeline, with what is left at the end."""
        lengths = [step.minutes.usual for step in self.steps]
        slots = run(self.session.starts, lengths, [step.item.at for step in self.steps])
        left = self.session.ends - slots[-1].ends if self.session.ends >= 0 else 0
        return (*slots, Slot(SPARE, slots[-1].ends, left)) if left > 0 else slots

    def _slot(self, slot: Slot) -> SlotView:
        starts, ends = clock(slot.starts), clock(slot.ends)
        if slot.step == SPARE:
            return SlotView("spare", starts, ends, slot.minutes, dict.fromkeys(self.session.languages, ""))
        step = self.steps[slot.step]
        titles = {lang: step.title(lang) for lang in self.session.languages}
        kind = "break" if step.is_break else "item"
        return SlotView(kind, starts, ends, slot.minutes, titles, step.basis == "estimate", slot.step)

    def _item(self, number: int, parts: tuple[PackPart, ...]) -> ItemView:
        step, mine = self.steps[number], self.brought[number]
        item, target, people = step.item, step.target, self.session.people
        printed = {row.part for row in parts}
        breakout = item.breakout
        activity = next((x for lang in self.session.languages if (x := step.activity(lang))), None)
        groups = breakout.groups if breakout else activity.groups if activity else 0
        return ItemView(
            kind=target.kind if target else "break" if step.is_break else "own",
            id=target.id if target else "",
            pages=tuple(entry.key for entry in target.entries) if target else (),
            minutes=step.minutes,
            basis=step.basis,
            lead="" if self.public else item.lead,
            groups=groups,
            least=people // groups if groups else 0,
            most=-(-people // groups) if groups else 0,
            rounds=breakout.rounds if breakout else 0,
            round_minutes=breakout.minutes if breakout else 0,
            cut=item.cut,
            exercises=tuple(x.number for x in mine if "worksheets" in printed),
            cards=tuple(x.number for x in mine if "cards" in printed and x.kind in CUT_OUT),
        )
