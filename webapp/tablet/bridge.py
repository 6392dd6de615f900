"""Between the worker and the app: one request in, one answer out.

Imported while the snapshot is made, so nothing here reaches the browser before `attach`.
"""

from __future__ import annotations

import io
import json
import random
import re
import secrets
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_to_bytes
from zoneinfo import ZoneInfo

from flask import session

from webapp import create_app, luggage
from webapp.content.languages import LANGUAGES
from webapp.domain.steps import STEPS
from webapp.domain.summary import EDITION, summarise
from webapp.extras import NeedsMore
from webapp.store import Store, open_store
from webapp.tablet.courier import Courier
from webapp.tablet.opfs import Disk, NoSpare, OpfsFiles
from webapp.tablet.session import StoreSession

CITIES = ("Amsterdam", "Berlin", "Brussels", "London", "Paris", "Warsaw")
ZONES = ("UTC", *(f"Europe/{city}" for city in CITIES))
"""Where our readers are; of another zone the first page has to wait for the files."""

Answer = tuple[int, str, bytes]
"""Status, the headers as JSON (a list of pairs), body."""

app = create_app(store=open_store(None, summarise, EDITION), home="tablet")
app.session_interface = StoreSession()
courier: Courier | None = None
"""The tablet's sync, once it keeps anything."""
_files: OpfsFiles | None = None


def attach(disk: Disk, bundle: str) -> int:
    """Keep everything on `disk` from here on; how many files can be made without asking.

    -1 when it needs more open files, and is to be called again.
    """
    global _files, courier
    random.seed()  # a snapshot holds the state of the build's
    if _files is None or _files.disk is not disk:
        _files = OpfsFiles(disk)
    elif _files.stale:
        _files.read_anew()
    app.extensions["watch"].clear()
    try:
        store = app.extensions["store"] = Store(_files, summarise, EDITION)
    except NoSpare:
        return -1
    courier = Courier(store, _device(store), app.config["CLOCK"], bundle)
    app.extensions["sync"] = courier.client
    app.config["BUNDLE"] = bundle
    return _files.take_spares()


def detach() -> None:
    """Believe nothing that was read from the disk any more; `attach` reads it anew."""
    if _files:
        _files.stale = True


def take_spares() -> int:
    """Take the handles opened since; how many files can be made without asking."""
    return _files.take_spares() if _files else 0


def refuse() -> None:
    """The browser opens no more files: what needs one is to say that the storage is full."""
    if _files:
        _files.refused = True


def wanted() -> str:
    """The files to open before the same is asked again, as a JSON list; empty: more new ones."""
    return json.dumps(_files.wanted() if _files else [])


def unused(count: int) -> str:
    """Up to `count` files that nothing is in and that could be opened as spare ones, as JSON."""
    return json.dumps(_files.unused(count) if _files else [])


def answer(method: str, address: str, headers: str, body: Any = b"") -> Answer | str | None:
    """What the app answers.

    None when it needs more open files, the name of an archive when it needs more code: the same
    is to be asked again then.
    `address` is a path with its query, `headers` a JSON list of pairs.
    """
    started: list[Any] = []

    def start(status: str, pairs: list[tuple[str, str]], failure: Any = None) -> Any:
        started[:] = [int(status[:3]), json.dumps(pairs)]
        return started.append

    content = bytes(body.to_bytes() if hasattr(body, "to_bytes") else body)
    try:
        parts = app.wsgi_app(_environ(method, address, json.loads(headers), content), start)
    except NoSpare:
        return None
    except NeedsMore as more:
        return more.archive
    if _files:
        _files.misses, _files.refused = 0, False
    return started[0], started[1], _joined(parts)


def unpack(brought: Any) -> None:
    """Go on where this device was on the server; `brought` are the bytes of its luggage."""
    with app.request_context(_environ("GET", "/", [], b"")):
        luggage.unpack(json.loads(bytes(brought.to_bytes())))
        app.session_interface.save_session(app, session, app.response_class())


def _device(store: Store) -> str:
    """The name under which the server knows this tablet, made on its first start."""
    if "device" not in store.settings:
        store.settings.set({"device": secrets.token_hex(8)})
    return str(store.settings["device"])


def _joined(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()


def _environ(method: str, address: str, headers: list[list[str]], body: bytes) -> dict[str, Any]:
    """The request in the words of PEP 3333."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "tablet",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers:
        key = name.upper().replace("-", "_")
        environ["CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    environ["wsgi.url_scheme"] = environ.get("HTTP_X_FORWARDED_PROTO", "https")
    return environ


def warm_up() -> None:
    """Show every page once in every language, so that a snapshot holds all that this takes.

    Raises RuntimeError where a page is not as it should be.
    """
    for zone in ZONES:
        ZoneInfo(zone)
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    for language in LANGUAGES:
        form = f"mentor_name=A&trainee_name=B&mentor_language={language}&trainee_language=nl"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": language}
        made = _warm("POST", "/interviews", kind, form)
        [path] = re.findall(r"/interviews/[^/\"]+", made[1])[:1]
        for address in ["/", *(f"{path}/{step}" for step in STEPS), f"{path}/record.json"]:
            _warm("GET", address, kind)
    app.extensions["store"] = open_store(None, summarise, EDITION)


def _warm(method: str, address: str, headers: dict[str, str], form: str = "") -> Answer:
    made = answer(method, address, json.dumps(list(headers.items())), form.encode())
    if not isinstance(made, tuple) or made[0] not in (200, 302, 303, 404):
        raise RuntimeError(f"{method} {address}: {made}")
    return made
