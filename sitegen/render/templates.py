"""The template engine: the theme's templates, strict about names, and what their errors mean.

Content is never a template: it is only ever a value. Templates come from memory; their names lead to the theme's
files, so that an error names template and line.
"""

from __future__ import annotations

import marshal
import os
import sys
import tempfile
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    __version__,
)
from jinja2.bccache import Bucket
from jinja2.filters import do_striptags
from msgspec.structs import replace

from sitegen.model.diagnostic import Diagnostic, diagnostic
from sitegen.model.theme import Theme
from sitegen.render.prose import without_references
from sitegen.render.words import RenderProblem, Words

FOLDER = "templates/"


class CodeCache(BytecodeCache):
    """Compiled templates, kept where this user's own programs keep their caches.

    Compiled templates are code, so they do not belong into ``build/``, which people share between machines; Jinja's
    own cache would unpickle what it finds. A file is used only when its digest fits what it says.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when first needed; where that fails, nothing is kept."""
        self.folder = folder
        self.version = f"{sys.implementation.cache_tag}-{__version__}"

    def _file(self, bucket: Bucket) -> Path:
        name = blake2b(f"{self.version}/{bucket.key}/{bucket.checksum}".encode(), digest_size=16).hexdigest()
        return self.folder / f"{name}.code"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` from the cache, if there is a whole file for it."""
        try:
            data = self._file(bucket).read_bytes()
            if blake2b(data[16:], digest_size=16).digest() == data[:16]:
                code = marshal.loads(data[16:])
                bucket.code = code if isinstance(code, CodeType) else None
        except (OSError, ValueError, EOFError, TypeError):
            return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled template of ``bucket``."""
        code = marshal.dumps(bucket.code)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(blake2b(code, digest_size=16).digest() + code)
            os.replace(file.name, self._file(bucket))
        except OSError:
            return


def environment(theme: Theme, words: Mapping[str, Words], code_cache: Path | None) -> Environment:
    """The engine for a theme. ``word(lang, msgid)`` in a template gives a word of any language."""

    def load(name: str) -> tuple[str, str, None] | None:
        file = theme.files.get(FOLDER + name)
        return None if file is None else (file.data.decode("utf-8-sig", "replace"), file.path, None)

    engine = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CodeCache(code_cache) if code_cache else None,
    )
    # What is left of a link would be filled in later, with markup, in whatever attribute the words stand.
    engine.filters["striptags"] = lambda html: do_striptags(without_references(html))
    engine.globals["word"] = lambda lang, msgid: words[lang].gettext(msgid)
    return engine


def problem_of(error: Exception, theme: Theme, name: str) -> Diagnostic:
    """Turn whatever a template raised into a diagnostic with template and line."""
    if isinstance(error, RenderProblem):
        problem = error.problem
        path, line = _template_line(error, theme) or (problem.path, problem.line)
        return replace(problem, path=path, line=line)
    if isinstance(error, TemplateSyntaxError):
        path = error.filename or (theme.files[FOLDER + error.name].path if error.name else name)
        return diagnostic("T10", path, error.lineno, reason=error.message or "")
    where = _template_line(error, theme) or (
        theme.files[FOLDER + name].path if FOLDER + name in theme.files else name,
        0,
    )
    if isinstance(error, UndefinedError):
        return diagnostic("T11", *where, reason=error.message or "")
    if isinstance(error, TemplateNotFound):
        return diagnostic("T12", *where, name=error.name or "")
    if isinstance(error, RecursionError):
        return diagnostic("T14", *where, reason="a template includes itself without end")
    reason = error.message or "" if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return diagnostic("T14", *where, reason=reason)


def _template_line(error: BaseException, theme: Theme) -> tuple[str, int] | None:
    """The innermost place in a template where ``error`` passed; Jinja rewrites tracebacks to template lines."""
    paths = {file.path for name, file in theme.files.items() if name.startswith(FOLDER)}
    found: tuple[str, int] | None = None
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path in paths:
            found = (path, trace.tb_lineno)
        trace = trace.tb_next
    return found
