"""The icons as pictures, for systems that take no drawing: made from the drawings by a browser.

After an edit of a drawing, `CHROMIUM=$(which chromium) python -m tests.browser.icons` makes them
anew.
"""

from __future__ import annotations

import os

from playwright.sync_api import Browser, sync_playwright

from tests.browser.device import FLAGS
from webapp.resources import static_folder

FOLDER = static_folder() / "icons"
PICTURES = {
    "icon-192.png": ("onthaal.svg", 192),
    "icon-512.png": ("onthaal.svg", 512),
    "maskable-192.png": ("maskable.svg", 192),
    "maskable-512.png": ("maskable.svg", 512),
    "apple-touch-icon.png": ("maskable.svg", 180),
}
"""Picture → the drawing that it shows, and its width and height in pixels."""


def drawn(browser: Browser, drawing: str, size: int) -> bytes:
    """The drawing as a PNG; what it leaves open stays transparent."""
    page = browser.new_page(viewport={"width": size, "height": size})
    svg = (FOLDER / drawing).read_text("utf-8").replace("<svg", f'<svg width="{size}"', 1)
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        for name, (svg, pixels) in PICTURES.items():
            (FOLDER / name).write_bytes(drawn(chromium, svg, pixels))
        chromium.close()
