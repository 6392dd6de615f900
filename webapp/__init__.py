"""Onthaal: the first talk between a workplace mentor and a trainee, in both their languages.

`create_app()` makes the WSGI app that runs on a server and, unchanged, in the tablet's browser.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import Babel
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import (
    access,
    assets,
    compression,
    errors,
    guard,
    keeping,
    languages,
    limits,
    metrics,
    office,
    operation,
    pages,
    routes,
    sealing,
    watch,
)
from webapp.domain.summary import EDITION, summarise
from webapp.resources import translations_folder
from webapp.session import DeviceSession
from webapp.store import Store, open_store
from webapp.tablet import bundle
from webapp.transactions import Transactions

try:
    __version__ = version("onthaal")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

MEBIBYTE = 1024 * 1024


def create_app(
    data: Path | str | None = None,
    *,
    store: Store | None = None,
    home: str = "server",
    open_on_loopback: bool = False,
    demo: bool = False,
) -> Flask:
    """The app over the data in a folder or database, or over a store that is open already.

    `data`: a folder or the address of a database; else `DATABASE_URL`, `ONTHAAL_DATA` say it.
    `home`: "server", or "tablet" for the app inside a browser, which asks for no access code.
    `open_on_loopback`: ask for no access code; then every host but this machine is refused.
    `demo`: start with a sample cast and one interview in each state, which no device keeps.
    Raises, of `webapp.store`, FolderInUse and Unavailable.
    """
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(
        CLOCK=lambda: datetime.now(UTC),
        TIME_ZONE=ZoneInfo(os.environ.get("ONTHAAL_TIME_ZONE") or "Europe/Brussels").key,
        HOME=home,
        VERSION=__version__,
        OPEN_ON_LOOPBACK=open_on_loopback,
        DEMO=demo,
        ENGINE=not demo and os.environ.get("ONTHAAL_ENGINE") != "off",
        PATTERNS=bool(os.environ.get("ONTHAAL_PATTERNS")),
        MAX_CONTENT_LENGTH=8 * MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEBIBYTE,
        BABEL_TRANSLATION_DIRECTORIES=str(translations_folder()),
    )
    app.session_interface = DeviceSession()
    app.extensions["store"] = store or open_store(_place(data), summarise, EDITION)
    Babel(app, locale_selector=languages.page_language, configure_jinja=False)
    _assemble(app)
    _report_damage(app)
    _believe_proxies(app)
    _show_metrics(app)
    if demo:
        _fill(app)
    return app


def _assemble(app: Flask) -> None:
    Htmx(app)
    before_the_door = (operation, compression, assets, bundle, limits)
    behind = (guard, access, office, keeping, sealing, pages, errors, routes)
    for part in (*before_the_door, watch, *behind):
        part.init_app(app)
    for endpoint in {"asset", "bundle", "service_worker"} & app.view_functions.keys():
        guard.public(app.view_functions[endpoint])
    app.wsgi_app = Transactions(app, app.wsgi_app)  # type: ignore[method-assign]


def _report_damage(app: Flask) -> None:
    for name, cut in app.extensions["store"].damage:
        app.logger.warning("%s: its last %s bytes were damaged and left out", name, cut)


def _fill(app: Flask) -> None:
    from webapp.demo import fill

    fill(app)


def _place(data: Path | str | None) -> Path | str:
    named = (data, os.environ.get("DATABASE_URL"), os.environ.get("ONTHAAL_DATA"))
    return next(filter(None, named), "onthaal-data")


def _believe_proxies(app: Flask) -> None:
    hops = int(os.environ.get("ONTHAAL_PROXIES") or 0)
    if hops:
        believed = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = believed  # type: ignore[method-assign]


def _show_metrics(app: Flask) -> None:
    port = (os.environ.get("ONTHAAL_METRICS_PORT") or "").rpartition(":")[2]
    if port and app.config["HOME"] == "server":
        counts = app.extensions["metrics"]
        beside = metrics.beside(app.wsgi_app, int(port), counts, app.extensions["store"])
        app.wsgi_app = beside  # type: ignore[method-assign,assignment]
