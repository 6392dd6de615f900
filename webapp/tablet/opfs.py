"""The store's files in a browser: handles of the origin private file system, opened beforehand.

Handles open asynchronously, while the app asks for a file and needs it at once. So the page's
worker keeps some empty ones open, numbered from 0, and a durable map says which number holds
which file (as SQLite's `opfs-sahpool` does). Files that are there already are opened when they
are asked for: what needs one is dropped, the file is opened, and it is asked again.
Handles: https://fs.spec.whatwg.org/
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
    def is_open(self, key: str) -> bool: ...


class NoSpare(BaseException):
    """More files are needed at once than are open: open some (see `wanted`), ask again.

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
    """A folder of files over the worker's handles; see `webapp.store.files.Files`.

    `misses`: how often in a row something had to be asked again; `refused`: the browser opens no
    more. Both to be set back once a request is through. `stale`: the disk is no more what was read.
    """

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.misses = 0
        self.refused = False
        self._missing = ""
        self.read_anew()

    def read_anew(self) -> None:
        """Believe nothing that was read from the disk before."""
        self.stale = False
        self._directory = DurableMap(_Fixed(self.disk), DIRECTORY)
        self._keys: dict[str, str] = dict(self._directory.read_all())
        self._spare: list[str] = []
        self.take_spares()

    def take_spares(self) -> int:
        """Take the handles that were opened since; how many files can be made now."""
        taken = {*self._keys.values(), *self._spare}
        for key in map(str, range(self.disk.count())):
            if key not in taken and self.disk.is_open(key):
                self._empty(key)
                self._spare.append(key)
        return len(self._spare)

    def wanted(self) -> list[str]:
        """The keys to open before asking again; with none, more files are to be made.

        What is in no folder is needed together, at every start. Of the rest the more, the more
        often in a row: who looks at one talk needs one, an export all of them.
        """
        missing, self._missing = self._missing, ""
        if not missing:
            return []
        self.misses += 1
        closed = {name: key for name, key in self._keys.items() if not self.disk.is_open(key)}
        together = dict.fromkeys([missing, *(closed[name] for name in closed if "/" not in name)])
        many = max(4 ** (self.misses - 1), len(together))
        return list(dict.fromkeys([*together, *closed.values()]))[:many]

    def unused(self, count: int) -> list[str]:
        """Up to `count` keys that no name has and that are not open.

        First those that a crash left before they were emptied, so that this is made up for.
        """
        used = set(self._keys.values())
        free = (key for key in map(str, range(self.disk.count())) if key not in used)
        closed = [key for key in free if not self.disk.is_open(key)]
        return sorted(closed, key=self.disk.size, reverse=True)[:count]

    def open(self, name: str) -> OpfsFile:
        if checked_name(name) not in self._keys:
            if not self._spare:
                raise self._lacking(name)
            self._directory.set({name: self._spare[-1]})
            self._keys[name] = self._spare.pop()
        return self._opened(self._keys[name])

    def exists(self, name: str) -> bool:
        return name in self._keys

    def size(self, name: str) -> int:
        return OpfsFile(self.disk, self._keys[name]).size()

    def names(self, prefix: str) -> list[str]:
        return sorted(name for name in self._keys if name.startswith(prefix))

    def remove(self, name: str) -> None:
        if name in self._keys:
            self._opened(self._keys[name])
            self._directory.set({name: None})
            key = self._keys.pop(name)
            self._empty(key)
            self._spare.append(key)

    def close(self) -> None:
        """Nothing: the handles are the worker's."""

    def _opened(self, key: str) -> OpfsFile:
        if not self.disk.is_open(key):
            self._missing = key
            raise self._lacking(key)
        return OpfsFile(self.disk, key)

    def _lacking(self, what: str) -> BaseException:
        return OSError(errno.ENOSPC, what) if self.refused else NoSpare(what)

    def _empty(self, key: str) -> None:
        file = OpfsFile(self.disk, key)
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
