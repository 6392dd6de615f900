"""What a device takes along when it begins to answer for itself: its session, PIN and ink.

None of it is ever synced; it goes from the server to the very device it belongs to, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import session

from webapp.interviews import store
from webapp.session import device_id

_KINDS = ("pin", "ink")
_REMEMBERED = frozenset(
    {"holder", "interview", "task", "locked", "shown", "language", "zone", "device"}
)


def pack() -> dict[str, Any]:
    """This device's luggage: `{"session": …, "kept": {key: value}}`."""
    prefixes = tuple(f"{kind}:{device_id()}" for kind in _KINDS)
    kept = {key: value for key, value in store().devices.items() if key.startswith(prefixes)}
    remembered = {key: value for key, value in session.items() if key in _REMEMBERED}
    return {"session": remembered, "kept": kept}


def unpack(luggage: Mapping[str, Any]) -> None:
    """Go on here where the device was there."""
    remembered = luggage["session"]
    session.update({key: remembered[key] for key in _REMEMBERED & remembered.keys()})
    if luggage["kept"]:
        store().devices.set(dict(luggage["kept"]))
