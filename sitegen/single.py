"""The product ``single``: read → … → plan → render → one file.

The same stages as a build, from the files as they are now; nothing but the file itself is written or remembered.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.afresh import load_afresh
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import BytesFile, SingleFile
from sitegen.produce import body_of
from sitegen.render import Renderer, RenderProblem
from sitegen.render.single import render_single
from sitegen.report import has_errors
from sitegen.understand import refuse_unknown, understand
from sitegen.write import Refused
from sitegen.write.edit import write_file

#: What our single files have among their first bytes: another file of that name is somebody's.
MARK = b'<meta name="generator" content="sitegen single">'


class Single(NamedTuple):
    """What came of it: ``path`` is None where nothing was written; ``size`` is in bytes."""

    problems: tuple[Diagnostic, ...]
    path: Path | None = None
    pages: int = 0
    size: int = 0


def single(course: Path, out: Path | None, languages: tuple[str, ...], strict: bool, jobs: int) -> Single:
    """Make the single file at ``out`` (by default ``build/single/COURSE.html``).

    With an error in the content nothing is written and the last good file stays.

    Raises:
        Refused: a file is in the way that is not such a single file, or the course lacks a language asked for.
        OSError: the disk fails.
    """
    with load_afresh(course, jobs) as (loaded, memory, _, generator):
        refuse_unknown(loaded, languages)
        checked = understand(loaded, generator, languages, "single")
        if checked.plan is None or has_errors(checked.problems) or (strict and checked.problems):
            return Single(checked.problems)
        (file,) = checked.plan.files
        assert isinstance(file, SingleFile) and loaded.theme is not None
        renderer = Renderer(loaded.theme, loaded.catalogues)
        data = {
            path: part.content if isinstance(part, BytesFile) else (course / part.source).read_bytes()
            for path, part in file.files.items()
        }
        try:
            content = render_single(
                renderer,
                file,
                checked.plan.sites,
                lambda page: body_of(page.inputs, course, loaded, memory) if page.inputs.body else None,
                data,
            )
        except RenderProblem as error:
            return Single((*checked.problems, error.problem))
        path = out or Path("build/single") / file.path
        if path.is_dir():
            raise Refused(f"{path} is a folder; name the file, such as {path / file.path}")
        if path.exists() and MARK not in path.read_bytes()[:2000]:
            raise Refused(f"{path} was not made by “sitegen single”, so it is left alone")
        write_file(path, content)
        return Single(checked.problems, path, len(file.pages), len(content))
