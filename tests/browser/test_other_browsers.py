"""The short path without a server, in a browser of another make."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.browser.firefox import Firefox, firefox
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


@pytest.fixture(scope="session")
def program() -> str:
    """Where Firefox is. Where CI runs, it has to be somewhere."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found:
        return found
    missing = "no Firefox here: install firefox-esr"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def open_offline(browser: Firefox, address: str) -> None:
    browser.open(address)
    browser.wait(HOME_IS_TABLET)
    browser.wait(ENGINE_IS_READY)


def test_firefox_holds_a_talk_without_a_server(program: str, tmp_path: Path) -> None:
    with running("--data", tmp_path / "data") as server:
        with firefox(program, tmp_path / "profile") as browser:
            browser.open(server.address)
            browser.wait(ENGINE_IS_READY)
        server.stop(signal.SIGTERM)
    with firefox(program, tmp_path / "profile") as browser:
        open_offline(browser, server.address)
        talk = server.address.rstrip("/") + browser.evaluate(BEGIN, JORIS_AND_OLA)
        open_offline(browser, f"{talk}/expectations")
        browser.evaluate(TICK, ROW)
        browser.wait(IS_KEPT)
        open_offline(browser, f"{talk}/expectations")
        assert browser.evaluate(IS_TICKED, ROW)
    with firefox(program, tmp_path / "profile") as browser:
        open_offline(browser, f"{talk}/expectations")
        assert browser.evaluate(IS_TICKED, ROW)
