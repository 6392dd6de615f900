"""Talks as a file, and back: every change of some logs with the blobs they name.

    {"format": "onthaal-export/1", "at": "2026-11-22T11:38:05+01:00",
     "logs": {"<id>": [change, …]}, "blobs": {"<sha-256>": "<base64>"}}

Private notes are in logs of their own and never part of it. Taking a file in merges: what is
known stays, what is new is added, nothing is overwritten.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.domain.change import Change
from webapp.domain.errors import ConflictingChange, InvalidChange, InvalidValue
from webapp.domain.log import Log
from webapp.interviews import store
from webapp.messages import _
from webapp.session import now
from webapp.store import UnknownBlob, UnknownLog, is_log_id

FORMAT = "onthaal-export/1"
_NO_CHANGES = (InvalidChange, ConflictingChange)


@dataclass
class Taken:
    """What taking a file in did: the ids of the interviews; of the erased ones the names."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    """Erased here before: never taken in again."""


def export(ids: Iterable[str]) -> bytes:
    """The file with the logs of those ids; raises UnknownLog."""
    logs = {each: store().logs.open(each) for each in ids if not each.startswith("notes.")}
    blobs = {name for each in logs for name in blobs_of(each)}
    content = {
        "format": FORMAT,
        "at": now().isoformat(timespec="seconds"),
        "logs": {each: [change.to_dict() for change in log] for each, log in logs.items()},
        "blobs": {name: _encoded(name) for name in sorted(blobs) if store().blobs.exists(name)},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def blobs_of(log_id: str) -> Collection[str]:
    """The blobs that a log names."""
    summary = store().logs.summaries([log_id]).get(log_id)
    return summary.get("blobs", ()) if summary else ()  # type: ignore[return-value]


def take_in(file: bytes) -> Taken:
    """Take a file in; raises InvalidValue, with nothing taken, when it is not a whole export."""
    logs, blobs = _read(file)
    taken = Taken()
    for log_id in store().logs.tombstones(logs):
        taken.erased.append(str(Log(log_id, logs.pop(log_id)).value("trainee", "name", log_id)))
    _refuse_conflicts(logs)
    for content in blobs:
        store().blobs.put(content)
    for log_id, changes in logs.items():
        known = store().logs.exists(log_id)
        if store().logs.append(log_id, changes) and log_id != "workplace":
            (taken.updated if known else taken.new).append(log_id)
    return taken


def _read(file: bytes) -> tuple[dict[str, list[Change]], list[bytes]]:
    try:
        content: Any = json.loads(file)
        if content["format"] != FORMAT:
            raise ValueError("another format")
        logs = {each: _changes(each, changes) for each, changes in content["logs"].items()}
        return logs, [_decoded(name, text) for name, text in content["blobs"].items()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, *_NO_CHANGES):
        raise InvalidValue(
            _("This file is not a whole export of Onthaal. Nothing was taken in.")
        ) from None


def _changes(log_id: str, changes: Iterable[Mapping[str, Any]]) -> list[Change]:
    read = [Change.from_dict(change) for change in changes]
    if not is_log_id(log_id) or log_id.startswith("notes.") or not read:
        raise ValueError(log_id)
    if any(change.log != log_id for change in read):
        raise ValueError(log_id)
    return Log(log_id).missing(read)


def _refuse_conflicts(logs: Mapping[str, Iterable[Change]]) -> None:
    for log_id, changes in logs.items():
        try:
            store().logs.open(log_id).missing(changes)
        except UnknownLog:
            continue
        except ConflictingChange:
            raise InvalidValue(
                _("This file contradicts what is kept here. Nothing was taken in.")
            ) from None


def _encoded(name: str) -> str:
    try:
        return base64.b64encode(store().blobs.get(name)).decode()
    except UnknownBlob:
        return ""


def _decoded(name: str, text: str) -> bytes:
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(name) from error
    if hashlib.sha256(content).hexdigest() != name:
        raise ValueError(name)
    return content
