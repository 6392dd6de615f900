"""Where everything is kept: the change log, blobs, and this installation's own settings."""

from __future__ import annotations

import os
from pathlib import Path
from threading import RLock

from webapp.store.blobs import Blobs
from webapp.store.changelog import ChangeLog, Summarise, is_log_id
from webapp.store.durable_map import DurableMap
from webapp.store.errors import (
    Erased,
    FolderInUse,
    StorageFailed,
    StorageFull,
    StoreError,
    UnknownBlob,
    UnknownLog,
    refusals_named,
)
from webapp.store.files import Files, MemoryFiles
from webapp.store.lock import FolderLock
from webapp.store.posix import PosixFiles
from webapp.store.tiny_changelog import TinyChangeLog

__all__ = [
    "Blobs",
    "ChangeLog",
    "DurableMap",
    "Erased",
    "FolderInUse",
    "StorageFailed",
    "StorageFull",
    "Store",
    "StoreError",
    "UnknownBlob",
    "UnknownLog",
    "is_log_id",
    "open_store",
]


class Store:
    """Everything an installation keeps, in one folder of files.

    `logs`: interviews and the workplace; `blobs`: files and photos; `devices`: one document
    per tablet; `settings`: of this installation. `lock`: held around every use of the store,
    a whole request at a time, so that what was read still holds when it is written.
    """

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

    `summarise` and `edition`: see `TinyChangeLog`. Raises FolderInUse, StorageFailed.
    """
    if folder is None:
        return Store(MemoryFiles(), summarise, edition)
    with refusals_named():
        lock = FolderLock(folder)
        try:
            return Store(PosixFiles(folder), summarise, edition, lock)
        except BaseException:
            lock.release()
            raise
