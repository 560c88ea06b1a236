"""A built page → the page as the browser gets it from the dev server. Pure; the file in ``build/`` stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

SCRIPT, SHEET, SOCKET = "/livereload.js", "/livereload.css", "/livereload"

#: The length of a style sheet's digest and suffix: "-0123456789.css".
HASHED = 15
HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
BODY = re.compile(rb"<body\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
POLICY = re.compile(
    rb"(<meta\s+http-equiv=[\"']?Content-Security-Policy[\"']?\s+content=)(\"[^\"]*\"|'[^']*')", re.IGNORECASE
)


def dress(html: bytes, generation: str, host: str, message: bytes = b"", styles: Iterable[str] = ()) -> bytes:
    """Put our script into ``html``, and ``message`` over it; let the page's policy allow both.

    ``host`` is the request's, with the port. ``styles`` are newer style sheets than those that the page names.
    """
    for path in styles:
        stem = re.escape(path[:-HASHED].encode())
        html = re.sub(stem + rb"-[0-9a-f]{10}\.css", path.encode(), html)
    html = POLICY.sub(lambda found: found[1] + _relaxed(found[2], host), html)
    ours = f'<script defer src="{SCRIPT}" data-generation="{escape(generation)}"></script>\n'.encode()
    if message:
        ours = f'<link rel="stylesheet" href="{SHEET}">\n'.encode() + ours
    html = _insert(html, HEAD_END, ours, after=False)
    return _insert(html, BODY, b"\n" + message, after=True) if message else html


def _insert(html: bytes, place: re.Pattern[bytes], ours: bytes, after: bool) -> bytes:
    """Insert at the first ``place``, or at the start where there is none (behind the doctype)."""
    found = place.search(html) or re.match(rb"\s*(<!doctype[^>]*>)?", html, re.IGNORECASE)
    at = found.end() if found and (after or found.re is not place) else found.start() if found else 0
    return html[:at] + ours + html[at:]


def _relaxed(quoted: bytes, host: str) -> bytes:
    """The policy with our script, our style sheet and the web socket allowed."""
    directives: dict[str, list[str]] = {}
    for directive in unescape(quoted[1:-1].decode("utf-8", "replace")).split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    for name, source in (("script-src", "'self'"), ("style-src", "'self'"), ("connect-src", f"ws://{host}")):
        sources = [x for x in directives.get(name, directives.get("default-src", [])) if x != "'none'"]
        directives[name] = sources if source in sources else [*sources, source]
    policy = "; ".join(" ".join((name, *sources)) for name, sources in directives.items())
    return b'"' + escape(policy).replace("&#x27;", "'").encode() + b'"'
