"""A disk with little room, or one that fails on order."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field

from webapp.store.files import MemoryFiles


@dataclass
class FaultyFiles(MemoryFiles):
    """Files in memory with `room` for so many bytes in all (None: no limit).

    A write takes what fits and fails when nothing does. `failing`: the calls that fail now
    with errno EIO, such as {"flush"}.
    """

    room: int | None = None
    failing: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def open(self, name: str) -> FaultyFile:  # type: ignore[override]
        self.stumble("open")
        return FaultyFile(self, name)

    def remove(self, name: str) -> None:
        self.stumble("remove")
        super().remove(name)

    def stumble(self, call: str) -> None:
        if call in self.failing:
            raise OSError(errno.EIO, "Input/output error")

    def left(self) -> int:
        used = sum(file.size() for file in self._files.values())
        return 2**40 if self.room is None else max(0, self.room - used)


class FaultyFile:
    def __init__(self, files: FaultyFiles, name: str) -> None:
        self._files = files
        self._file = MemoryFiles.open(files, name)

    def size(self) -> int:
        return self._file.size()

    def read(self, at: int, count: int) -> bytes:
        return self._file.read(at, count)

    def write(self, at: int, data: bytes) -> int:
        self._files.stumble("write")
        fits = data[: self._files.left() + max(0, self._file.size() - at)]
        if data and not fits:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._file.write(at, fits)

    def truncate(self, size: int) -> None:
        self._files.stumble("truncate")
        self._file.truncate(size)

    def flush(self) -> None:
        self._files.stumble("flush")
