"""The wheel, away from any checkout: a new course is built and served with what the package holds."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = """
import sys, sitegen
from sitegen.cli import main
assert sys.argv[1] in sitegen.__file__
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The folder into which the wheel was unpacked."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "package")
    return tmp_path / "package"


def test_a_course_begun_checked_and_served(package: Path, tmp_path: Path, user_cache: Path) -> None:
    """``sitegen new course X && cd X && sitegen serve``."""
    command = [sys.executable, "-P", "-c", MAIN, str(package)]
    env = os.environ | {"PYTHONPATH": str(package), "XDG_CACHE_HOME": str(user_cache), "PYTHONUNBUFFERED": "1"}
    folder = tmp_path / "cwrs"
    for where, *step in ((tmp_path, "new", "course", "cwrs"), (folder, "check", "--strict")):
        done = subprocess.run([*command, *step], cwd=where, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    log = tmp_path / "log"
    with log.open("w") as output:
        served = subprocess.Popen([*command, "serve", "--port", "0"], cwd=folder, env=env, stdout=output, stderr=output)
    try:
        end = time.monotonic() + 20
        while not (found := re.search(r"(http://127\S+/)\s", log.read_text())):
            assert time.monotonic() < end and served.poll() is None, log.read_text()
            time.sleep(0.05)
        for path in ("", "cy/index.html", "en/first-steps/how-pages-work.html", "livereload.js", "livereload.css"):
            with urlopen(found[1] + path) as answer:
                assert answer.status == 200
        (folder / "content/course.toml").write_text("[")
        while "content/course.toml:1" not in (page := urlopen(found[1]).read().decode()):
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        assert "Nid oedd modd" in page
    finally:
        served.send_signal(signal.SIGTERM)
    assert served.wait(5) == 0
