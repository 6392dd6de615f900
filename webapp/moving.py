"""Everything from one store into another, in steps that can be cut short and gone on with.

What is copied is compared by hashes afterwards, both ways, before it is said to be done.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from webapp.domain.log import Log
from webapp.store import Store

_ID = "moving.id"
"""In the settings of the store that is moved: a name for it, made at its first move."""
_FROM = "moving.from"
"""In those of the other, until all of it is there: the name of the store that it comes from."""


class NotEmpty(Exception):
    """The target holds something else already."""


class Differs(Exception):
    """After the copy the two are not the same; the text says where they differ."""


@dataclass(frozen=True)
class Moved:
    """How many of each there are now."""

    logs: int
    changes: int
    blobs: int


def move(source: Store, target: Store, say: Callable[[str], object] = lambda text: None) -> Moved:
    """Make `target` hold all that `source` holds; nothing else may be writing to either.

    Begun before and cut short, it goes on where it stopped. `say`: is told how far it is.
    Raises NotEmpty before anything is written, Differs, StoreError.
    """
    _begin(source, target)
    for log_id, at in source.logs.tombstones().items():
        target.atomically(lambda log_id=log_id, at=at: target.logs.erase(log_id, at))
    _copy_blobs(source, target)
    for number, log_id in enumerate(source.logs.ids(), start=1):
        target.atomically(lambda log_id=log_id: _copy_log(source, target, log_id))
        if number % 1000 == 0:
            say(f"{number} logs")
    for name in ("devices", "settings"):
        values = getattr(source, name).read_all()
        target.atomically(lambda name=name, values=values: getattr(target, name).set(values))
    moved = _compare(source, target)
    target.settings.set({_FROM: None})
    return moved


def is_used(store: Store) -> bool:
    """Whether a store holds anything but the settings that a first start makes."""
    logs = store.logs
    return bool(logs.ids() or logs.tombstones() or store.blobs.hashes() or store.devices)


def _begin(source: Store, target: Store) -> None:
    if _ID not in source.settings:
        source.settings.set({_ID: secrets.token_hex(8)})
    if is_used(target) and target.settings.get(_FROM) != source.settings[_ID]:
        raise NotEmpty
    target.settings.set({_FROM: source.settings[_ID]})


def _copy_blobs(source: Store, target: Store) -> None:
    whole = source.blobs.among(source.blobs.hashes())
    for sha in sorted(whole - target.blobs.among(whole)):
        content = source.blobs.get(sha)
        target.atomically(lambda content=content: target.blobs.put(content))


def _copy_log(source: Store, target: Store, log_id: str) -> None:
    if target.logs.vectors([log_id]).get(log_id) != source.logs.vectors([log_id])[log_id]:
        target.logs.append(log_id, source.logs.open(log_id))


def _compare(source: Store, target: Store) -> Moved:
    """Read both whole; raises Differs."""
    changes = 0
    _same("the ids of the logs", source.logs.ids(), target.logs.ids())
    _same("what was erased", {**source.logs.tombstones()}, {**target.logs.tombstones()})
    for log_id in source.logs.ids():
        log = source.logs.open(log_id)
        changes += len(log)
        _same(f"the log {log_id}", _hash(log), _hash(target.logs.open(log_id)))
    blobs = source.blobs.among(source.blobs.hashes())
    for sha in blobs:
        target.blobs.get(sha)  # which compares its bytes with the hash
    for name in ("devices", "settings"):
        ours, theirs = getattr(source, name).read_all(), getattr(target, name).read_all()
        _same(f"the {name}", ours, {key: theirs.get(key) for key in ours})
    return Moved(len(source.logs.ids()), changes, len(blobs))


def _same(what: str, ours: object, theirs: object) -> None:
    if ours != theirs:
        raise Differs(f"{what} is not the same in both")


def _hash(log: Log) -> str:
    changes = sorted(log, key=lambda change: (change.replica, change.seq))
    content = json.dumps([change.to_dict() for change in changes], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
