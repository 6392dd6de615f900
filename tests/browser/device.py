"""How the browser is started, and the device that it plays."""

from __future__ import annotations

from typing import Any

from tests.browser.screens import LANDSCAPE

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DEVICE: dict[str, Any] = {
    "viewport": LANDSCAPE,
    "has_touch": True,
    "reduced_motion": "reduce",
    "locale": "nl-BE",
}
"""A tablet of Joris's, in Playwright's words; without motion, so that colours are what they are."""
