"""``sitegen pack``: from one session plan to a folder to print and to take along.

    read → parse → assemble → plan → check → render → write

The stages are the website's; the plan names what goes in. Comes in: a plan's name or path, and what is to be otherwise
this time. Goes out: the pack's folder, or the reasons why there is none. Promised: the same input gives the same bytes,
with an error nothing is written, and only files that an earlier pack wrote are ever removed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from msgspec.structs import replace

from sitegen.afresh import load_afresh
from sitegen.cache.generator import generator_digest
from sitegen.cache.memory import Memory
from sitegen.load import load_sessions
from sitegen.model.diagnostic import Diagnostic
from sitegen.model.output import PackFile, Plan
from sitegen.model.pack import PARTS
from sitegen.model.session import MIDNIGHT, MODES, Session
from sitegen.parse.session_file import time_of_day
from sitegen.plan.packs import plan_pack
from sitegen.produce import produce
from sitegen.read.course import SESSIONS, read_session, session_paths
from sitegen.report import has_errors
from sitegen.understand import Checked, understand
from sitegen.write import Refused, Report, open_site


class PackOptions(NamedTuple):
    """What a pack is asked to be. Empty ``languages``, ``mode``, ``starts`` and ``parts``: as the plan says, all of it.

    ``out`` None: ``build/packs/NAME``. ``check``: look, and write nothing.
    """

    course: Path
    session: str
    out: Path | None = None
    languages: tuple[str, ...] = ()
    mode: str = ""
    starts: str = ""
    parts: tuple[str, ...] = ()
    public: bool = False
    check: bool = False
    strict: bool = False
    jobs: int = 1
    code_cache: Path | None = None


class PackResult(NamedTuple):
    """What came of it. ``report`` is None where nothing was written."""

    ok: bool
    problems: tuple[Diagnostic, ...]
    out: Path
    pages: int
    report: Report | None


def pack(options: PackOptions) -> PackResult:
    """Make the pack of a session.

    Raises:
        Refused: there is no such plan, language, mode or part, or the folder is not ours to write in.
        write.MachineFailed, OSError: the disk fails.
    """
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        raise Refused(f"a pack has no part “{unknown[0]}”; its parts are {', '.join(PARTS)}")
    with _understood(options) as (checked, session, path, memory):
        name = normalize("NFC", Path(path).stem)
        out = options.out or Path("build/packs") / name
        problems = _of_this_plan(checked.problems, path)
        failed = session is None or has_errors(problems) or (options.strict and bool(problems))
        if failed or session is None or checked.course is None or checked.plan is None:
            return PackResult(False, problems, out, 0, None)
        loaded, generator = checked.loaded, generator_digest()
        assert loaded.theme is not None and loaded.settings is not None
        plan, wrong = plan_pack(
            checked.course,
            loaded.theme,
            loaded.settings,
            loaded.catalogues,
            generator,
            session,
            options.public,
            options.parts,
        )
        problems = tuple(sorted({*problems, *wrong}))
        if wrong or options.check:
            return PackResult(not wrong, problems, out, 0, None)
        return _write(plan, checked, problems, out, memory, options)


def _write(
    plan: Plan, checked: Checked, problems: tuple[Diagnostic, ...], out: Path, memory: Memory, options: PackOptions
) -> PackResult:
    with open_site(out, sources=[options.course]) as site:
        missing = site.missing({file.path: file.key for file in plan.files})
        stale = [file for file in plan.files if file.path in missing]
        staged, wrong = produce(
            stale, plan.sites, checked.loaded, options.course, site, memory, options.jobs, options.code_cache
        )
        if wrong:
            return PackResult(False, tuple(sorted({*problems, *wrong})), out, 0, None)
        report = site.commit({file.path: file.key for file in plan.files}, staged)
    return PackResult(True, problems, out, sum(isinstance(file, PackFile) for file in plan.files), report)


@contextmanager
def _understood(options: PackOptions) -> Iterator[tuple[Checked, Session | None, str, Memory]]:
    """The course with this one plan in it, the plan (None where it cannot be used) and its path in messages."""
    course = options.course
    with load_afresh(course, options.jobs) as (loaded, memory, found, generator):
        path = _find(options, session_paths(found))
        name = normalize("NFC", Path(path).stem)
        if path.startswith(f"{course.name}/{SESSIONS}"):
            load_sessions(loaded, course, course.name, found)
        elif loaded.config is not None:
            session, wrong = read_session(Path(path), path, loaded.config.languages)
            loaded.problems += wrong
            loaded.sessions = {name: session} if session else {}
        session = loaded.sessions.get(name)
        if session is not None:
            session = _otherwise(session, options)
            loaded.sessions = {name: session}
        yield understand(loaded, generator), session, path, memory


def _find(options: PackOptions, known: tuple[str, ...]) -> str:
    """The plan's path as messages show it: from the course's name on, or as it was typed."""
    asked, course = normalize("NFC", options.session), options.course
    names = {normalize("NFC", path.removeprefix(SESSIONS).removesuffix(".toml")): path for path in known}
    if asked in names:
        return f"{course.name}/{names[asked]}"
    given = Path(options.session)
    if given.suffix == ".toml" and given.is_file():
        inside = {(course / path).resolve(): path for path in known}
        own = inside.get(given.resolve())
        return f"{course.name}/{own}" if own else given.as_posix()
    if not names:
        raise Refused(
            f"there is no session plan in {course}/{SESSIONS[:-1]} yet: begin one with “sitegen new session half-day”"
        )
    near = difflib.get_close_matches(asked, names, 1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    raise Refused(f"there is no session plan “{asked}”; the plans are {', '.join(sorted(names))}.{hint}")


def _otherwise(session: Session, options: PackOptions) -> Session:
    """The plan as it shall be this time. Pins move with the beginning: it is the same session at another hour."""
    languages = options.languages or session.languages
    if unknown := [lang for lang in languages if lang not in session.languages]:
        raise Refused(f"the plan has no language “{unknown[0]}”; its languages are {', '.join(session.languages)}")
    if options.mode and options.mode not in MODES:
        raise Refused(f"there is no mode “{options.mode}”; the modes are {', '.join(MODES)}")
    starts = time_of_day(options.starts) if options.starts else session.starts
    if starts < 0:
        raise Refused(f"--starts takes a time such as 13:00, not “{options.starts}”")
    later = starts - session.starts
    if session.ends + later > MIDNIGHT:
        raise Refused(f"a session that starts at {options.starts} would go on past midnight")
    items = tuple(replace(item, at=item.at + later) if item.at >= 0 else item for item in session.items)
    return replace(
        session,
        languages=languages,
        mode=options.mode or session.mode,
        starts=starts,
        ends=session.ends + later if session.ends >= 0 else -1,
        items=items,
    )


def _of_this_plan(problems: tuple[Diagnostic, ...], path: str) -> tuple[Diagnostic, ...]:
    """The plan's own problems, and errors of the course, without which nothing can be made of it."""
    own = tuple(problem for problem in problems if problem.path == path)
    others = tuple(problem for problem in problems if problem.path != path and has_errors((problem,)))
    return tuple(problem for problem in (*own, *others) if problem.path == path or f"/{SESSIONS}" not in problem.path)
