"""The house rules that a program can check: who may import whom, what stays pure, what starts fast, what is where."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sitegen"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Third-party library → where it may be imported; everything else of ours talks to that module.
DOORS = {
    "babel": ("sitegen.parse.theme_file",),
    "imagesize": ("sitegen.read.course",),
    "jinja2": ("sitegen.render.templates",),
    "livereload": ("sitegen.serve",),
    "markdown_it": ("sitegen.parse.markdown",),
    "markupsafe": ("sitegen.plan.widgets", "sitegen.plan.paper", "sitegen.render"),
    "mdit_py_plugins": ("sitegen.parse.markdown",),
    "msgspec": ("sitegen",),
    "tornado": ("sitegen.serve",),
    "watchfiles": ("sitegen.serve.watch",),
    "yaml": ("sitegen.parse.front_matter",),
}
#: Type annotations may name a library's types in the whole stage.
TYPES_IN = {"markdown_it": ("sitegen.parse",)}
#: Disk, clock, environment, network, chance.
IMPURE = frozenset(
    (
        "asyncio",
        "datetime",
        "glob",
        "http",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "socket",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib.request",
        "uuid",
    )
)
PURE = ("assemble", "check", "language", "model", "parse", "plan")
HEAVY = frozenset(
    (
        "babel",
        "imagesize",
        "jinja2",
        "livereload",
        "markdown_it",
        "markupsafe",
        "mdit_py_plugins",
        "tomllib",
        "tornado",
        "watchfiles",
        "yaml",
    )
)
#: Modules that make or take apart HTML: the Markdown renderer, the template engine, the dev server's overlay.
MARKUP = ("sitegen.parse", "sitegen.plan.widgets", "sitegen.render", "sitegen.serve")
FORBIDDEN = re.compile(r"(?:^|_)(?:utils?|helpers?|managers?|base|common|misc)(?:_|$)")


def name_of(path: Path) -> str:
    """A module's dotted name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every import of a module, wherever it stands, and whether only type checkers see it."""

    def walk(node: ast.AST, types_only: bool) -> Iterator[tuple[str, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((alias.name, types_only) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: a relative import"
                yield child.module or "", types_only
            elif isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
                for inner in child.body:
                    yield from walk(ast.Module([inner], []), True)
                for inner in child.orelse:
                    yield from walk(ast.Module([inner], []), types_only)
            else:
                yield from walk(child, types_only)

    yield from walk(ast.parse(path.read_text("utf-8")), False)


def stands_in(module: str, places: tuple[str, ...]) -> bool:
    """Whether a module is one of the places or stands inside one."""
    return any(module == place or module.startswith(place + ".") for place in places)


def test_dependencies_point_one_way() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_has_its_layer() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = [
        contract["layers"] for contract in settings["tool"]["importlinter"]["contracts"] if contract["type"] == "layers"
    ]
    listed = {name.strip() for rows in layers for row in rows for name in re.split(r"[|:]", row)}
    tops = {".".join(name_of(path).split(".")[:2]) for path in MODULES} - {"sitegen"}
    assert tops - listed == set()


def test_one_door_for_each_library() -> None:
    wrong = []
    seen = set()
    for path in MODULES:
        module = name_of(path)
        for name, types_only in imports(path):
            library = name.partition(".")[0]
            if library == "sitegen" or library in sys.stdlib_module_names:
                continue
            seen.add(library)
            places = DOORS.get(library, ()) + (TYPES_IN.get(library, ()) if types_only else ())
            if not stands_in(module, places):
                wrong.append(f"{module} imports {name}")
    assert wrong == []
    assert seen <= DOORS.keys()


@pytest.mark.parametrize("stage", PURE)
def test_pure_stages(stage: str) -> None:
    """They import nothing that touches the world, nor any stage that does, and open and print nothing."""
    paths = [path for path in MODULES if stands_in(name_of(path), (f"sitegen.{stage}",))]
    assert paths
    for path in paths:
        for name, _ in imports(path):
            assert name not in IMPURE and name.partition(".")[0] not in IMPURE, f"{path} imports {name}"
            if name.startswith("sitegen."):
                assert name.split(".")[1] in PURE, f"{path} imports {name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("open", "print", "input", "eval", "exec", "hash", "id"), (
                    f"{path}:{node.lineno}"
                )


def test_no_pickle_anywhere() -> None:
    for path in MODULES:
        for name, _ in imports(path):
            assert name.partition(".")[0] not in ("pickle", "shelve", "dill"), path


def loaded_after(code: str, cwd: Path) -> set[str]:
    """The top-level modules that are loaded after ``code`` ran in a new process."""
    code += "\nimport json, sys\nprint(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_command_line_loads_next_to_nothing(tmp_path: Path) -> None:
    loaded = loaded_after("import sitegen.cli", tmp_path)
    assert loaded & (HEAVY | {"msgspec", "asyncio", "multiprocessing", "difflib"}) == set()


def test_a_build_with_nothing_to_do_loads_no_library_for_reading_or_writing(tmp_path: Path) -> None:
    for lang in ("cy", "en"):
        (tmp_path / "content" / lang).mkdir(parents=True)
        (tmp_path / "content" / lang / "index.md").write_text("---\ntitle: X\n---\n\nText.\n")
    (tmp_path / "content/course.toml").write_text('id = "x"\ntitle = "X"\nlanguages = ["cy", "en"]\n')
    build = "from sitegen.cli import main\nassert main(['build']) == 0"
    assert HEAVY & loaded_after(build, tmp_path), "a build with something to do loads them"
    assert HEAVY & loaded_after(build, tmp_path) == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module(path: Path) -> None:
    """At most 300 lines, a docstring, and a name that says something."""
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    for part in name_of(path).split("."):
        assert not FORBIDDEN.search(part)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            assert not re.search(r"Manager|Helper|Util|Base|Common|Mixin", node.name), node.name


def test_folders() -> None:
    """One level deep, and at least two modules in each."""
    for folder in {path.parent for path in MODULES}:
        inside = folder.relative_to(PACKAGE).parts
        assert len(inside) <= 1, folder
        assert len(list(folder.glob("*.py"))) >= 2, folder


def test_every_check_is_in_the_table() -> None:
    from sitegen.check import CHECKS

    listed = {check.__module__ for check in CHECKS}
    with_checks = {
        name_of(path)
        for path in (PACKAGE / "check").glob("*.py")
        if path.name != "__init__.py" and re.search(r"^def check_", path.read_text("utf-8"), re.MULTILINE)
    }
    assert with_checks == listed


def test_no_markup_and_no_words_of_the_interface_in_python() -> None:
    """HTML is made by templates and by the Markdown renderer alone."""
    for path in MODULES:
        if stands_in(name_of(path), MARKUP):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"</[a-z]+>|<(?:div|p|span|a) ", node.value), f"{path}:{node.lineno}"
