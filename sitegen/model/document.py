"""What an author wrote: one Markdown file, parsed.

A ``Document`` holds what other pages, the menus and the checks can see of it; its ``Body`` holds the prose and is
opened only when its page is rendered. So a changed sentence concerns one page, and a build of ten thousand
unchanged pages never loads their text.

HTML in these types comes from the Markdown renderer. Where it refers to a link or an image, it holds
``\\x1aN\\x1a``, N being the index into ``Document.references``; addresses are known only after planning.
"""

from __future__ import annotations

from msgspec import Struct

from sitegen.model.diagnostic import Diagnostic
from sitegen.model.widget import Widget, WidgetOutline


class Minutes(Struct, array_like=True, frozen=True):
    """Study time in minutes. One number in the front matter gives three equal ones."""

    min: int
    usual: int
    max: int


class Meta(Struct, array_like=True, frozen=True):
    """The front matter of a page, strings as typed."""

    title: str
    description: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    origin: str = ""
    credits: dict[str, tuple[str, ...]] = {}
    draft: bool = False
    minutes: Minutes | None = None
    outcomes: tuple[str, ...] = ()
    audience: str = ""
    modes: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    image: str = ""


class Heading(Struct, array_like=True, frozen=True):
    """A heading of the body. ``id`` is the author's ``{#id}`` or neutral (``s2-1``), the same in all editions.

    ``boxed`` headings stand inside a container and are left out of the page's contents list.
    """

    level: int
    id: str
    html: str
    text: str
    line: int
    explicit: bool = False
    boxed: bool = False


class Reference(Struct, array_like=True, frozen=True):
    """A link or image as written. ``kind`` is "link", "image" or "external"; ``target`` is percent-decoded, with any
    ``#id`` (an external one is the address as it goes into the page).

    ``text`` is the link's plain text or the image's alt text; ``decorative`` images need no alt text.
    """

    kind: str
    target: str
    text: str
    line: int
    column: int = 0
    decorative: bool = False


class Prose(Struct, frozen=True, tag="prose"):
    """Rendered Markdown between containers."""

    html: str


class Box(Struct, frozen=True, tag="box"):
    """A container for readers: ``kind`` note, key-points, example, quote or case.

    ``attribution`` (inline HTML) is a quote's last paragraph when it begins with a dash; the dash is left out.
    ``lang`` is set where the author says that the box is in another language (``::: quote lang=cy``).
    """

    kind: str
    blocks: tuple[Block, ...]
    attribution: str = ""
    lang: str = ""


class Exercise(Struct, frozen=True, tag="exercise"):
    """The place of a widget in the page."""

    widget: Widget


class Task(Struct, frozen=True, tag="task"):
    """The learner's part of an ``activity``: a task to try alone. ``minutes`` is 0 when not said."""

    id: str
    minutes: int
    blocks: tuple[Block, ...]


class Picture(Struct, frozen=True, tag="picture"):
    """A scale drawn by the theme. ``form`` is one of ``PICTURE_FORMS`` or "" for the one that suits the scale.

    ``blocks`` are its caption.
    """

    scale: str
    form: str
    blocks: tuple[Block, ...]


#: How a scale can be drawn.
PICTURE_FORMS = ("line", "ladder", "quarters", "ring", "chain")

Block = Prose | Box | Exercise | Task | Picture


class Activity(Struct, array_like=True, frozen=True):
    """What a session's plan needs of an activity.

    ``title`` is the plain text of its first heading or of a first line in bold, "" where it has neither; ``section``
    the index of the last heading before it in ``Document.headings`` (-1: none). ``modes`` are those that it has
    instructions for. ``groups`` is 0 when not said.
    """

    id: str
    title: str
    section: int
    line: int
    minutes: Minutes | None
    groups: int
    modes: tuple[str, ...]


class Footnote(Struct, frozen=True):
    """A note at the page's end: block HTML and how many places refer to it."""

    number: int
    html: str
    backlinks: int


class TrainerBlock(Struct, frozen=True):
    """A block for trainers only: ``kind`` facilitator, slide, room, zoom, handout, answer or activity.

    ``activity`` is the id of the activity it stands in ("" at top level). Never part of ``Body.blocks``.
    """

    kind: str
    id: str
    activity: str
    attributes: dict[str, str]
    blocks: tuple[Block, ...]
    line: int


class Body(Struct, frozen=True):
    """Everything that a page shows of a document, and the trainer's blocks apart from it."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    trainer: tuple[TrainerBlock, ...] = ()


class PictureOutline(Struct, array_like=True, frozen=True):
    """What the checks and other editions need of a picture. ``line`` counts from 1."""

    scale: str
    form: str
    line: int


class Document(Struct, array_like=True, frozen=True):
    """One Markdown file in one language, as far as others need it.

    ``key`` is the path shared by the editions without ``.md`` (``spectrum/narratives``; ``spectrum/index`` for a
    folder's own page; ``index`` for the home page). ``path`` is relative to the course's parent.
    ``digest`` is the content digest of the file's text, ``body`` that of the encoded ``Body``.
    ``lines`` tells the line of each front-matter key.
    ``words`` counts the body's words. ``anchors`` are the ids besides
    those of headings and widgets that a link may lead to: of spans and of tasks. ``handouts`` has for each handout the
    id of the activity that it stands in, "" for none.
    """

    key: str
    lang: str
    path: str
    digest: str
    body: str
    meta: Meta
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    widgets: tuple[WidgetOutline, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    words: int = 0
    lines: dict[str, int] = {}
    anchors: tuple[str, ...] = ()
    pictures: tuple[PictureOutline, ...] = ()
    activities: tuple[Activity, ...] = ()
    handouts: tuple[str, ...] = ()


class Parsed(Struct, frozen=True):
    """What ``parse`` returns for one file."""

    document: Document
    body: Body


class Segment(Struct, frozen=True):
    """A unit of translation and its exact place in the file.

    ``kind``: heading, paragraph, item, cell, option, feedback, hint, explanation, prompt, alt, caption, front-matter,
    term, definition, attribution, footnote. ``text`` is the Markdown of the segment on one logical line set: the
    bytes ``start:end`` of the UTF-8 file with each line break followed by ``prefix`` read as one line break. ``field``
    names a front-matter key (``outcomes.2``) or a widget's part (``definition-parts.a``). ``line`` counts from 1.
    """

    kind: str
    text: str
    start: int
    end: int
    line: int
    prefix: str = ""
    field: str = ""
