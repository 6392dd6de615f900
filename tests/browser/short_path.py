"""The short path without a server, for a browser of any make that can be asked by functions."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from tests.browser.installed import BEGIN, ENGINE_IS_READY, HOME_IS_TABLET
from tests.cast import JORIS_AND_OLA
from tests.running import running

TICK = "(id) => document.querySelector(`#${id} input[type=checkbox]`).click()"
IS_TICKED = "(id) => document.querySelector(`#${id} input[type=checkbox]`).checked"
IS_KEPT = """async () => {
  const log = await fetch(location.pathname.replace("expectations", "export.json"))
  return (await log.text()).includes('"wanted"')
}"""
ROW = "expectation-hands-on"


class AnyBrowser(Protocol):
    """One page of a browser that runs."""

    def open(self, address: str) -> None:
        """Type an address."""

    def evaluate(self, function: str, *arguments: object) -> Any:
        """What a function of the page gives back: JSON, whatever it waits for."""

    def wait(self, condition: str) -> None:
        """Wait until a function of the page is true, loaded anew meanwhile or not."""


def walk(started: Callable[[], AbstractContextManager[AnyBrowser]], folder: Path) -> None:
    """Visit, lose the server, start a talk and tick: it is there after a load and a restart.

    `started` starts the browser, each time with what it kept. Raises AssertionError.
    """
    with running("--data", folder / "data") as server:
        with started() as browser:
            browser.open(server.address)
            browser.wait(ENGINE_IS_READY)
        server.stop(signal.SIGTERM)
    with started() as browser:
        open_offline(browser, server.address)
        talk = server.address.rstrip("/") + browser.evaluate(BEGIN, JORIS_AND_OLA)
        open_offline(browser, f"{talk}/expectations")
        browser.evaluate(TICK, ROW)
        browser.wait(IS_KEPT)
        open_offline(browser, f"{talk}/expectations")
        assert browser.evaluate(IS_TICKED, ROW)
    with started() as browser:
        open_offline(browser, f"{talk}/expectations")
        assert browser.evaluate(IS_TICKED, ROW)


def open_offline(browser: AnyBrowser, address: str) -> None:
    """Type an address where the engine may have to start first."""
    browser.open(address)
    browser.wait(HOME_IS_TABLET)
    browser.wait(ENGINE_IS_READY)
