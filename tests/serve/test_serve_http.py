"""The server itself: who may ask, what is answered, how it begins and ends."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from serving import COURSE, PAGE, PAGES, Browser, Served
from tornado.httpclient import HTTPClientError
from tornado.websocket import websocket_connect

Serve = Callable[..., Served]


def test_answers_only_to_this_machine(serve: Serve) -> None:
    """A stranger's page may point its own name at 127.0.0.1; its name gives it away."""
    server = serve()
    for host in (f"localhost:{server.port}", f"127.0.0.1:{server.port}", f"[::1]:{server.port}"):
        assert server.get(PAGE, host).status == 200
    for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1:1", "localhost"):
        for path in (PAGE, "livereload.js", "livereload", "nowhere"):
            answer = server.get(path, host)
            assert answer.status == 403 and "sentence" not in answer.text
    url = f"ws://127.0.0.1:{server.port}/livereload"
    with pytest.raises(HTTPClientError, match="403"):
        connect(url, "http://evil.example")
    connect(url, f"http://localhost:{server.port}")


def connect(url: str, origin: str) -> None:
    """Open and close a socket, in a thread: Playwright keeps an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_connect(url, origin))).result()


async def _connect(url: str, origin: str) -> None:
    from tornado.httpclient import HTTPRequest

    (await websocket_connect(HTTPRequest(url, headers={"Origin": origin}))).close()


def test_pages_are_dressed_and_nothing_is_kept(serve: Serve) -> None:
    """Our script and the socket pass the page's policy; the file on the disk knows nothing of it."""
    server = serve()
    answer = server.get(PAGE)
    assert answer.headers["Cache-Control"] == "no-store" and "Etag" not in answer.headers
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', answer.text)
    assert policy and f"connect-src ws://127.0.0.1:{server.port}" in policy[1]
    assert "default-src 'none'" in policy[1] and "unsafe" not in policy[1]
    assert answer.text.index('src="/livereload.js"') < answer.text.index("</head>")
    for path in (server.folder / "build/site").rglob("*.html"):
        assert "livereload" not in path.read_text("utf-8")
    assert server.get("").status == server.get("en/").status == server.get("en/one/").status == 200
    style = re.search(r"assets/[^\"]+\.css", answer.text)
    assert style and server.get(style[0]).headers["Content-Type"].startswith("text/css")
    for path in ("%00", ".sitegen/manifest", "..%2fcontent%2fcourse.toml", "en/nowhere.html", "en/one/%2e%2e%2f%2e%2e"):
        answer = server.get(path)
        assert answer.status in (403, 404) or "languages =" not in answer.text, path
    lost = server.get("en/nowhere.html")
    assert lost.status == 404 and "Heb ddod o hyd" in lost.text and 'src="/livereload.js"' in lost.text


def test_a_course_below_a_path_finds_its_lost_page_s_styles(serve: Serve) -> None:
    """404.html names the public path, which nobody serves here."""
    server = serve(more={"course.toml": COURSE + 'base_url = "https://example.org/a/b/"\n'})
    style = re.search(r"/(a/b/assets/[^\"]+\.css)", server.get("nowhere").text)
    assert style and server.get(style[1]).status == 200
    assert "A sentence." in server.get(f"a/b/{PAGE}").text


def test_a_port_in_use_is_left_alone(serve: Serve) -> None:
    """The next free one, and a word about it; every language has its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = serve("--port", str(port), "--open")
        assert server.port > port
        assert f"Port {port} is in use" in server.output()
        for label, lang in (("Cymraeg", "cy"), ("English", "en")):
            assert re.search(rf"{label} +http://127\.0\.0\.1:{server.port}/{lang}/index\.html", server.output())
        assert "no browser" in server.wait_for("There is no browser[^\n]*")[0]


def test_a_port_that_cannot_be(sitegen: Callable[..., object], serve: Serve) -> None:
    """One line, and the status for wrong use."""
    server = serve()
    done = sitegen("serve", "--port", "99999", cwd=server.folder)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1  # type: ignore[attr-defined]


@pytest.fixture
def slow(serve: Serve, tmp_path: Path) -> Served:
    """A server whose builds keep the processor busy for a second and a half longer."""
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import os, time, sitegen.build as build\n"
        "real = build.scan\n"
        "def scan(*arguments, **rest):\n"
        "    end = time.monotonic() + (1.5 if os.path.exists('slow') else 0)\n"
        "    if os.path.exists('slow'):\n"
        "        open('slow-began', 'a').write('x')\n"
        "    while time.monotonic() < end:\n"
        "        sum(range(2000))\n"
        "    return real(*arguments, **rest)\n"
        "build.scan = scan\n"
    )
    server = serve(env={"PYTHONPATH": str(hook)})
    (tmp_path / "slow").touch()
    return server


def _begun(server: Served, count: int = 1) -> None:
    end = time.monotonic() + 10
    log = server.folder / "slow-began"
    while not log.exists() or len(log.read_text()) < count:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_nobody_waits_for_a_build_and_changes_meanwhile_are_one_more(slow: Served) -> None:
    """A page comes at once while one is built; five saves during a build are one further build."""
    browser = Browser(slow.port)
    page = slow.content / "en/one/page.md"
    page.write_text(PAGES["en/one/page.md"] + "\nSlow 0.\n", "utf-8")
    _begun(slow)
    times = []
    for number in range(1, 6):
        page.write_text(PAGES["en/one/page.md"] + f"\nSlow {number}.\n", "utf-8")
        answer = slow.get(PAGE)
        times.append(answer.seconds)
        assert answer.status == 200
        time.sleep(0.05)
    assert sorted(times)[2] < 0.15, times
    assert browser.message()
    assert browser.message()
    assert "Slow 5." in slow.get(PAGE).text
    assert browser.nothing(1.0)
    assert len((slow.folder / "slow-began").read_text()) == 2


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ends_at_once_and_well(serve: Serve, how: signal.Signals) -> None:
    """Ctrl-C, or a polite kill; also with a browser connected."""
    server = serve()
    Browser(server.port)
    status, seconds = server.end(how)
    assert status == 0 and seconds < 0.5, server.output()
    assert "Traceback" not in server.output()


def test_ends_at_once_during_a_build(slow: Served) -> None:
    """The build is left behind; the site is whole."""
    (slow.content / "en/one/page.md").write_text(PAGES["en/one/page.md"] + "\nNever.\n", "utf-8")
    _begun(slow)
    status, seconds = slow.end()
    assert status == 0 and seconds < 0.7, slow.output()
    assert "A sentence." in (slow.folder / "build/site" / PAGE).read_text("utf-8")
