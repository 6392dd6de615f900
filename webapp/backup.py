"""Everything an installation keeps as one file, and back.

The file is a zip; any program that reads zip and JSON can read it (docs/server.md):

    logs/<id>.jsonl     every change of a log, one JSON object a line, in the order of the stamps
    blobs/<sha-256>     files and photos
    devices.json, settings.json, tombstones.json
    manifest.json       {"format", "at", "version", "logs": {id: changes}, "files": {name: SHA-256}}

It depends on no way of keeping: what was written from files can be read into a database.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from webapp.domain.change import Change
from webapp.domain.log import Log
from webapp.store import Store, UnknownBlob, UnknownLog, is_log_id
from webapp.store.changelog import kept_change

FORMAT = "onthaal-backup/1"
MANIFEST = "manifest.json"
_MAPS = ("devices.json", "settings.json", "tombstones.json")
_UNREADABLE = (OSError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
               zipfile.BadZipFile, zlib.error)  # fmt: skip
"""What reading a garbled zip may raise."""


class BadBackup(Exception):
    """The file is no whole backup; the text says what is wrong, in a sentence."""


class _Logs(Protocol):
    def ids(self) -> list[str]: ...
    def open(self, log_id: str) -> Log: ...
    def tombstones(self) -> Mapping[str, str]: ...


class _Blobs(Protocol):
    def hashes(self) -> list[str]: ...
    def get(self, sha: str) -> bytes: ...


class Readable(Protocol):
    """What can be backed up: a `Store`, or a copy of one that another process owns."""

    @property
    def logs(self) -> _Logs: ...
    @property
    def blobs(self) -> _Blobs: ...
    @property
    def devices(self) -> Mapping[str, Any]: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Backup:
    """What a backup's manifest says. `at`: ISO 8601; `logs`: changes of each; `files`: SHA-256."""

    path: Path
    at: str
    version: str
    logs: Mapping[str, int]
    files: Mapping[str, str]

    @property
    def changes(self) -> int:
        """How many changes are in it."""
        return sum(self.logs.values())

    @property
    def blobs(self) -> int:
        """How many files and photos are in it."""
        return sum(name.startswith("blobs/") for name in self.files)


# -- writing -------------------------------------------------------------------------------------


def write(kept: Readable, path: Path, at: datetime, version: str) -> Backup:
    """Write a backup, read it back, and only then let it take the place of a file at `path`.

    Raises BadBackup when what was read back is not what was written, and OSError.
    """
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(scratch, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            _write(kept, file, at.isoformat(timespec="seconds"), version)
            file.flush()
            os.fsync(file.fileno())
        read(scratch)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return read_manifest(path)


def _write(kept: Readable, file: Any, at: str, version: str) -> None:
    """Logs first, then the blobs they name, and last what was erased meanwhile."""
    files: dict[str, str] = {}
    counts: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, content: bytes) -> None:
            files[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)

        for log_id in kept.logs.ids():
            with suppress(UnknownLog):
                changes = list(kept.logs.open(log_id))
                counts[log_id] = len(changes)
                add(f"logs/{log_id}.jsonl", _lines(changes))
        for sha in kept.blobs.hashes():
            with suppress(UnknownBlob):
                add(f"blobs/{sha}", kept.blobs.get(sha))
        maps = (dict(kept.devices), dict(kept.settings), dict(kept.logs.tombstones()))
        for name, values in zip(_MAPS, maps, strict=True):
            add(name, _json(values))
        manifest = {"format": FORMAT, "at": at, "version": version, "logs": counts, "files": files}
        archive.writestr(MANIFEST, _json(manifest))


def _lines(changes: Iterable[Change]) -> bytes:
    return b"".join(_json(change.to_dict()) + b"\n" for change in changes)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


# -- reading -------------------------------------------------------------------------------------


def read_manifest(path: Path) -> Backup:
    """What a backup says of itself; raises BadBackup."""
    try:
        with zipfile.ZipFile(path) as archive:
            said = json.loads(archive.read(MANIFEST))
        if said["format"] != FORMAT:
            raise BadBackup(f"{path} is a backup of another format: {said['format']}")
        return Backup(path, said["at"], said["version"], said["logs"], said["files"])
    except (FileNotFoundError, PermissionError) as error:
        raise BadBackup(f"{path} cannot be read: {error.strerror}") from error
    except _UNREADABLE as error:
        raise BadBackup(f"{path} is no backup of Onthaal, or not a whole one") from error


def read(path: Path) -> Backup:
    """Read all of a backup and compare it with its manifest; raises BadBackup."""
    backup = read_manifest(path)
    names = [f"logs/{log_id}.jsonl" for log_id in backup.logs]
    if missing := {*names, *_MAPS} - backup.files.keys():
        raise BadBackup(f"{path} lacks {min(missing)}")
    with zipfile.ZipFile(path) as archive:
        for name in backup.files:
            _content(backup, archive, name)
        for log_id, count in backup.logs.items():
            if not is_log_id(log_id) or len(_changes(backup, archive, log_id)) != count:
                raise BadBackup(f"{path}: logs/{log_id}.jsonl does not hold what it should")
    return backup


def _content(backup: Backup, archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        content = archive.read(name)
    except _UNREADABLE as error:
        raise BadBackup(f"{backup.path}: {name} cannot be read") from error
    if hashlib.sha256(content).hexdigest() != backup.files[name]:
        raise BadBackup(f"{backup.path}: {name} was altered")
    return content


def _changes(backup: Backup, archive: zipfile.ZipFile, log_id: str) -> list[Change]:
    lines = _content(backup, archive, f"logs/{log_id}.jsonl").splitlines()
    try:
        changes = [kept_change(json.loads(line)) for line in lines]
    except (ValueError, TypeError) as error:
        raise BadBackup(f"{backup.path}: logs/{log_id}.jsonl cannot be read") from error
    return [change for change in changes if change.log == log_id]


# -- back into a store ---------------------------------------------------------------------------


def fill(store: Store, backup: Backup, erased: Mapping[str, str]) -> None:
    """Put everything of a backup into an empty store, and see that it is there.

    `erased`: logs that were erased since, and when; they are erased in the store as well.
    Raises BadBackup, StorageFull, StorageFailed.
    """
    with zipfile.ZipFile(backup.path) as archive:
        devices, settings, tombstones = (
            json.loads(_content(backup, archive, name)) for name in _MAPS
        )
        for log_id, at in {**erased, **tombstones}.items():
            store.logs.erase(log_id, at)
        for sha in _named(backup, "blobs/"):
            store.blobs.put(_content(backup, archive, f"blobs/{sha}"))
        for log_id in backup.logs.keys() - store.logs.tombstones().keys():
            changes = _changes(backup, archive, log_id)
            store.logs.append(log_id, changes)
            if _lines(store.logs.open(log_id)) != _lines(changes):
                raise BadBackup(f"{backup.path}: logs/{log_id}.jsonl came back otherwise")
    store.devices.set(devices)
    store.settings.set(settings)


def _named(backup: Backup, folder: str) -> Iterator[str]:
    return (name.removeprefix(folder) for name in backup.files if name.startswith(folder))
