"""The store's files in a browser: handles of the origin private file system, opened beforehand.

Handles open asynchronously, while the app asks for a file and needs it at once. So the page's
worker keeps some empty ones open, numbered from 0, and a durable map says which number holds
which file (as SQLite's `opfs-sahpool` does). Handles: https://fs.spec.whatwg.org/
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, Protocol

from webapp.store.durable_map import DurableMap
from webapp.store.files import checked_name

DIRECTORY = "directory"


class Disk(Protocol):
    """What the worker offers: open handles by key, a number, or a name of the directory's own."""

    def size(self, key: str) -> int: ...
    def read(self, key: str, at: int, count: int) -> Any: ...
    def write(self, key: str, at: int, data: bytes) -> int: ...
    def truncate(self, key: str, size: int) -> None: ...
    def flush(self, key: str) -> None: ...
    def count(self) -> int: ...


class NoSpare(BaseException):
    """More files were made by one request than were open beforehand: open some, ask again.

    No error of the app's, so that nothing on the way takes it for one.
    """


class OpfsFile:
    """One open handle. Every call may raise OSError, with errno ENOSPC when there is no room."""

    def __init__(self, disk: Disk, key: str) -> None:
        self._disk = disk
        self._key = key

    def size(self) -> int:
        return int(_asked(self._disk.size, self._key))

    def read(self, at: int, count: int) -> bytes:
        if not count:
            return b""
        return bytes(_asked(self._disk.read, self._key, at, count).to_bytes())

    def write(self, at: int, data: bytes) -> int:
        return int(_asked(self._disk.write, self._key, at, data))

    def truncate(self, size: int) -> None:
        _asked(self._disk.truncate, self._key, size)

    def flush(self) -> None:
        _asked(self._disk.flush, self._key)


class OpfsFiles:
    """A folder of files over the worker's handles; see `webapp.store.files.Files`."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._directory = DurableMap(_Fixed(disk), DIRECTORY)
        self._keys: dict[str, str] = dict(self._directory.read_all())
        self._known = 0
        self._spare: list[str] = []
        self.take_spares()

    def take_spares(self) -> int:
        """Take the handles that were opened since; how many files can be made now."""
        used = set(self._keys.values())
        for number in range(self._known, self._disk.count()):
            if str(number) not in used:
                self._empty(str(number))
                self._spare.append(str(number))
        self._known = self._disk.count()
        return len(self._spare)

    def open(self, name: str) -> OpfsFile:
        if checked_name(name) not in self._keys:
            if not self._spare:
                raise NoSpare(name)
            self._directory.set({name: self._spare[-1]})
            self._keys[name] = self._spare.pop()
        return OpfsFile(self._disk, self._keys[name])

    def exists(self, name: str) -> bool:
        return name in self._keys

    def size(self, name: str) -> int:
        return OpfsFile(self._disk, self._keys[name]).size()

    def names(self, prefix: str) -> list[str]:
        return sorted(name for name in self._keys if name.startswith(prefix))

    def remove(self, name: str) -> None:
        if name in self._keys:
            self._directory.set({name: None})
            key = self._keys.pop(name)
            self._empty(key)
            self._spare.append(key)

    def close(self) -> None:
        """Nothing: the handles are the worker's."""

    def _empty(self, key: str) -> None:
        file = OpfsFile(self._disk, key)
        if file.size():
            file.truncate(0)
            file.flush()


class _Fixed:
    """The directory's own files, which have handles by name."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def open(self, name: str) -> OpfsFile:
        return OpfsFile(self._disk, name)

    def exists(self, name: str) -> bool:
        return True

    def size(self, name: str) -> int:
        return self.open(name).size()

    def names(self, prefix: str) -> list[str]:
        return []

    def remove(self, name: str) -> None:
        self.open(name).truncate(0)

    def close(self) -> None:
        pass


def _asked(call: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return call(*arguments)
    except Exception as error:  # whatever the browser raises, by its name
        full = "QuotaExceeded" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error
