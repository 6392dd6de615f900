"""What a PDF takes: the first and the next, here and in the tablet's engine, and its download.

`python bench/pdf.py [TIMES]` prints the times of this machine. It needs Chromium on the path and a
bundle (`python hatch_build.py`).
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.tablet import HOME_IS_TABLET, browser, install, until
from tests.browser.installed import PageClient
from tests.record_pdf.talks import hold, sign
from tests.running import running

FOLDER = Path(__file__).resolve().parent.parent / "static" / "bundle"
FETCH = """async (path) => {
  const begun = performance.now()
  const response = await fetch(path)
  const size = (await response.arrayBuffer()).byteLength
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return [performance.now() - begun, size]
}"""


def show(what: str, figure: float, unit: str) -> None:
    """One line."""
    print(f"{what:44}{figure:9.2f} {unit}")


def in_the_engine(page: Page, times: int) -> bytes:
    """Hold a whole talk on a tablet without a server, print it; its record.json."""
    client = PageClient(page)
    path = hold(client, "nl", "pl")
    sign(client, path)
    first, size = page.evaluate(FETCH, f"{path}/record.pdf")
    following = [page.evaluate(FETCH, f"{path}/record.pdf")[0] for _ in range(times)]
    show("size of a full record", size / 1000, "kB")
    show("first PDF in the engine, loading included", first / 1000, "s")
    show("next PDF in the engine, median", median(following) / 1000, "s")
    return client.get(f"{path}/record.json").text.encode()


def here(record: bytes, times: int) -> None:
    """The same on this Python."""
    begun = time.perf_counter()
    from webapp.record_pdf import record_pdf

    taken = [time.perf_counter() - begun]
    for _ in range(times):
        begun = time.perf_counter()
        record_pdf(json.loads(record), draft=False, verify_url=None, attached=record)
        taken.append(time.perf_counter() - begun)
    show("first PDF on this Python, import included", taken[0] + taken[1], "s")
    show("next PDF on this Python, median", median(taken[2:]), "s")


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    show("download for PDFs (brotli)", (FOLDER / "pdf.zip.br").stat().st_size / 1e6, "MB")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        profile = Path(folder) / "profile"
        with running("--data", Path(folder) / "data") as server:
            install(driver, profile, server.address)
            server.stop(signal.SIGTERM)
            with browser(driver, profile) as page:
                until(page, server.address, HOME_IS_TABLET)
                record = in_the_engine(page, times)
    here(record, times)


if __name__ == "__main__":
    main()
