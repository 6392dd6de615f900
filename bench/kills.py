"""Kill the tablet's browser at random moments of a talk and count what is lost: it has to be 0.

`python bench/kills.py [TIMES] [SEED]` (1,000 times take about an hour). It needs Chromium on the
path and a bundle (`python hatch_build.py`).
"""

from __future__ import annotations

import shutil
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.installed import Installed
from tests.browser.kills import kills
from tests.running import running


def main() -> None:
    """Print the tally every fifty kills and at the end."""
    times, seed = [*map(int, sys.argv[1:]), 1_000, 1][:2]
    chromium = shutil.which("chromium") or sys.exit("no Chromium on the path")
    with TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        with running("--data", folder / "data") as server:
            installed = Installed(driver, chromium, folder, server)
            installed.visit()
        for tally in islice(kills(installed, seed), times + 1):
            if tally.kills % 50 == 0 or tally.kills > times:
                print(
                    f"{tally.kills - 1:5} kills   {len(tally.kept):7} acknowledged   "
                    f"{len(tally.lost)} lost   {tally.doubled} doubled",
                    flush=True,
                )


if __name__ == "__main__":
    main()
