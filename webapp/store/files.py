"""Files as the store sees them: five calls that a disk, a browser and a dict all offer.

They are those of a `FileSystemSyncAccessHandle` (https://fs.spec.whatwg.org/), so that the
same journals work on a server's disk and in a tablet's browser.
"""

from __future__ import annotations

import errno
import re
from typing import Protocol

_NAME = re.compile(r"([a-z0-9-][a-z0-9._-]*/)?[a-z0-9-][a-z0-9._-]*")


class File(Protocol):
    """One file. Every call may raise OSError, with errno ENOSPC when there is no room."""

    def size(self) -> int:
        """Its length in bytes."""

    def read(self, at: int, count: int) -> bytes:
        """Up to `count` bytes from position `at`; fewer at the end."""

    def write(self, at: int, data: bytes) -> int:
        """Write `data` at position `at`, growing the file; how many bytes were taken."""

    def truncate(self, size: int) -> None:
        """Cut it to `size` bytes."""

    def flush(self) -> None:
        """Return when everything written will survive a power cut."""


class Files(Protocol):
    """A folder of files; names are `name` or `folder/name` (ValueError for any other)."""

    def open(self, name: str) -> File:
        """The file of that name, created empty when it is new."""

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""

    def size(self, name: str) -> int:
        """The length in bytes of an existing file."""

    def names(self, prefix: str) -> list[str]:
        """The names that start with `folder/…`, sorted."""

    def remove(self, name: str) -> None:
        """Remove a file for good; nothing happens when it does not exist."""

    def close(self) -> None:
        """Let go of everything held open."""


def is_name(text: str) -> bool:
    """Whether `text` is a name that cannot lead out of the folder."""
    return _NAME.fullmatch(text) is not None


def checked_name(name: str) -> str:
    """`name` itself when it can name a file; raises ValueError."""
    if not is_name(name):
        raise ValueError(f"not a file name of the store: {name!r}")
    return name


def write_all(file: File, at: int, data: bytes) -> None:
    """Write every byte of `data`; raises OSError when the file takes no more."""
    while data:
        taken = file.write(at, data)
        if taken <= 0:
            raise OSError(errno.ENOSPC, "No space left")
        at, data = at + taken, data[taken:]


class MemoryFile:
    """A file that lives as long as its process."""

    def __init__(self, content: bytes = b"") -> None:
        self._bytes = bytearray(content)

    def size(self) -> int:
        return len(self._bytes)

    def read(self, at: int, count: int) -> bytes:
        return bytes(self._bytes[at : at + count])

    def write(self, at: int, data: bytes) -> int:
        self._bytes.extend(bytes(max(0, at - len(self._bytes))))
        self._bytes[at : at + len(data)] = data
        return len(data)

    def truncate(self, size: int) -> None:
        del self._bytes[size:]

    def flush(self) -> None:
        pass


class MemoryFiles:
    """A folder that lives as long as its process: for tests and demonstrations."""

    def __init__(self) -> None:
        self._files: dict[str, MemoryFile] = {}

    def open(self, name: str) -> MemoryFile:
        return self._files.setdefault(checked_name(name), MemoryFile())

    def exists(self, name: str) -> bool:
        return name in self._files

    def size(self, name: str) -> int:
        return self._files[name].size()

    def names(self, prefix: str) -> list[str]:
        return sorted(name for name in self._files if name.startswith(prefix))

    def remove(self, name: str) -> None:
        self._files.pop(name, None)

    def close(self) -> None:
        pass
