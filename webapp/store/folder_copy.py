"""What a data folder holds, read while another process goes on writing to it.

Nothing is locked and nothing is written. The three files of a map are read twice: where both
times the checkpoints are the same, and the journal only grew, no checkpoint was made meanwhile,
so the first reading is what the map held at one moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

from webapp.domain.log import Log
from webapp.store.blobs import Blobs
from webapp.store.changelog import is_log_id, kept_change
from webapp.store.durable_map import DurableMap
from webapp.store.errors import StorageFailed, UnknownLog, refusals_named
from webapp.store.files import MemoryFile, MemoryFiles, checked_name, is_name, write_all
from webapp.store.tiny import JournalDB, JournalStorage

Read = Callable[[str], bytes]
"""The bytes of a file by its name, none where there is no such file."""

_TRIES = 200
_LOGS, _JOURNAL = "logs/", ".journal"


class FolderCopy:
    """The readable half of a `Store` (see there), over a folder that somebody else may own."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._files = _Folder(Path(folder))
        self.logs = _Logs(self._files)
        self.blobs = Blobs(self._files)

    @property
    def devices(self) -> DurableMap:
        return DurableMap(stable(self._files.read, "devices"), "devices")

    @property
    def settings(self) -> DurableMap:
        return DurableMap(stable(self._files.read, "settings"), "settings")


class _Logs:
    """As much of a `ChangeLog` as reading takes; nothing stays in memory."""

    def __init__(self, files: _Folder) -> None:
        self._files = files

    def ids(self) -> list[str]:
        names = (name for name in self._files.names(_LOGS) if name.endswith(_JOURNAL))
        ids = (name.removeprefix(_LOGS).removesuffix(_JOURNAL) for name in names)
        return [log_id for log_id in ids if is_log_id(log_id)]

    def open(self, log_id: str) -> Log:
        copied = stable(self._files.read, _LOGS + log_id)
        database = JournalDB(storage=lambda: JournalStorage(copied, _LOGS + log_id))
        log = Log(log_id, map(kept_change, database.table("changes")))
        if not len(log):  # made or erased this very moment
            raise UnknownLog(log_id)
        return log

    def tombstones(self) -> dict[str, str]:
        return DurableMap(stable(self._files.read, "tombstones"), "tombstones").read_all()


def stable(read: Read, name: str) -> MemoryFiles:
    """The files of a map as they were at one moment; raises StorageFailed."""
    checkpoints = (f"{name}.0", f"{name}.1")
    journal = f"{name}{_JOURNAL}"
    for _try in range(_TRIES):
        first = {file: read(file) for file in (*checkpoints, journal)}
        again = {file: read(file) for file in (*checkpoints, journal)}
        unchanged = all(first[file] == again[file] for file in checkpoints)
        if unchanged and again[journal].startswith(first[journal]):
            return _in_memory(first)
        sleep(0.005)
    raise StorageFailed(f"{name} did not rest long enough to be read")


def _in_memory(contents: dict[str, bytes]) -> MemoryFiles:
    files = MemoryFiles()
    for name, content in contents.items():
        if content:
            write_all(files.open(name), 0, content)
    return files


class _Folder:
    """A folder's files (see `webapp.store.files.Files`), each in memory while it is in use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes:
        with refusals_named():
            try:
                return (self._folder / checked_name(name)).read_bytes()
            except FileNotFoundError:
                return b""

    def open(self, name: str) -> MemoryFile:
        return MemoryFile(self.read(name))

    def exists(self, name: str) -> bool:
        return (self._folder / checked_name(name)).exists()

    def size(self, name: str) -> int:
        return (self._folder / checked_name(name)).stat().st_size

    def names(self, prefix: str) -> list[str]:
        return sorted(name for name in self._walk(prefix) if name.startswith(prefix))

    def _walk(self, prefix: str) -> Iterator[str]:
        parent, slash, _name = prefix.rpartition("/")
        folder = self._folder / parent
        if folder.is_dir():
            with os.scandir(folder) as entries:
                yield from (parent + slash + e.name for e in entries if is_name(e.name))

    def remove(self, name: str) -> None:
        raise StorageFailed("a copy is only read")

    def close(self) -> None:
        pass
