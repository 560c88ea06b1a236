"""How long exercises take to start: a page with one of every kind, on a processor made four times slower.

``binding`` is the time that the exercises' own function takes when the page opens (finding them, putting answers back,
showing results); ``scripts`` is all time that the page's scripts take, reading them included, by the browser's
own count.
Medians of several loads. Not a test: a busy machine would fail it.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.machine import machine
from sitegen.build import Options, build

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
LIMIT = 50
"""Milliseconds beyond which a reader may feel that a page hangs: a “long task”."""

#: Times each function that waits for the page to open; the first is site.js's, the others are the exercises'.
WATCH = """
let made, opening;
window.spent = [];
Object.defineProperty(window, "sitegen", {
  get: () => made,
  set(value) {
    if (value === made) return;
    made = value;
    Object.defineProperty(value, "opening", {
      get: () => opening,
      set(list) {
        opening = list;
        list.push = function (open) {
          return Array.prototype.push.call(this, root => {
            const start = performance.now();
            open(root);
            window.spent.push(performance.now() - start);
          });
        };
      }
    });
  }
});
"""
ANSWER = """() => {
  document.querySelectorAll("[data-widget]").forEach(root => {
    const click = selector => { const found = root.querySelector(selector); if (found) found.click(); };
    root.querySelectorAll("select").forEach(select => {
      select.selectedIndex = 2;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    root.querySelectorAll("[data-slot]").forEach(slot => { const i = slot.querySelector("input"); if (i) i.click(); });
    click("[data-item]:last-child [data-action=up]");
    click("[data-action=check]:not([hidden])");
  });
}"""


def measure(page: Page, devtools: CDPSession, address: str, repeat: int) -> tuple[float, float, float]:
    """Median binding, its longest, and median of all scripts, in milliseconds."""
    binding, scripts = [], []
    for _ in range(repeat):
        page.goto("about:blank")
        before = _script_time(devtools)
        page.goto(address)
        page.wait_for_function("() => window.spent.length > 1")
        binding.append(sum(page.evaluate("() => window.spent.slice(1)")))
        scripts.append(_script_time(devtools) - before)
    return statistics.median(binding), max(binding), statistics.median(scripts)


def _script_time(devtools: CDPSession) -> float:
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return 1000 * metrics["ScriptDuration"]


def main() -> None:
    """Build the browser tests' course, load its page of all kinds, print the table."""
    parser = argparse.ArgumentParser(description="Measures how long exercises take to start.")
    parser.add_argument("--repeat", type=int, default=15, help="loads (15)")
    parser.add_argument("--slower", type=int, default=4, help="how many times slower than this processor (4)")
    arguments = parser.parse_args()
    from browser import find

    rows = []
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as folder, sync_playwright() as playwright:
        built = build(Options(ROOT / "tests/browser/course", Path(folder) / "site", None, None))
        assert built.ok, built.problems
        address = (Path(folder) / "site/en/practice/everything.html").as_uri()
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(WATCH)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable")
        page.goto(address)
        count = page.locator("[data-widget]").count()
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": arguments.slower})
        rows.append(("nothing answered", *measure(page, devtools, address, arguments.repeat)))
        page.evaluate(ANSWER)
        rows.append(("everything answered", *measure(page, devtools, address, arguments.repeat)))
        browser.close()
    print(
        f"{machine().line()}\n\n{count} exercises, {arguments.slower}× slower, median of {arguments.repeat} loads, ms"
    )
    print(f"(binding should stay under {LIMIT})\n")
    print("| page | binding | longest | scripts |\n| --- | ---: | ---: | ---: |")
    for title, *times in rows:
        print(f"| {title} | " + " | ".join(f"{time:.1f}" for time in times) + " |")


if __name__ == "__main__":
    main()
