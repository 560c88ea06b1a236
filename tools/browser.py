"""Find a browser for the tests, or install one: one on this machine, Playwright's, or the distribution's Chromium.

Prints its path. ``find`` is what the tests call; a missing browser is an error, never a reason to skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium, or None. ``SITEGEN_BROWSER`` names one of the tester's choice."""
    chosen = os.environ.get("SITEGEN_BROWSER")
    if chosen:
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return playwrights()


def playwrights() -> str | None:
    """The path of the Chromium that Playwright installed, or None."""
    if not driver_starts():
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def driver_starts() -> bool:
    """Whether Playwright's own program runs here; on a bare Debian it misses a library."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def install() -> str | None:
    """Install a Chromium and return its path: Playwright's, else the distribution's when we may."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if path := find():
        return path
    distribution("chromium")
    return find()


def distribution(package: str) -> None:
    """Install one of the distribution's packages, where we may and know how."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {package} for the tests …", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
            subprocess.run(command, check=False, env=environment, capture_output=True)


if __name__ == "__main__":
    if not driver_starts():
        distribution("libatomic1")
    if not driver_starts():
        sys.exit("Playwright does not start here. Install what it misses: sudo apt install libatomic1")
    browser = find() or install()
    if browser is None:
        sys.exit("No browser for the tests. Install Chromium (sudo apt install chromium) or set SITEGEN_BROWSER.")
    print(f"Browser for the tests: {browser}")
