"""The commands: arguments in, printing and an exit status out.

0 nothing wrong (warnings allowed), 1 errors in the content (or warnings under ``--strict``), 2 wrong use, 3 the machine
failed. Imports stand inside the commands: a build with nothing to do loads next to nothing.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from sitegen import __version__
from sitegen.tell import print_pack, print_problems, print_result, print_single

EXIT_CONTENT, EXIT_USE, EXIT_MACHINE, EXIT_INTERRUPTED, EXIT_TERMINATED = 1, 2, 3, 130, 143


class Usage(Exception):  # noqa: N818
    """Wrong use: one line, exit status 2."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with status 2."""
        self.exit(EXIT_USE, f"{self.prog}: {message}. Try “{self.prog} --help”.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parsed = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = parsed.command
        return command(parsed)
    except Usage as error:
        return _say(f"sitegen: {error}", EXIT_USE)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _say(f"sitegen: {where}{error.strerror or error}", EXIT_MACHINE)


def _parser() -> Parser:
    parser = Parser(prog="sitegen", description="Compile a bilingual course into a website.")
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = commands.add_parser("build", help="build the website")
    _course(build)
    build.add_argument("--out", type=Path, default=Path("build/site"), help="the site's folder (build/site)")
    build.add_argument("--strict", action="store_true", help="warnings count as errors")
    build.add_argument("--lang", default="", metavar="CODES", help="only these languages, such as cy or cy,en")
    build.add_argument("--no-cache", action="store_true", help="trust and keep nothing from earlier builds")
    build.add_argument("--jobs", type=int, default=0, metavar="N", help="processes to use (all cores)")
    build.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are shown")
    build.set_defaults(command=_build)

    serve = commands.add_parser("serve", help="build, serve on this machine and rebuild with every save")
    _course(serve)
    serve.add_argument("--port", type=int, default=8000, help="the port to try first (8000)")
    serve.add_argument("--open", action="store_true", help="open a browser")
    serve.set_defaults(command=_serve)

    check = commands.add_parser("check", help="report every problem of the content and write nothing")
    _course(check)
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are shown")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.add_argument("--fix", action="store_true", help="write missing option ids, the same in all editions")
    check.add_argument("--explain", metavar="CODE", help="explain a code, such as Q04")
    check.set_defaults(command=_check)

    _add_pack(commands)
    show = commands.add_parser("show", help="print a stage of the build as JSON")
    show.add_argument("stage", choices=("documents", "course", "plan"))
    _course(show)
    show.set_defaults(command=_show)

    why = commands.add_parser("why", help="say why a page was last rendered anew")
    why.add_argument("page", metavar="PAGE", help="its address (cy/hanfodion/gwerthoedd.html) or file")
    _course(why)
    why.add_argument("--out", type=Path, default=Path("build/site"), help="the site's folder (build/site)")
    why.set_defaults(command=_why)

    single = commands.add_parser("single", help="make one HTML file of the whole course, for e-mail and memory sticks")
    _course(single)
    single.add_argument("--out", type=Path, metavar="FILE", help="the file (build/single/COURSE.html)")
    single.add_argument("--strict", action="store_true", help="warnings count as errors")
    single.add_argument("--lang", default="", metavar="CODES", help="only these languages, such as cy or cy,en")
    single.set_defaults(command=_single)

    new = commands.add_parser("new", help="begin a course, a module, a page or a session plan, in all languages")
    new.add_argument("kind", choices=("course", "module", "page", "session"))
    new.add_argument("name", help="a folder for a course, NAME for a module or a session, MODULE/NAME for a page")
    new.add_argument("--languages", default="cy,en", help="a new course's languages, in order (cy,en)")
    _course(new)
    new.set_defaults(command=_new)
    return parser


def _add_pack(commands: argparse._SubParsersAction[Parser]) -> None:
    pack = commands.add_parser("pack", help="make a trainer's pack of a session: agenda, worksheets, key, cards")
    pack.add_argument("session", metavar="PLAN", help="a plan's name (sessions/NAME.toml) or its path")
    _course(pack)
    pack.add_argument("--out", type=Path, help="the pack's folder (build/packs/NAME)")
    pack.add_argument("--lang", default="", metavar="CODES", help="only these languages, such as cy or cy,en")
    pack.add_argument("--mode", default="", help="room, zoom or hybrid, whatever the plan says")
    pack.add_argument("--starts", default="", metavar="HH:MM", help="the same session at another hour")
    pack.add_argument("--only", default="", metavar="PARTS", help="only these parts, such as agenda,worksheets")
    pack.add_argument("--public", action="store_true", help="without answers, notes and trainers' names")
    pack.add_argument("--check", action="store_true", help="report the plan's problems and write nothing")
    pack.add_argument("--strict", action="store_true", help="warnings count as errors")
    pack.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are shown")
    pack.set_defaults(command=_pack)


def _course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--course", type=Path, default=Path("content"), metavar="DIR", help="the course's folder (content)"
    )


def _say(line: str, status: int) -> int:
    print(line, file=sys.stderr)
    return status


