"""``python -m sitegen.report``: write docs/diagnostics.md anew from ``codes/*.toml``, in the current folder."""

from __future__ import annotations

from pathlib import Path

from sitegen.report.explain import diagnostics_page

if __name__ == "__main__":
    page = Path("docs") / "diagnostics.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(diagnostics_page(), "utf-8")
