"""Files on their way: a page or a device sends the pieces first, and only then what names them.

Where that never comes (the tablet fell, somebody thought better of it) nothing could show what
lies here, and it may be somebody's photo. So it goes again, once there was time enough for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from webapp.domain.paper_files import is_sha256
from webapp.session import now
from webapp.store import LAST, Store

TIME = timedelta(days=7)
_UPLOAD = "upload."
"""Beginning of the name of a setting: the last day (ISO 8601) on which a piece of a file came."""


def begin(store: Store, sha256: str) -> None:
    """Before a piece is kept: remember that it is on its way, and sweep when it is the first."""
    key, today = _UPLOAD + sha256, now().date().isoformat()
    if not is_sha256(sha256):
        return
    first = not store.blobs.begun(sha256)
    if first:
        sweep(store)
    if first or store.settings.get(key, today) != today:
        store.settings.set({key: today})


def end(store: Store, hashes: Iterable[str]) -> None:
    """These have come to stay, or have gone."""
    known = [each for sha in hashes if (each := _UPLOAD + sha) in store.settings]
    if known:
        store.settings.set(dict.fromkeys(known))


def sweep(store: Store) -> None:
    """Remove what was on its way for too long, unless a talk has come to name it."""
    today = now().date()
    for key in [each for each in store.settings if each.startswith(_UPLOAD)]:
        last, sha = date.fromisoformat(store.settings[key]), key.removeprefix(_UPLOAD)
        if abs(today - last) > TIME:  # a clock may have gone back
            remove_unnamed(store, [sha])
            end(store, [sha])


def remove_unnamed(store: Store, hashes: Iterable[str]) -> None:
    """Remove those that no talk names."""
    for sha in hashes:
        if not store.logs.listed("blob", sha, sha + LAST, most=1):
            store.blobs.remove(sha)
