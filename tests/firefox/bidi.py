"""Firefox by WebDriver BiDi (w3.org/TR/webdriver-bidi), spoken directly: commands in, answers out.

Playwright's Firefox is a build of its own, and geckodriver is not in Debian; Firefox itself speaks BiDi on a socket.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

NAMES = ("firefox-esr", "firefox")
#: Seconds that a start or an answer may take: other work may fill the machine.
PATIENCE = 90


def find() -> str | None:
    """The program: ``SITEGEN_FIREFOX``, else one of this machine."""
    return os.environ.get("SITEGEN_FIREFOX") or next((found for name in NAMES if (found := shutil.which(name))), None)


class Firefox:
    """A headless Firefox with a profile of its own and one tab. ``close`` ends it."""

    def __init__(self, program: str, profile: Path) -> None:
        """Start ``program``. Raises RuntimeError with Firefox's own words when it does not come up."""
        self.loop = asyncio.new_event_loop()
        self.number = 0
        self.log = profile / "log"
        # Driven, Firefox relaxes its rules for files (RecommendedPreferences.sys.mjs); readers' Firefox does not.
        (profile / "user.js").write_text('user_pref("remote.prefs.recommended", false);\n', "utf-8")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        env = os.environ | {"HOME": str(profile), "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*command, "about:blank"], stdout=log, stderr=log, env=env)
        address = self._address() + "/session"
        self.socket: WebSocketClientConnection = self._wait(lambda: websocket_connect(address))
        self("session.new", capabilities={})
        self.tab = self("browsingContext.getTree")["contexts"][0]["context"]

    def _address(self) -> str:
        for _ in range(PATIENCE * 10):
            said = self.log.read_text("utf-8", "replace")
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", said):
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"Firefox did not come up:\n{said}")

    def _wait(self, begin: Callable[[], Awaitable[Any]]) -> Any:
        async def end() -> Any:
            return await asyncio.wait_for(begin(), PATIENCE)

        return self.loop.run_until_complete(end())

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result. Raises RuntimeError for an error; events are passed over."""
        self.number += 1
        text = json.dumps({"id": self.number, "method": method, "params": params})
        self._wait(lambda: self.socket.write_message(text))
        while True:
            answer = json.loads(self._wait(self.socket.read_message))
            if answer.get("id") == self.number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return dict(answer["result"])

    def open(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression, by way of JSON. Raises RuntimeError when it throws."""
        expression = f"(async () => JSON.stringify(await ({script})))()"
        found = self("script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value") or "null")

    def until(self, script: str) -> None:
        """Wait until an expression is true; a page that is being left may not answer."""
        end = time.monotonic() + PATIENCE
        said = ""
        while time.monotonic() < end:
            try:
                if self.run(script):
                    return
            except RuntimeError as error:
                said = str(error)
            time.sleep(0.1)
        raise AssertionError(f"never true: {script} {said} at {self.run('location.href')}")

    def click(self, selector: str) -> None:
        """Press the mouse on the first element that fits, in view."""
        place = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{place}.scrollIntoView({{block: 'center'}})")
        found = self("browsingContext.locateNodes", context=self.tab, locator={"type": "css", "value": selector})
        element = {"type": "element", "element": {"sharedId": found["nodes"][0]["sharedId"]}}
        moves = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves}
        self("input.performActions", context=self.tab, actions=[mouse])

    def close(self) -> None:
        """End the browser."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.loop.close()
