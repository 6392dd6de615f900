"""The mentor's PIN on one device. It stops looking, not somebody with developer tools.

Kept in the store under the device's id, never synced. The tablet's Python has no scrypt or
PBKDF2, so the hash is HMAC-SHA256, salted and iterated.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from webapp.domain.errors import InvalidValue
from webapp.interviews import store
from webapp.messages import _
from webapp.session import device_id, now

ROUNDS = 20_000
FREE_ATTEMPTS = 5
LONGEST_WAIT = timedelta(minutes=15)


def is_set() -> bool:
    """Whether this device has a PIN."""
    return "hash" in _kept()


def was_offered() -> bool:
    """Whether somebody on this device has chosen already: a PIN, or none."""
    return bool(_kept())


def choose(pin: str) -> None:
    """Set this device's PIN; raises InvalidValue for one that is too short or no number."""
    digits = pin.strip()
    if not (digits.isdecimal() and digits.isascii() and 4 <= len(digits) <= 12):
        raise InvalidValue(_("A PIN has 4 to 12 digits."))
    salt = secrets.token_hex(16)
    _keep({"salt": salt, "hash": _hash(digits, salt), "wrong": 0})


def choose_none() -> None:
    """Do without: a plain question stands in for the PIN."""
    _keep({"wrong": 0})


def forget(notes_from: int) -> None:
    """Drop a forgotten PIN. Notes up to the stamp `notes_from` stay hidden on this device."""
    _keep({"wrong": 0, "notes_from": notes_from})


def notes_from() -> int:
    """The stamp up to which this device hides notes; 0 where no PIN was ever forgotten."""
    return int(_kept().get("notes_from", 0))


def is_right(pin: str) -> bool:
    """Whether `pin` is this device's; a wrong one is counted.

    Raises InvalidValue while the wait after too many wrong ones lasts.
    """
    kept = dict(_kept())
    until = kept.get("until")
    if until and now() < datetime.fromisoformat(until):
        wait = datetime.fromisoformat(until) - now()
        raise InvalidValue(_("Too many tries. Seconds to wait: %(num)s", num=wait.seconds + 1))
    if hmac.compare_digest(_hash(pin.strip(), kept["salt"]), kept["hash"]):
        _keep({**kept, "wrong": 0, "until": None})
        return True
    wrong = kept["wrong"] + 1
    _keep({**kept, "wrong": wrong, "until": _wait_until(wrong)})
    return False


def _wait_until(wrong: int) -> str | None:
    if wrong < FREE_ATTEMPTS:
        return None
    wait = min(timedelta(seconds=30 * 2 ** (wrong - FREE_ATTEMPTS)), LONGEST_WAIT)
    return (now() + wait).isoformat()


def _hash(pin: str, salt: str) -> str:
    digest = salt.encode()
    for _round in range(ROUNDS):
        digest = hmac.digest(pin.encode(), digest, hashlib.sha256)
    return digest.hex()


def _kept() -> Mapping[str, Any]:
    return store().devices.get(f"pin:{device_id()}") or {}


def _keep(pin: Mapping[str, Any]) -> None:
    notes = {"notes_from": notes_from()} if "notes_from" in _kept() else {}
    store().devices.set({f"pin:{device_id()}": {**notes, **pin}})
