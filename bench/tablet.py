"""What the tablet takes: first visit, start without a server, tick, page, memory, bytes.

`python bench/tablet.py [TIMES]` prints the times of this machine, with those of a bare page of
Flask and htmx beside them. It needs Chromium on the path and a bundle (`python hatch_build.py`);
for half a core, Linux and root.
"""

from __future__ import annotations

import logging
import shutil
import signal
import sys
import time
from bisect import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread

from flask import Flask, send_file
from playwright.sync_api import Page, Playwright, sync_playwright
from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.held import can_hold, half_a_core, memory
from tests.browser.device import DEVICE, FLAGS
from tests.running import running

ROOT = Path(__file__).resolve().parent.parent
MANY = 200
TICKS = 100
PAGES_TAKE = "([path, times]) => bench.pages(path, times)"
TICKS_TAKE = "(times) => bench.ticks(times)"
HEAR_FLUSHES = """() => {
  const { flush } = FileSystemSyncAccessHandle.prototype
  self.flushed = []
  FileSystemSyncAccessHandle.prototype.flush = function () {
    flush.call(this)
    self.flushed.push(performance.timeOrigin + performance.now())
  }
}"""
"""When what a worker wrote has come to be on the disk, in the time of all workers (ms)."""
REST = 1  # s that a browser which just started has for itself
PAUSE = 30  # s in which nobody touches the tablet, and the browser lets go of what it can
HTMX = ROOT / "static" / "node_modules" / "htmx.org" / "dist" / "htmx.min.js"

ENGINE_IS_READY = "() => document.documentElement.dataset.engine === 'ready'"
HOME_IS_TABLET = "() => document.documentElement.dataset.home === 'tablet'"
USABLE = "() => document.readyState === 'complete' && globalThis.htmx"


@contextmanager
def browser(driver: Playwright, profile: Path, held: bool = False) -> Iterator[Page]:
    """A browser started anew, with what it kept; `held` to half a core."""
    context = driver.chromium.launch_persistent_context(
        profile, executable_path=shutil.which("chromium"), args=FLAGS, **DEVICE
    )
    try:
        context.add_init_script(path=Path(__file__).with_suffix(".js"))
        time.sleep(REST)
        if held:
            with half_a_core(profile):
                yield context.pages[0]
        else:
            yield context.pages[0]
    finally:
        context.close()


def until(page: Page, address: str, condition: str) -> float:
    """From an address typed in to what is wanted of its page (ms)."""
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(condition, polling="raf", timeout=120_000)
    return (time.perf_counter() - begun) * 1e3


def install(driver: Playwright, profile: Path, address: str) -> None:
    """A first visit, until no server is needed."""
    with browser(driver, profile) as page:
        until(page, address, ENGINE_IS_READY)


def first_visits(
    driver: Playwright, folder: Path, address: str, times: int
) -> tuple[list[float], list[float]]:
    """To a page that can be used, and to a tablet that needs no server (ms)."""
    usable, ready = [], []
    for each in range(times):
        with browser(driver, folder / f"profile-{each}") as page:
            usable.append(until(page, address, USABLE))
            begun = time.perf_counter()
            page.wait_for_function(ENGINE_IS_READY, timeout=120_000)
            ready.append(usable[-1] + (time.perf_counter() - begun) * 1e3)
    return usable, ready


@contextmanager
def bare_page() -> Iterator[str]:
    """The least that Flask and htmx make of a page."""
    app = Flask(__name__)
    page = "<!doctype html><title>Bare</title><script src=/htmx.js defer></script><h1>Bare</h1>"
    app.add_url_rule("/", "page", lambda: page)
    app.add_url_rule("/htmx.js", "script", lambda: send_file(HTMX))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        thread.join()


def bare_visits(driver: Playwright, folder: Path, times: int) -> list[float]:
    """The same of a page with nothing in it (ms)."""
    with bare_page() as address:
        taken = []
        for each in range(times):
            with browser(driver, folder / f"bare-{each}") as page:
                taken.append(until(page, address, USABLE))
        return taken


def show(what: str, values: list[float], unit: str = "ms", most: float | None = None) -> None:
    """One line: the median, how slow one of twenty is, and what was to be reached."""
    slow = f"p95 {quantiles(values, n=20)[-1]:8.1f}" if len(values) > 1 else " " * 12
    aim = f"   at most {most:g}" if most else ""
    print(f"{what:44}{median(values):9.1f} {unit:2}   {slow}{aim}", flush=True)


