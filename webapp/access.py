"""The access code: one per installation, asked once per device.

`create_app()` always asks for it. Only `onthaal` on this machine's own address switches it off,
and then every other host name and every sign of a proxy is refused. A session holds a seal of the
code that it was opened with, so a new code asks every device again and loses nothing on it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from flask import Flask, Response, abort, current_app, redirect, request, session, url_for

from webapp import devices
from webapp.domain.errors import InvalidValue
from webapp.guard import is_marked
from webapp.interviews import store
from webapp.messages import _
from webapp.store import Store

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
SETTING = "access_code"


def init_app(app: Flask) -> None:
    """Keep the installation's secret and code in its store, and ask for the code."""
    if app.config["HOME"] == "tablet":
        return  # whoever holds the tablet is in; the server asks when it is synced
    kept: Store = app.extensions["store"]
    app.secret_key = _kept(kept, "secret_key", secrets.token_hex(32))
    code_of(kept)
    app.config.update(
        SESSION_COOKIE_NAME="onthaal",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=366 * 24 * 3600,
    )
    app.before_request(_demand_loopback if app.config["OPEN_ON_LOOPBACK"] else _demand_code)


def _kept(kept: Store, name: str, fresh: str) -> str:
    def known() -> str:
        if name not in kept.settings:
            kept.settings.set({name: fresh})
        return str(kept.settings[name])

    return kept.atomically(known)  # several servers of one database may start at once


# -- the code ------------------------------------------------------------------------------------


def code_of(kept: Store) -> str:
    """The access code of an installation: that of the environment, or else one made once."""
    return os.environ.get("ONTHAAL_ACCESS_CODE") or _kept(kept, SETTING, fresh_code())


def is_fixed() -> bool:
    """Whether the environment says the code, so that it cannot be changed here."""
    return bool(os.environ.get("ONTHAAL_ACCESS_CODE"))


def is_strong(code: str) -> bool:
    """Whether a code takes longer to guess than anybody will try.

    Ten letters and digits, six of them different, or sixteen digits.
    """
    signs = [sign for sign in code.lower() if sign.isalnum()]
    least = 16 if all(sign.isdigit() for sign in signs) else 10
    return len(signs) >= least and len(set(signs)) >= 6


def fresh_code() -> str:
    """A code that nobody guesses and everybody can read aloud."""
    while not is_strong(code := "-".join(secrets.token_hex(2) for _part in range(3))):
        pass
    return code


def change_code(kept: Store, wanted: str) -> str:
    """Take another code, a fresh one where none is wanted; every device is asked for it.

    Raises InvalidValue for one that is easily guessed.
    """
    code = wanted.strip().lower() or fresh_code()
    if not is_strong(code) or len(code) > 80:
        raise InvalidValue(
            _("This code is easily guessed. Take at least ten letters and digits, six different.")
        )
    kept.settings.set({SETTING: code})
    return code


# -- who is let in -------------------------------------------------------------------------------


def is_right(code: str) -> bool:
    """Whether `code` is the installation's access code, compared in constant time."""
    given = code.strip().lower().encode()
    return hmac.compare_digest(given, code_of(store()).lower().encode())


def let_in() -> None:
    """Remember that this device gave the code of today."""
    session["signed_in"] = seal()


def is_in() -> bool:
    """Whether this device gave the code of today."""
    return hmac.compare_digest(str(session.get("signed_in", "")), seal())


def seal() -> str:
    """What stands for today's code in a session; of no use to learn it."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, code_of(store()).lower().encode(), hashlib.sha256).hexdigest()[:32]


def _demand_code() -> Response | None:
    if is_marked("public") or not request.endpoint:
        return None
    if is_in():
        devices.refuse_cut_off()
        devices.seen()
        return None
    page = not (request.headers.get("HX-Request") or is_marked("of_device"))
    if request.method == "GET" and page:
        return redirect(url_for("access.show", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
    abort(401)


def _demand_loopback() -> None:
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host not in LOOPBACK or any(name in request.headers for name in FORWARDED):
        abort(403)
