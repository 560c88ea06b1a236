"""bench/requirements.txt → one venv per peer, under build/bench/venv; the project's own is left alone.

Run as ``python -m bench.setup [PEER …]``; `bench.run` does it by itself for the peers that it needs.
"""

import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
VENVS = Path("build/bench/venv")
INSTALL_SECONDS = 600


def requirements() -> dict[str, list[str]]:
    """Peer → its pinned requirements, in the file's order."""
    parts: dict[str, list[str]] = {}
    peer = ""
    for line in REQUIREMENTS.read_text("utf-8").splitlines():
        if line.startswith("# peer:"):
            peer = line.removeprefix("# peer:").strip()
            parts[peer] = []
        elif line and not line.startswith("#"):
            parts[peer].append(line)
    return parts


def install(peer: str, venvs: Path) -> str:
    """Makes the peer's venv, unless it stands there with these very pins.

    Returns "" or, in one line, why the peer cannot be had.
    """
    pins = requirements()[peer]
    home = venvs / peer
    done = home / "pins.txt"
    if done.is_file() and done.read_text("utf-8").split() == pins:
        return ""
    venv.create(home, with_pip=True, clear=True)
    command = [
        str(home / "bin/python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *pins,
    ]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem).splitlines()[0]
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
        return errors[-1] if errors else f"pip's exit status is {result.returncode}"
    done.write_text("\n".join(pins) + "\n", "utf-8")
    return ""


def main(arguments: list[str]) -> int:
    """Installs the named peers, or all. Exit status 1 if one of them cannot be had."""
    missing = 0
    for peer in arguments or list(requirements()):
        problem = install(peer, VENVS)
        print(f"{peer}: {problem or 'installed'}")
        missing += bool(problem)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
