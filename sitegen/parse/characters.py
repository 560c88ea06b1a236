"""Characters that may not stand in a page, or only where a reader would see them.

Control characters end a page's parsing: nothing of it may reach the output. Characters that turn the reading order or
show nothing make a link or a piece of code look like what it is not (Trojan Source, CVE-2021-42574).
"""

from __future__ import annotations

import re

from sitegen.model.diagnostic import Diagnostic, diagnostic

LIMIT = 2_000_000
"""Bytes from which a page is called too long."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]|&#(?:0*12|[xX]0*[cC]);")
BARE_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""The same in a value: YAML and TOML have escapes for them."""
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]|&#(?:[xX]0*(?:20|[fF][eE])|0*(?:82|65))")
"""What may be an invisible or direction-turning character, written as such or as a numeric entity."""
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")


def find_control(text: str, path: str) -> Diagnostic | None:
    """The first control character other than tab and line feed, as an error."""
    found = CONTROL.search(text)
    if found is None:
        return None
    start = found.start()
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    what = found[0] if found[0].startswith("&") else code_point(found[0])
    return diagnostic("F01", path, line, column, len(found[0]), character=what)


def code_point(character: str) -> str:
    """The character's name in the way of the Unicode charts: ``U+202E``."""
    return f"U+{ord(character):04X}"


def escape(text: str) -> str:
    """Text for HTML, in content and in double-quoted attributes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text