def show_starts(
    driver: Playwright, profile: Path, address: str, times: int, held: bool, most: float
) -> None:
    """Start after start without a server, the browser closed between them."""
    taken = []
    for _each in range(times):
        with browser(driver, profile, held) as page:
            taken.append(until(page, address, HOME_IS_TABLET))
    show("start without a server" + held * ", half a core", taken, most=most)


def show_ticks(page: Page, path: str, what: str, most: float) -> None:
    """A tick on the page of expectations, and that page."""
    page.goto(path + "expectations")
    page.wait_for_function(ENGINE_IS_READY)
    page.wait_for_function(HOME_IS_TABLET)
    page.evaluate(TICKS_TAKE, 30)
    for worker in page.workers:
        worker.evaluate(HEAR_FLUSHES)
    acknowledged, seen, begun = page.evaluate(TICKS_TAKE, TICKS)
    flushed = sorted(at for worker in page.workers for at in worker.evaluate("() => flushed"))
    durable = [flushed[bisect(flushed, at)] - at for at in begun]
    show(f"tick, on the disk{what}", durable, most=most)
    show(f"tick, said to be kept{what}", acknowledged)
    show(f"tick, next frame{what}", seen, most=2 * most)
    show(f"page of expectations{what}", page.evaluate(PAGES_TAKE, [path + "expectations", 40]))


def measure(driver: Playwright, folder: Path, times: int) -> None:
    """Visit, stop the server, then print every figure."""
    show("first visit, a bare page", bare_visits(driver, folder, times))
    with running("--data", folder / "data", ONTHAAL_ENGINE="on") as server:
        address = server.address
        usable, ready = first_visits(driver, folder, address, times)
        show("first visit, page to be used", usable, most=250)
        show("first visit, ready without a server", ready)
        server.stop(signal.SIGTERM)
    profile = folder / "profile-0"
    for number in (1, MANY):
        with browser(driver, profile) as page:
            until(page, address, HOME_IS_TABLET)
            path = address.rstrip("/") + page.evaluate("(times) => bench.talks(times)", number)
        print(f"{number} on the tablet:")
        show_starts(driver, profile, address, times, held=False, most=500)
        with browser(driver, profile) as page:
            until(page, address, HOME_IS_TABLET)
            show_ticks(page, path, "", 10)
        with browser(driver, profile) as page:
            until(page, address, HOME_IS_TABLET)
            show_memory(profile, page, path)
        show_held(driver, profile, address, path, times)


def show_held(driver: Playwright, profile: Path, address: str, path: str, times: int) -> None:
    """The same with the whole browser held to half a core, where this machine lets us."""
    if not can_hold():
        return print("half a core: needs Linux, and root")
    show_starts(driver, profile, address, times, held=True, most=2000)
    with browser(driver, profile, held=True) as page:
        until(page, address, HOME_IS_TABLET)
        show_ticks(page, path, ", half a core", 30)


def show_memory(profile: Path, page: Page, path: str) -> None:
    """What the page holds at first, in as much as an hour and a half of talking, and after it."""
    page.goto(path + "expectations")
    page.wait_for_function(ENGINE_IS_READY)
    time.sleep(REST)
    held = [memory(profile)]
    for _part in range(6):
        for step in ("welcome", "expectations", "questions", "agreements", "signing"):
            page.evaluate(PAGES_TAKE, [path + step, 10])
        page.goto(path + "expectations")
        page.evaluate(TICKS_TAKE, TICKS // 2)
        held.append(memory(profile))
    time.sleep(PAUSE)
    show("memory of the page", held[:1], "MB", most=260)
    show("memory in a long talk without a pause", [max(held)], "MB")
    show("memory after it", [memory(profile)], "MB", most=260)


def bytes_down() -> tuple[float, float]:
    """All that a visit brings, in the best compression, with the snapshot and without (MB)."""
    sizes = {path.name: path.stat().st_size for path in (ROOT / "static/bundle").glob("*.br")}
    return sum(sizes.values()) / 1e6, (sum(sizes.values()) - sizes["snapshot.bin.br"]) / 1e6


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    everything, without_snapshot = bytes_down()
    show("engine, bytes down (brotli)", [everything], "MB", most=18)
    show("without the snapshot", [without_snapshot], "MB", most=10)
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        measure(driver, Path(folder), times)


if __name__ == "__main__":
    main()