def _existing(course: Path) -> Path:
    if not course.is_dir():
        raise Usage(
            f"there is no course folder “{course}”; name one with --course, or begin one with “sitegen new course”"
        )
    # Messages name files from the course's folder on, so it needs a name: "." has none.
    return Path(os.path.abspath(course)) if not course.name or course.name == ".." else course


def _jobs(asked: int) -> int:
    if asked < 0:
        raise Usage("--jobs takes a number from 1")
    if asked:
        return asked
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def code_cache() -> Path | None:
    """This user's folder for compiled templates; None where there is no home."""
    home = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("HOME") and f"{os.environ['HOME']}/.cache")
    return Path(home) / "sitegen" / "templates" if home else None


def _build(arguments: argparse.Namespace) -> int:
    from sitegen.build import Options, build

    began = time.perf_counter()
    # A build makes values and ends: looking for garbage among them costs a third of its time and finds none.
    gc.disable()
    # So that a commit that has begun is finished first, as it is after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_TERMINATED))
    course = _existing(arguments.course)
    options = Options(
        course=course,
        out=arguments.out,
        cache=None if arguments.no_cache else Path("build/.cache"),
        code_cache=code_cache(),
        strict=arguments.strict,
        languages=tuple(x for x in arguments.lang.split(",") if x),
        jobs=_jobs(arguments.jobs),
    )
    from sitegen.write.failures import MachineFailed, Refused

    try:
        result = build(options)
    except Refused as error:
        return _say(f"sitegen: {error}", EXIT_USE)
    except MachineFailed as error:
        return _say(f"sitegen: {error}", EXIT_MACHINE)
    if result.problems or arguments.format != "text":
        print_problems(result.problems, arguments.format, course)
    if arguments.format == "text":
        print_result(result.ok, result.pages, result.report, arguments.out, time.perf_counter() - began)
    return 0 if result.ok else EXIT_CONTENT


def _check(arguments: argparse.Namespace) -> int:
    if arguments.explain:
        from sitegen.report import explain, known_codes

        text = explain(arguments.explain)
        if arguments.explain.upper() not in known_codes():
            raise Usage(text)
        print(text)
        return 0
    course = _existing(arguments.course)
    from sitegen.inspect import problems_of
    from sitegen.report import has_errors

    if arguments.fix:
        from sitegen.fix import fix_option_ids

        for path, count in fix_option_ids(course):
            print(f"{path}: {count} ids written")
    problems = problems_of(course, _jobs(0))
    if problems or arguments.format != "text":
        print_problems(problems, arguments.format, course)
    elif arguments.format == "text":
        print("Nothing wrong.")
    return EXIT_CONTENT if has_errors(problems) or (problems and arguments.strict) else 0


def _pack(arguments: argparse.Namespace) -> int:
    from sitegen.pack import PackOptions, pack
    from sitegen.write.failures import MachineFailed, Refused

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_TERMINATED))
    course = _existing(arguments.course)
    options = PackOptions(
        course=course,
        session=arguments.session,
        out=arguments.out,
        languages=tuple(x for x in arguments.lang.split(",") if x),
        mode=arguments.mode,
        starts=arguments.starts,
        parts=tuple(x for x in arguments.only.split(",") if x),
        public=arguments.public,
        check=arguments.check,
        strict=arguments.strict,
        jobs=1,
        code_cache=code_cache(),
    )
    try:
        result = pack(options)
    except Refused as error:
        return _say(f"sitegen: {error}", EXIT_USE)
    except MachineFailed as error:
        return _say(f"sitegen: {error}", EXIT_MACHINE)
    if result.problems or arguments.format != "text":
        print_problems(result.problems, arguments.format, course)
    if arguments.format == "text":
        print_pack(result.ok, result.pages, result.report, result.out, arguments.check)
    return 0 if result.ok else EXIT_CONTENT


def _show(arguments: argparse.Namespace) -> int:
    from sitegen.inspect import show

    sys.stdout.buffer.write(show(_existing(arguments.course), arguments.stage, _jobs(0)) + b"\n")
    return 0


def _why(arguments: argparse.Namespace) -> int:
    from sitegen.inspect import why

    lines = why(_existing(arguments.course), arguments.out, Path("build/.cache"), arguments.page)
    if lines is None:
        raise Usage(f"the last build knows no page “{arguments.page}”")
    print("\n".join(lines))
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from sitegen.serve import serve

    return serve(_existing(arguments.course), arguments.port, arguments.open, code_cache(), _jobs(0))


def _single(arguments: argparse.Namespace) -> int:
    from sitegen.single import single
    from sitegen.write.failures import Refused

    course = _existing(arguments.course)
    languages = tuple(x for x in arguments.lang.split(",") if x)
    try:
        result = single(course, arguments.out, languages, arguments.strict, _jobs(0))
    except Refused as error:
        return _say(f"sitegen: {error}", EXIT_USE)
    if result.problems:
        print_problems(result.problems, "text", course)
    print_single(result.path, result.pages, result.size)
    return EXIT_CONTENT if result.path is None else 0


def _new(arguments: argparse.Namespace) -> int:
    from sitegen.new import new

    return new(arguments.kind, arguments.name, arguments.course, tuple(arguments.languages.split(",")))
