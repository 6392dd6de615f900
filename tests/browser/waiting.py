"""Waiting for what a page finds out by itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page


def wait_until(page: Page, question: str, answer: Callable[[Any], bool]) -> None:
    """Ask a page until the answer is right; it may be loaded again meanwhile."""
    given = None
    for _each in range(300):
        with suppress(Error):
            given = page.evaluate(question)
            if answer(given):
                return
        page.wait_for_timeout(200)
    raise AssertionError(given)
