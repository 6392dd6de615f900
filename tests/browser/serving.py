"""The app behind a real address, in this process, so that tests can prepare and disturb it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from tests.conftest import Clock
from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.languages import text
from webapp.messages import Message
from webapp.store import open_store
from webapp.sync_client import SyncClient
from webapp.tablet.session import StoreSession


class Home:
    """Where the pages come from: `address` ends without a slash."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app = app
        self.address = address

    def client(self) -> FlaskClient:
        """A device that only fills in forms: to prepare what a test needs."""
        return self.app.test_client()

    def say(self, message: Message, language: str) -> str:
        """What a message says in a language."""
        with self.app.app_context():
            return text(message, language)


@contextmanager
def serving(
    open_on_loopback: bool = True, home: str = "server", offline: bool = False
) -> Iterator[Home]:
    """The app over a store in memory, every page of development included.

    `home`: "tablet" for what a tablet's engine would answer, without the engine.
    `offline`: whether browsers get the engine, where there is a bundle.
    """
    store = open_store(None, summarise, EDITION)
    app = create_app(store=store, open_on_loopback=open_on_loopback, home=home)
    if home == "tablet":
        app.session_interface = StoreSession()
        app.extensions["sync"] = SyncClient(store, "workshop", Clock())
    app.config.update(PATTERNS=True, CLOCK=Clock())
    if not offline:
        app.config["BUNDLE"] = None
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Home(app, f"http://127.0.0.1:{server.port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
