"""Says whether there is a Firefox for ``make test-firefox``: exit status 0 and its path, or 1 and how to get one."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/firefox"))
from bidi import find

MISSING = """There is no Firefox here, so nothing was tested.
On Debian and Ubuntu: apt-get install firefox-esr. Elsewhere: name the program in SITEGEN_FIREFOX."""

if __name__ == "__main__":
    program = find()
    print(program or MISSING)
    sys.exit(program is None)
