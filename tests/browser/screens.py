"""The sizes that people look at, in CSS pixels."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

LANDSCAPE: ViewportSize = {"width": 1180, "height": 820}
PORTRAIT: ViewportSize = {"width": 820, "height": 1180}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 800}
ZOOMED: ViewportSize = {"width": 590, "height": 410}

SIZES = {
    "landscape": LANDSCAPE,
    "portrait": PORTRAIT,
    "phone": PHONE,
    "narrow": NARROW,
    "zoomed": ZOOMED,
}
"""Name → size. Narrow is WCAG 1.4.10's; zoomed is a tablet in landscape at 200 %."""
