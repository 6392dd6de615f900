"""A real Chromium before a real server; `tablet` is what a test holds in its hands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.device import DEVICE, FLAGS
from tests.browser.installed import Installed
from tests.browser.serving import Home, serving
from tests.browser.tablet import Tablet
from tests.running import running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is: `CHROMIUM`, or on the path. Where CI runs, it has to be somewhere."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        return found
    missing = "no Chromium here: install it, or name its path in CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def playwright(chromium: str) -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def home() -> Iterator[Home]:
    """The server, with nothing in its store but what the tests put there."""
    with serving() as home:
        yield home


@pytest.fixture
def new_tablet(browser: Browser, home: Home) -> Iterator[Callable[..., Tablet]]:
    """Makes one more device; options are Playwright's for a context."""
    with Tablet.all_closed() as made:
        yield partial(_made, browser, home, made)


def _made(browser: Browser, home: Home, made: list[Tablet], **options: Any) -> Tablet:
    made.append(Tablet(browser.new_context(**{**DEVICE, **options}), home))
    return made[-1]


@pytest.fixture
def tablet(new_tablet: Callable[..., Tablet]) -> Tablet:
    """A tablet in landscape; the test fails when a page of it complains (console, CSP)."""
    return new_tablet()


@pytest.fixture
def installed(playwright: Playwright, chromium: str, tmp_path: Path) -> Iterator[Installed]:
    """A browser with the engine, closed; its server still runs."""
    with running("--data", tmp_path / "data") as server:
        made = Installed(playwright, chromium, tmp_path, server)
        if made.home.app.config["BUNDLE"] is None:
            if os.environ.get("CI"):
                pytest.fail("no bundle for today's assets: python hatch_build.py")
            pytest.skip("no bundle for today's assets: python hatch_build.py")
        made.visit()
        yield made
