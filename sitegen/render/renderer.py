"""Planned files → bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from msgspec.structs import replace

from sitegen.model.document import Block, Body, Box, Exercise, Footnote, Picture, Prose, Task
from sitegen.model.output import PageFile, ViewFile
from sitegen.model.page import ChoiceInputs, NotFoundInputs, PageInputs, RedirectInputs, SiteInputs, SitemapInputs
from sitegen.model.theme import Catalogue, Theme
from sitegen.model.view import PictureView, ScaleView, WidgetView
from sitegen.plan.head import head_view
from sitegen.plan.pictures import picture_view
from sitegen.plan.widgets import widget_views
from sitegen.render.prose import fill
from sitegen.render.templates import environment, problem_of
from sitegen.render.words import RenderProblem, Words

#: The note after a link that leads to a page in another language.
NOTE = "(in %(label)s)"


class BlockView(NamedTuple):
    """A block as ``body.html`` gets it; ``type`` is "prose", "box", "exercise", "task" or "picture"."""

    type: str
    html: Markup = Markup("")
    kind: str = ""
    blocks: tuple[BlockView, ...] = ()
    attribution: Markup = Markup("")
    widget: WidgetView | None = None
    id: str = ""
    minutes: int = 0
    lang: str = ""
    picture: PictureView | None = None


class BodyView(NamedTuple):
    """A body as ``body.html`` gets it."""

    blocks: tuple[BlockView, ...]
    footnotes: tuple[Footnote, ...]


class Renderer:
    """Renders the files of one build. Pure: the same file, body and theme give the same bytes."""

    def __init__(self, theme: Theme, catalogues: Mapping[str, Catalogue], code_cache: Path | None = None) -> None:
        """``code_cache`` is a folder for compiled templates, or None to keep none."""
        self.theme = theme
        self.words = {lang: Words(catalogue) for lang, catalogue in catalogues.items()}
        self.engine = environment(theme, self.words, code_cache)

    def page(self, file: PageFile, site: SiteInputs, body: Body | None) -> bytes:
        """Render a page of the course. Raises RenderProblem."""
        page = file.inputs
        content = self.body(page, site, body) if body is not None else Markup("")
        words = self.words[page.lang]
        head = head_view(page, site)
        if head is not None:
            head = replace(head, structured=Markup(head.structured))
        return self.render(
            "page.html",
            page=page,
            site=site,
            head=head,
            body=content,
            outline=True,
            _=words.gettext,
            ngettext=words.ngettext,
        ).encode()

    def frame(self, file: PageFile, site: SiteInputs, body: Body | None, outline: bool) -> Markup:
        """Render what stands in a page's body, for a page among others in one file. Raises RenderProblem.

        ``outline``: with the course's menu and the foot of the page.
        """
        page, words = file.inputs, self.words[file.inputs.lang]
        content = self.body(page, site, body) if body is not None else Markup("")
        view = {"page": page, "site": site, "body": content, "outline": outline}
        return Markup(self.render("frame.html", _=words.gettext, ngettext=words.ngettext, **view))

    def single(self, **view: object) -> bytes:
        """Render the single file from what ``render.single`` made ready. Raises RenderProblem."""
        return self.render("single.html", t=self.words, **view).encode()

    def body(self, page: PageInputs, site: SiteInputs, body: Body) -> Markup:
        """Render a page's prose and exercises, in the words of its content's language. Raises RenderProblem."""
        words = self.words[page.content_lang]
        widgets = widget_views(body, page)
        html = self.render(
            "body.html",
            page=page,
            site=site,
            body=BodyView(
                block_views(body.blocks, widgets, page.scales),
                tuple(Footnote(x.number, Markup(x.html), x.backlinks) for x in body.footnotes),
            ),
            widgets=widgets,
            paper="",
            _=words.gettext,
            ngettext=words.ngettext,
        )
        if "\x1a" not in html:
            return Markup(html)
        return Markup(fill(html, page, site.labels, words.gettext(NOTE)))

    def view(self, file: ViewFile) -> bytes:
        """Render a file that is made from its view alone. Raises RenderProblem."""
        view = file.view
        if isinstance(view, ChoiceInputs):
            return self.render(file.template, choice=view, t=self.words).encode()
        if isinstance(view, NotFoundInputs):
            return self.render(file.template, notfound=view, t=self.words).encode()
        if isinstance(view, RedirectInputs):
            return self.render(file.template, redirect=view, _=self.words[view.lang].gettext).encode()
        if isinstance(view, SitemapInputs):
            return self.render(file.template, sitemap=view).encode()
        raise TypeError(view)

    def render(self, name: str, **context: object) -> str:
        """Render one template. Raises RenderProblem."""
        try:
            return self.engine.get_template(name).render(context)
        except Exception as error:
            raise RenderProblem(problem_of(error, self.theme, name)) from error


def block_views(
    blocks: tuple[Block, ...], widgets: dict[str, WidgetView], scales: dict[str, ScaleView]
) -> tuple[BlockView, ...]:
    """Blocks as ``body.html`` gets them."""
    return tuple(_view(block, widgets, scales) for block in blocks)


def _view(block: Block, widgets: dict[str, WidgetView], scales: dict[str, ScaleView]) -> BlockView:
    if isinstance(block, Prose):
        return BlockView("prose", Markup(block.html))
    if isinstance(block, Exercise):
        return BlockView("exercise", widget=widgets[block.widget.id], kind=block.widget.kind, id=block.widget.id)
    inner = block_views(block.blocks, widgets, scales)
    if isinstance(block, Box):
        return BlockView("box", kind=block.kind, blocks=inner, attribution=Markup(block.attribution), lang=block.lang)
    if isinstance(block, Task):
        return BlockView("task", blocks=inner, id=block.id, minutes=block.minutes)
    if isinstance(block, Picture):
        picture = picture_view(scales[block.scale], block.form)
        return BlockView("picture", kind=picture.form, blocks=inner, picture=picture)
    raise TypeError(block)
