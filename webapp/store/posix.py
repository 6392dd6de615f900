"""Files on a disk, safe against a power cut once `flush` returned."""

from __future__ import annotations

import os
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from webapp.store.files import checked_name, is_name

DESCRIPTORS = 64


class PosixFile:
    """One file on a disk; its descriptor is borrowed from the folder for each call."""

    def __init__(self, files: PosixFiles, name: str) -> None:
        self._files = files
        self._name = name

    def size(self) -> int:
        return os.fstat(self._descriptor()).st_size

    def read(self, at: int, count: int) -> bytes:
        parts = []
        while count and (part := os.pread(self._descriptor(), count, at)):
            parts.append(part)
            at, count = at + len(part), count - len(part)
        return b"".join(parts)

    def write(self, at: int, data: bytes) -> int:
        return os.pwrite(self._descriptor(), data, at)

    def truncate(self, size: int) -> None:
        os.ftruncate(self._descriptor(), size)

    def flush(self) -> None:
        os.fsync(self._descriptor())

    def _descriptor(self) -> int:
        return self._files.descriptor(self._name)


class PosixFiles:
    """A folder on a disk; created, readable by its owner only, when it is missing.

    Directories are flushed too, so that a new file is there after a power cut. At most
    `DESCRIPTORS` files are open at once, however many there are.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = Path(folder).absolute()
        self._open: OrderedDict[str, int] = OrderedDict()
        _make_folder(self._folder)

    def open(self, name: str) -> PosixFile:
        path = self._path(name)
        if not path.exists():
            _make_folder(path.parent)
            self._hold(name, os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            _flush_folder(path.parent)
        return PosixFile(self, name)

    def exists(self, name: str) -> bool:
        return self._path(name).exists()

    def size(self, name: str) -> int:
        return os.stat(self._path(name)).st_size

    def names(self, prefix: str) -> list[str]:
        parent, slash, _ = prefix.rpartition("/")
        folder = self._folder / checked_name(parent) if slash else self._folder
        if not folder.is_dir():
            return []
        with os.scandir(folder) as entries:
            found = [parent + slash + entry.name for entry in entries if entry.is_file()]
        return sorted(name for name in found if name.startswith(prefix) and is_name(name))

    def remove(self, name: str) -> None:
        path = self._path(name)
        if name in self._open:
            os.close(self._open.pop(name))
        with suppress(FileNotFoundError):
            path.unlink()
            _flush_folder(path.parent)

    def close(self) -> None:
        while self._open:
            os.close(self._open.popitem()[1])

    def descriptor(self, name: str) -> int:
        """An open descriptor of an existing file, good until the next call."""
        if name not in self._open:
            self._hold(name, os.open(self._path(name), os.O_RDWR | os.O_CLOEXEC))
        self._open.move_to_end(name)
        return self._open[name]

    def _hold(self, name: str, descriptor: int) -> None:
        while len(self._open) >= DESCRIPTORS:
            os.close(self._open.popitem(last=False)[1])
        self._open[name] = descriptor

    def _path(self, name: str) -> Path:
        return self._folder / checked_name(name)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
