"""A browser that was at the server once: from then on the engine in it answers."""

from __future__ import annotations

import base64
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.browser import steps
from tests.browser.device import DEVICE, FLAGS
from tests.browser.serving import Home
from tests.browser.tablet import Tablet
from tests.cast import JORIS_AND_OLA
from tests.running import Running, running
from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store

READY = 60_000  # ms, the first visit with everything to fetch
HOME_IS_TABLET = "() => document.documentElement.dataset.home === 'tablet'"
ENGINE_IS_READY = "() => document.documentElement.dataset.engine === 'ready'"
LEARNT = "Learnt"
"""What a browser calls itself that has sync handles all at once."""
WITHOUT_HANDLES = f"""if (navigator.userAgent !== "{LEARNT}") {{
  delete FileSystemFileHandle.prototype.createSyncAccessHandle
}}
""".encode()
WITHOUT_PROMISES = "delete StorageManager.prototype.persist"
BEGIN = """async (people) => {
  const body = new URLSearchParams(people)
  const answer = await fetch("/interviews", { method: "POST", body })
  return new URL(answer.url).pathname.split("/").slice(0, 3).join("/")
}"""
"""Begins a talk; its path."""
ASK = """async ([method, path, form]) => {
  const bytes = ({ content }) => Uint8Array.from(atob(content), (each) => each.charCodeAt())
  const files = Object.values(form).some((value) => typeof value === "object")
  const body = files ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(form)) {
    if (typeof value !== "object") body.append(name, value)
    else body.append(name, new Blob([bytes(value)], { type: value.type }), value.name)
  }
  const answer = await fetch(path, { method, body: method === "POST" ? body : undefined })
  return [answer.status, answer.url, await answer.text()]
}"""


class Installed:
    """A browser that was at the server once and has the engine; the server can be stopped.

    `without`: a script that takes from each page what the browser is to lack.
    """

    without = ""

    def __init__(self, playwright: Playwright, chromium: str, folder: Path, server: Running | Home):
        self.playwright = playwright
        self.chromium = chromium
        self.folder = folder
        self.profile = folder / "profile"
        self.server = server
        app = create_app(store=open_store(None, summarise, EDITION))
        self.home = Home(app, server.address.rstrip("/"))

    def visit(self) -> None:
        """Be at the server until the tablet needs it no more."""
        with self.tablet() as tablet:
            tablet.page.goto(self.home.address)
            tablet.page.wait_for_function(ENGINE_IS_READY, timeout=READY)

    @contextmanager
    def browser(self, profile: Path | None = None) -> Iterator[BrowserContext]:
        """The browser, started anew with what it kept."""
        context = self.playwright.chromium.launch_persistent_context(
            profile or self.profile, executable_path=self.chromium, args=FLAGS, **DEVICE
        )
        context.add_init_script(self.without)
        try:
            yield context
        finally:
            with suppress(Error):  # a test may have killed it
                context.close()

    @contextmanager
    def tablet(self) -> Iterator[Tablet]:
        """A tablet whose complaints fail the test."""
        with self.browser() as context, Tablet.all_closed() as made:
            made.append(Tablet(context, self.home))
            yield made[0]

    def stop_server(self) -> None:
        self.server.stop(signal.SIGTERM)

    @contextmanager
    def server_again(self, *arguments: object, **settings: str) -> Iterator[Running]:
        """The server once more, at the address where it was."""
        port = urlsplit(self.home.address).port
        data = arguments or ("--data", self.folder / "data")
        with running(*data, "--port", port, **settings) as self.server:
            yield self.server


def _sent(value: Any) -> Any:
    if isinstance(value, str):
        return value
    stream, name, *kind = value
    content = base64.b64encode(stream.read()).decode()
    return {"content": content, "name": name, "type": "".join(kind)}


@dataclass
class Answered:
    """What of an answer the tests look at."""

    status_code: int
    location: str
    text: str


class PageClient:
    """What a test prepares on a tablet goes through a page of its own."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def get(self, path: str) -> Answered:
        return self._asked("GET", path, {})

    def post(self, path: str, data: dict[str, Any] | None = None, **_kind: str) -> Answered:
        """Send a form; a file in it is `(stream, name)`, as for Flask's own client."""
        form = {each: _sent(value) for each, value in (data or {}).items()}
        return self._asked("POST", path, form)

    def _asked(self, method: str, path: str, form: dict[str, Any]) -> Answered:
        status, address, text = self._page.evaluate(ASK, [method, path, form])
        return Answered(status, urlsplit(address).path, text)


class TabletHome(Home):
    """A tablet as the home of its own pages."""

    def __init__(self, server: Home, context: BrowserContext) -> None:
        super().__init__(server.app, server.address)
        self.context = context

    def client(self) -> PageClient:  # type: ignore[override]
        page = self.context.new_page()
        page.goto(self.address)
        page.wait_for_function(ENGINE_IS_READY)
        return PageClient(page)


def open_offline(tablet: Tablet, path: str) -> None:
    """Type an address on a tablet whose engine may have to start first."""
    go(tablet.page, tablet.home.address + path)
    tablet.page.wait_for_function(HOME_IS_TABLET)
    tablet.page.wait_for_function(ENGINE_IS_READY)
    tablet.settle()


def start_a_talk(tablet: Tablet) -> str:
    """Begin a talk with one mark; its path."""
    open_offline(tablet, "/")
    interview = steps.start(tablet, **JORIS_AND_OLA)
    steps.go_on(tablet, "expectations")
    steps.mark(tablet, "hands-on")
    return interview


def go(page: Page, address: str, attempts: int = 3) -> None:
    """Type an address, and load it again where a service worker did not start in time.

    On a machine with far too much to do Chromium then goes round it, to a server that is gone.
    """
    try:
        page.goto(address)
    except Error as error:
        if attempts == 1 or "ERR_CONNECTION_REFUSED" not in error.message:
            raise
        go(page, address, attempts - 1)


def demand_bundle(app: Flask) -> None:
    """Skip the test where the engine was not built; where CI runs it has to be there."""
    if app.config["BUNDLE"] is None:
        missing = "no bundle for today's assets: python hatch_build.py"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


def kill(profile: Path) -> None:
    """SIGKILL to every process of the browser that has this profile."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in words:
            os.kill(int(process.name), signal.SIGKILL)
