"""The theme's style sheets as the next build will write them, in milliseconds.

A style sheet's name holds its digest, so a changed rule changes every page, and at thousands of pages a build takes
seconds. Nobody has to wait for it: the browser gets the new sheet from here, under the name that it will have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sitegen.model.course import Config, Course
from sitegen.model.output import BytesFile
from sitegen.parse.theme_file import parse_settings
from sitegen.plan.assets import plan_assets
from sitegen.read.theme import read_theme

NAME = re.compile(r"assets/(?P<stem>.+)-[0-9a-f]{10}\.css")


def style_sheets(course: Path, config: Config) -> dict[str, bytes]:
    """The style sheets by their paths in the site; empty where the theme is wrong (the build says how)."""
    theme = read_theme(course, course.name)
    if "theme.toml" not in theme.files:
        return {}
    settings, problems = parse_settings(theme.files["theme.toml"])
    bare = Config("course", {}, (), {}, {}, config.path, theme=config.theme.__class__(config.theme.colour))
    _, files, wrong = plan_assets(theme, settings, {}, Course(bare, None, (), (), {}, {}))
    if problems or wrong:
        return {}
    return {file.path: file.content for file in files if isinstance(file, BytesFile) and NAME.fullmatch(file.path)}


def newest(first: Mapping[str, bytes], written: tuple[str, ...]) -> tuple[str, ...]:
    """The sheets' paths, those that a build has ``written`` standing in for earlier ones of the same stem."""
    by_stem = {found["stem"]: path for path in (*first, *written) if (found := NAME.fullmatch(path))}
    return tuple(by_stem.values())
