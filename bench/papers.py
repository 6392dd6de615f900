"""Reading a paper on a tablet without a server: its first page, its next ones, and the memory.

`python bench/papers.py [TIMES]` prints the figures of this machine, for a PDF of 20 pages with
text and one of 20 scanned pages. It needs Chromium on the path and a bundle
(`python hatch_build.py`).
"""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.tablet import HOME_IS_TABLET, browser, install, show, until
from tests import papers
from tests.browser.installed import BEGIN
from tests.cast import JORIS_AND_OLA
from tests.running import running

PAGES = 20
OPEN = """async (address) => {
  const begun = performance.now()
  const shown = new Promise((done) => document.addEventListener("shown", done, { once: true }))
  await htmx.ajax("GET", address, { target: "body", swap: "innerHTML" })
  await shown
  return performance.now() - begun
}"""
TURN = """async () => {
  const begun = performance.now()
  const shown = new Promise((done) => document.addEventListener("shown", done, { once: true }))
  document.querySelector(".dock [data-do=on]").click()
  await shown
  return performance.now() - begun
}"""


def scanned() -> bytes:
    """Twenty pages as a scanner makes them, some megabytes."""
    content = io.BytesIO()
    first, *others = [papers.sheet(1654, 2339) for _page in range(PAGES)]
    first.save(content, "PDF", resolution=200, save_all=True, append_images=others)
    return content.getvalue()


def add(page: Page, talk: str, content: bytes) -> float:
    """Add a file to the agreement of a talk, and say how large it is (MB)."""
    until(page, f"{page.evaluate('location.origin')}{talk}/documents", HOME_IS_TABLET)
    chosen = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("#choose-agreement").set_input_files([chosen])  # type: ignore[list-item]
    page.locator("#files-agreement").wait_for(timeout=120_000)
    return len(content) / 1e6


def memory(session: CDPSession) -> float:
    """The page's script heap after a collection (MB)."""
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def read(page: Page, talk: str, times: int) -> None:
    """Open the paper, page through it, and print what it took."""
    opened = [page.evaluate(OPEN, f"{talk}/papers/agreement?page=1&file=") for _ in range(times)]
    show("  first page, library not loaded", opened[:1], "ms")
    show("  first page, library loaded", opened[1:], "ms")
    session = page.context.new_cdp_session(page)
    before, turns = memory(session), []
    for _round in range(times):
        page.locator(".stage").press("Home")
        page.wait_for_function("() => document.querySelector('paper-reader').dataset.at === '1'")
        page.wait_for_timeout(300)
        turns += [page.evaluate(TURN) for _page in range(PAGES - 1)]
    show("  next page", turns, "ms")
    print(f"{'  heap before and after paging':34}{before:9.1f} MB       {memory(session):9.1f} MB")


def main() -> None:
    """Print the figures."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        profile = Path(folder) / "profile"
        with running("--data", Path(folder) / "data", ONTHAAL_ENGINE="1") as server:
            install(driver, profile, server.address)
            server.stop(signal.SIGTERM)
            for name, content in (("text", papers.agreement(PAGES)), ("scanned", scanned())):
                with browser(driver, profile) as page:
                    until(page, server.address, HOME_IS_TABLET)
                    talk = page.evaluate(BEGIN, JORIS_AND_OLA)
                    print(f"{PAGES} pages, {name}: {add(page, talk, content):.1f} MB")
                    read(page, talk, times)


if __name__ == "__main__":
    main()
