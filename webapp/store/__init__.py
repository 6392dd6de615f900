"""Where everything is kept: the change log, blobs, and this installation's own settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TypeVar

from webapp.store.blobs import Blobs
from webapp.store.changelog import ChangeLog, Summarise, is_log_id
from webapp.store.durable_map import DurableMap
from webapp.store.errors import (
    Erased,
    FolderInUse,
    StorageFailed,
    StorageFull,
    StoreError,
    Unavailable,
    UnknownBlob,
    UnknownLog,
    refusals_named,
)
from webapp.store.files import Files, MemoryFiles
from webapp.store.lists import LAST
from webapp.store.lock import FolderLock
from webapp.store.posix import PosixFiles
from webapp.store.tiny_changelog import TinyChangeLog

__all__ = [
    "LAST",
    "Blobs",
    "ChangeLog",
    "DurableMap",
    "Erased",
    "FolderInUse",
    "StorageFailed",
    "StorageFull",
    "Store",
    "StoreError",
    "Unavailable",
    "UnknownBlob",
    "UnknownLog",
    "is_database",
    "is_log_id",
    "open_store",
]

Result = TypeVar("Result")


class Store:
    """Everything an installation keeps, in one folder of files.

    `logs`: interviews and the workplace; `blobs`: files and photos; `devices`: one document
    per tablet; `settings`: of this installation. `lock`: held (`with store.lock:`) around
    whatever belongs together, so that what was read still holds when it is written. In a
    database, what is done while it is held is durable only once it is left.
    """

    in_database = False

    def __init__(
        self,
        files: Files,
        summarise: Summarise,
        edition: str = "",
        folder_lock: FolderLock | None = None,
    ) -> None:
        self.lock = RLock()
        self.logs: ChangeLog = TinyChangeLog(files, summarise, edition)
        self.blobs = Blobs(files)
        self.devices = DurableMap(files, "devices")
        self.settings = DurableMap(files, "settings")
        self._files = files
        self._folder_lock = folder_lock

    def atomically(self, work: Callable[[], Result]) -> Result:
        """What `work` gives, done while the lock is held: a whole request, for one.

        A database may do it several times, only the last of which is kept.
        Raises Unavailable where even that did not help.
        """
        with self.lock:
            return work()

    @property
    def folder(self) -> Path | None:
        """Where on a disk everything is kept; None where it is not on a disk of ours."""
        return self._folder_lock.folder if self._folder_lock else None

    @property
    def damage(self) -> list[tuple[str, int]]:
        """What was found damaged at opening, and how many bytes of it were left out."""
        maps = {"devices": self.devices, "settings": self.settings}
        return self.logs.damage + [(name, kept.cut) for name, kept in maps.items() if kept.cut]

    def close(self) -> None:
        """Let go of the files and the folder; everything acknowledged is kept already."""
        self._files.close()
        if self._folder_lock:
            self._folder_lock.release()
            self._folder_lock = None


def open_store(
    folder: str | os.PathLike[str] | None, summarise: Summarise, edition: str = ""
) -> Store:
    """The store in a folder (made when missing), or in memory when there is none.

    Instead of a folder it may be the address of a database: `postgresql://…`.
    `summarise` and `edition`: see `TinyChangeLog`. Raises FolderInUse, StorageFailed.
    """
    if folder is None:
        return Store(MemoryFiles(), summarise, edition)
    if is_database(folder):
        from webapp.store.postgres import PostgresStore  # only where there is one

        return PostgresStore(str(folder), summarise, edition)
    with refusals_named():
        lock = FolderLock(folder)
        try:
            return Store(PosixFiles(folder), summarise, edition, lock)
        except BaseException:
            lock.release()
            raise


def is_database(place: str | os.PathLike[str] | None) -> bool:
    """Whether a place to keep everything is the address of a database, not a folder."""
    return isinstance(place, str) and "://" in place
