"""Which program made a cache: sitegen's own source and the libraries that decide its output."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

#: Libraries whose version changes what a page looks like, as their metadata folders begin.
LIBRARIES = ("markdown_it_py", "mdit_py_plugins", "jinja2", "markupsafe", "pyyaml", "msgspec", "imagesize", "babel")

PACKAGE = Path(__file__).resolve().parent.parent


def library_versions() -> str:
    """The versions of the installed libraries, by the names of their metadata folders.

    A look into one folder; asking ``importlib.metadata`` would cost more than a whole build with nothing to do.
    """
    import msgspec

    folder = os.path.dirname(os.path.dirname(os.path.abspath(msgspec.__file__)))
    found = (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return "\n".join(sorted(name for name in found if name.lower().replace("-", "_").startswith(LIBRARIES)))


@functools.cache
def generator_digest() -> str:
    """The digest of the program's source and of its libraries' versions, as this process found them."""
    together = hashlib.blake2b(library_versions().encode(), digest_size=16)
    for path in sorted(PACKAGE.rglob("*.py")):
        together.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return together.hexdigest()
