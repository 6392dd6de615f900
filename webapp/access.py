"""The access code: one per installation, asked once per device.

`create_app()` always asks for it. Only `onthaal` on this machine's own address switches it off,
and then every other host name and every sign of a proxy is refused.
"""

from __future__ import annotations

import hmac
import os
import secrets

from flask import Flask, Response, abort, current_app, redirect, request, session, url_for

from webapp.guard import is_marked
from webapp.store import Store

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


def init_app(app: Flask) -> None:
    """Keep the installation's secret and code in its store, and ask for the code."""
    if app.config["HOME"] == "tablet":
        return  # whoever holds the tablet is in; the server asks when it is synced
    store: Store = app.extensions["store"]
    app.secret_key = _kept(store, "secret_key", secrets.token_hex(32))
    app.config["ACCESS_CODE"] = os.environ.get("ONTHAAL_ACCESS_CODE") or _kept(
        store, "access_code", fresh_code()
    )
    app.config.update(
        SESSION_COOKIE_NAME="onthaal",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=366 * 24 * 3600,
    )
    app.before_request(_demand_loopback if app.config["OPEN_ON_LOOPBACK"] else _demand_code)


def _kept(store: Store, name: str, fresh: str) -> str:
    kept = store.settings.get(name)
    if kept is None:
        store.settings.set({name: fresh})
        return fresh
    return str(kept)


def fresh_code() -> str:
    """A code that nobody guesses and everybody can read aloud."""
    while not is_strong(code := "-".join(secrets.token_hex(2) for _part in range(3))):
        pass
    return code


def is_right(code: str) -> bool:
    """Whether `code` is the installation's access code, compared in constant time."""
    given = code.strip().lower().encode()
    return hmac.compare_digest(given, str(current_app.config["ACCESS_CODE"]).lower().encode())


def is_strong(code: str) -> bool:
    """Whether a code takes longer to guess than anybody will try.

    Ten letters and digits, six of them different, or sixteen digits.
    """
    signs = [sign for sign in code.lower() if sign.isalnum()]
    least = 16 if all(sign.isdigit() for sign in signs) else 10
    return len(signs) >= least and len(set(signs)) >= 6


def _demand_code() -> Response | None:
    if session.get("signed_in") or is_marked("public") or not request.endpoint:
        return None
    page = not (request.headers.get("HX-Request") or is_marked("of_device"))
    if request.method == "GET" and page:
        return redirect(url_for("access.show", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
    abort(401)


def _demand_loopback() -> None:
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host not in LOOPBACK or any(name in request.headers for name in FORWARDED):
        abort(403)
