"""The devices of an installation: who signed in, when each was here last, and who is cut off.

One document each in the store, under `device:<id>`. The id is that of the device's session; the
tablet's own name in the sync (`sync`) leads to what it holds and the server lacks.

    name     as the office calls it, or after the browser
    since    when it signed in first, ISO 8601
    seen     the last day it was here
    synced   when it last exchanged changes
    sync     its name in the sync
    version  of the engine it runs
    cut      when it was cut off; missing where it may come in
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request, session

from webapp.domain.errors import UnknownThing
from webapp.interviews import store
from webapp.session import device_id, now

PREFIX = "device:"
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,40}")
_SYSTEMS = ("iPad", "iPhone", "Android", "CrOS", "Windows", "Macintosh", "Linux")
_BROWSERS = ("Edg", "SamsungBrowser", "Firefox", "Chrome", "Safari")
_CALLED = {"CrOS": "Chromebook", "Macintosh": "Mac", "Edg": "Edge", "SamsungBrowser": "Samsung"}


class CutOff(Exception):
    """This device may not come in any more; what is on it stays."""


@dataclass(frozen=True)
class Device:
    """One line of the list. `lacking`: talks of which it holds something that never arrived."""

    id: str
    name: str
    since: datetime | None
    seen: date | None
    synced: datetime | None
    version: str
    cut: bool
    lacking: int = 0


def remember() -> None:
    """Note that this device signed in; raises CutOff."""
    refuse_cut_off()
    if not _kept():
        agent = request.headers.get("User-Agent", "")
        _note(name=browser(agent), since=_moment(), seen=now().date().isoformat())


def seen() -> None:
    """Note that this device is here, once a day."""
    kept, today = _kept(), now().date().isoformat()
    if kept and kept.get("seen") != today:
        _note(flush=False, seen=today)


def synced(name: str, version: str) -> None:
    """Note that this device exchanged changes; `name`: its own in the sync."""
    if not _kept():
        remember()
    known = version if _VERSION.fullmatch(version) else ""
    _note(flush=False, synced=_moment(), sync=name, version=known)


def refuse_cut_off() -> None:
    """Raise CutOff where this device was cut off."""
    if "device" in session and "cut" in _kept():
        raise CutOff


def listed(awaited: Mapping[str, list[str]]) -> list[Device]:
    """Every device, the last one seen first; `awaited`: log → the devices it is awaited from."""
    kept = store().devices
    found = [_read(key, kept[key], awaited) for key in kept if key.startswith(PREFIX)]
    return sorted(found, key=lambda device: (device.cut, -(device.seen or date.min).toordinal()))


def rename(device: str, name: str) -> None:
    """Call a device otherwise; raises UnknownThing."""
    _change(device, name=name)


def cut_off(device: str, *, off: bool = True) -> None:
    """Let a device in no more, or again; raises UnknownThing. Nothing on it is touched."""
    _change(device, cut=_moment() if off else None)


def browser(agent: str) -> str:
    """What a device is called by its browser: `Android, Chrome`."""
    parts = [next((each for each in names if each in agent), "") for names in (_SYSTEMS, _BROWSERS)]
    return ", ".join(_CALLED.get(part, part) for part in parts if part)


def _read(key: str, kept: Mapping[str, Any], awaited: Mapping[str, list[str]]) -> Device:
    name = kept.get("sync")
    return Device(
        id=key.removeprefix(PREFIX),
        name=kept.get("name", ""),
        since=_time(kept.get("since")),
        seen=date.fromisoformat(kept["seen"]) if "seen" in kept else None,
        synced=_time(kept.get("synced")),
        version=kept.get("version", ""),
        cut="cut" in kept,
        lacking=sum(name in names for names in awaited.values()) if name else 0,
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(now().tzinfo) if text else None


def _moment() -> str:
    return now().isoformat(timespec="seconds")


def _kept() -> Mapping[str, Any]:
    return store().devices.get(PREFIX + device_id()) or {}


def _note(*, flush: bool = True, **parts: Any) -> None:
    store().devices.set({PREFIX + device_id(): {**_kept(), **parts}}, flush=flush)


def _change(device: str, **parts: Any) -> None:
    kept = store().devices.get(PREFIX + device)
    if kept is None:
        raise UnknownThing(device)
    changed = {name: value for name, value in {**kept, **parts}.items() if value is not None}
    store().devices.set({PREFIX + device: changed})
