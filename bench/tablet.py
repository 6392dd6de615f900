"""What the tablet takes without a server: a cold start, a page, a tick; and the bytes of a visit.

`python bench/tablet.py [TIMES]` prints the times of this machine. It needs Chromium on the path
and a bundle (`python hatch_build.py`).
"""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.device import DEVICE, FLAGS
from tests.running import running

ENGINE_IS_READY = "() => document.documentElement.dataset.engine === 'ready'"
SHOWN = "() => document.documentElement.dataset.home === 'tablet'"
FETCHES = """async ([method, path, form, times]) => {
  const taken = []
  for (let left = times; left; left--) {
    const body = form && new URLSearchParams({ ...form, value: left % 2 ? "yes" : "no" })
    const begun = performance.now()
    const response = await fetch(path, { method, body, headers: { "HX-Request": "true" } })
    await response.text()
    taken.push(performance.now() - begun)
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
  }
  return taken
}"""
START = """async () => {
  const body = new URLSearchParams({ mentor_name: "J", trainee_name: "O", mentor_language: "nl",
    trainee_language: "pl" })
  return new URL((await fetch("/interviews", { method: "POST", body })).url).pathname
}"""


@contextmanager
def browser(driver: Playwright, profile: Path) -> Iterator[Page]:
    """A browser started anew, with what it kept."""
    context: BrowserContext = driver.chromium.launch_persistent_context(
        profile, executable_path=shutil.which("chromium"), args=FLAGS, **DEVICE
    )
    try:
        yield context.pages[0]
    finally:
        context.close()


def install(driver: Playwright, profile: Path, address: str) -> float:
    """Visit the server until the tablet needs it no more (s)."""
    with browser(driver, profile) as page:
        begun = time.perf_counter()
        page.goto(address)
        page.wait_for_function(ENGINE_IS_READY, timeout=120_000)
        return time.perf_counter() - begun


def cold_start(driver: Playwright, profile: Path, address: str) -> float:
    """From an address typed into a fresh browser to the page, without a server (s)."""
    with browser(driver, profile) as page:
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_function(SHOWN, polling=10)
        return time.perf_counter() - begun


def fetches(page: Page, method: str, path: str, form: object, times: int) -> list[float]:
    """How long each of `times` requests took, through service worker and engine (ms)."""
    taken: list[float] = page.evaluate(FETCHES, [method, path, form, times])
    return taken


def show(what: str, values: list[float], unit: str) -> None:
    """One line: the median, and how slow one of twenty is."""
    slow = quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
    print(f"{what:34}{median(values):9.1f} {unit}   p95 {slow:9.1f} {unit}")


def measure(driver: Playwright, folder: Path, times: int) -> None:
    """Install, stop the server, then print every figure."""
    profile = folder / "profile"
    with running("--data", folder / "data") as server:
        show("first visit to ready offline", [install(driver, profile, server.address)], "s ")
        server.stop(signal.SIGTERM)
        starts = [cold_start(driver, profile, server.address) for _ in range(times)]
        show("cold start without a server", starts, "s ")
        with browser(driver, profile) as page:
            page.goto(server.address)
            page.wait_for_function(SHOWN)
            path = page.evaluate(START).rpartition("/")[0]
            page_path = f"{path}/expectations"
            mark = f"{path}/fields/expectation:hands-on/answer"
            fetches(page, "GET", page_path, None, 5)
            show("page of expectations", fetches(page, "GET", page_path, None, 40), "ms")
            show("tick, durable", fetches(page, "POST", mark, {}, 60), "ms")


def bytes_down() -> int:
    """The bundle as browsers get it: every file in its best compression."""
    folder = Path(__file__).resolve().parent.parent / "static" / "bundle"
    return sum(path.stat().st_size for path in folder.glob("*.br"))


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"{'engine, bytes down (brotli)':34}{bytes_down() / 1e6:9.1f} MB")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        measure(driver, Path(folder), times)


if __name__ == "__main__":
    main()
