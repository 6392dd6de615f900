"""A real Chromium before a real server; `tablet` is what a test holds in its hands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Container, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.device import DEVICE, FLAGS
from tests.browser.installed import (
    WITHOUT_HANDLES,
    WITHOUT_PROMISES,
    Installed,
    TabletHome,
    demand_bundle,
)
from tests.browser.serving import Home, serving
from tests.browser.tablet import Tablet
from tests.running import running
from webapp.tablet.bundle import Bundle


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked so is asked of the server, and of a tablet whose server is gone."""
    marked = metafunc.definition.get_closest_marker
    if marked("both_homes") and not marked("server_only"):
        metafunc.parametrize("where", ["server", "tablet"])


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


@pytest.fixture
def where() -> str:
    """Which home answers: "server" or "tablet"."""
    return "server"


@pytest.fixture
def home(where: str, request: pytest.FixtureRequest) -> Home:
    """Where the pages come from, with nothing in its store but what the tests put there."""
    found: Home = request.getfixturevalue(f"{where}_home")
    return found


@pytest.fixture(scope="session")
def server_home() -> Iterator[Home]:
    with serving() as home:
        yield home


@pytest.fixture
def tablet_home(stocked: Installed, tmp_path: Path) -> Iterator[TabletHome]:
    """A browser just like one that was at a server, which is gone."""
    shutil.copytree(stocked.profile, tmp_path / "profile")
    with stocked.browser(tmp_path / "profile") as context:
        yield TabletHome(stocked.home, context)


@pytest.fixture(scope="session")
def stocked(
    playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    """A browser with the engine, closed, and no server any more."""
    folder = tmp_path_factory.mktemp("stocked")
    with installation(playwright, chromium, folder) as made:
        return made


@pytest.fixture
def new_tablet(
    where: str, home: Home, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Tablet]]:
    """Makes one more device, of a tablet its only one; options are Playwright's for a context."""
    with Tablet.all_closed() as made:
        if isinstance(home, TabletHome):
            yield partial(_only, home, made)
        else:
            yield partial(_made, request.getfixturevalue("browser"), home, made)


def _made(
    browser: Browser, home: Home, made: list[Tablet], kind: type[Tablet] = Tablet, **options: Any
) -> Tablet:
    made.append(kind(browser.new_context(**{**DEVICE, **options}), home))
    return made[-1]


def _only(
    home: TabletHome, made: list[Tablet], kind: type[Tablet] = Tablet, **options: Any
) -> Tablet:
    made.append(kind(home.context, home))
    if "viewport" in options:
        made[0].page.set_viewport_size(options["viewport"])
    return made[0]


@pytest.fixture
def tablet(new_tablet: Callable[..., Tablet]) -> Tablet:
    """A tablet in landscape; the test fails when a page of it complains (console, CSP)."""
    return new_tablet()


@pytest.fixture
def installed(playwright: Playwright, chromium: str, tmp_path: Path) -> Iterator[Installed]:
    """A browser with the engine, closed; its server still runs."""
    with installation(playwright, chromium, tmp_path) as made:
        yield made


@pytest.fixture
def handleless(
    playwright: Playwright, chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installed]:
    """As WebKitGTK: a browser without sync handles until it is called LEARNT, that promises no
    room, and no server any more.
    """

    def body(self: Bundle, name: str, accepted: Container[str]) -> tuple[bytes, str | None]:
        content, encoding = known(self, name, () if name == "disk.js" else accepted)
        return (WITHOUT_HANDLES + content if name == "disk.js" else content), encoding

    def begin(self: Bundle, folder: Path) -> None:
        begun(self, folder)
        self.files["disk.js"] += len(WITHOUT_HANDLES)

    known, begun = Bundle.body, Bundle.__init__
    monkeypatch.setattr(Bundle, "body", body)
    monkeypatch.setattr(Bundle, "__init__", begin)
    with ExitStack() as open_for_business:
        home = open_for_business.enter_context(serving(offline=True))
        made = Installed(playwright, chromium, tmp_path, home)
        made.without = WITHOUT_PROMISES
        made.visit()
        open_for_business.close()
        yield made


@pytest.fixture(params=["installed", "handleless"])
def pinned(request: pytest.FixtureRequest) -> Installed:
    """A tablet whose server is gone, once with sync handles and once without."""
    made: Installed = request.getfixturevalue(request.param)
    if request.param == "installed":
        made.stop_server()
    return made


@contextmanager
def installation(playwright: Playwright, chromium: str, folder: Path) -> Iterator[Installed]:
    """A browser that was at a server, which runs until the end."""
    with running("--data", folder / "data") as server:
        made = Installed(playwright, chromium, folder, server)
        demand_bundle(made.home.app)
        made.visit()
        yield made
