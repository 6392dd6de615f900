"""A journal: a file of records, each of them whole or not there at all.

A record is its length and a checksum (two little-endian 32-bit integers), then its payload.
The checksum covers the length as well, so that a tail of zeros is no record.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

from webapp.store.errors import refusals_named
from webapp.store.files import File, write_all

_HEAD = struct.Struct("<II")
_LENGTH = struct.Struct("<I")


class Journal:
    """The records of one file; what a crash left torn at its end is cut off at opening.

    `end`: its length in bytes; `cut`: how many bytes were cut off.
    """

    def __init__(self, file: File) -> None:
        self._file = file
        size = file.size()
        content = file.read(0, size)
        self.end = _sound_length(content)
        self.cut = size - self.end
        self._torn = self.cut > 0
        with refusals_named():
            self._mend()

    def records(self) -> Iterator[bytes]:
        """The payload of each record, oldest first."""
        content = self._file.read(0, self.end)
        at = 0
        while at < self.end:
            length, _ = _HEAD.unpack_from(content, at)
            at += _HEAD.size + length
            yield content[at - length : at]

    def append(self, payload: bytes, *, flush: bool = True) -> None:
        """Add a record, durable when this returns (unless `flush` is off, for caches).

        Raises StorageFull or StorageFailed; then the journal is as it was before, and the
        next append works once there is room.
        """
        record = _HEAD.pack(len(payload), _checksum(payload)) + payload
        with refusals_named():
            self._mend()
            self._torn = True
            try:
                write_all(self._file, self.end, record)
                if flush:
                    self._file.flush()
            except OSError:
                with suppress(OSError):
                    self._mend()
                raise
        self.end += len(record)
        self._torn = False

    def clear(self) -> None:
        """Drop every record; raises StorageFailed."""
        self.end, self._torn = 0, True
        with refusals_named():
            self._mend()

    def _mend(self) -> None:
        """Cut off what lies behind the last good record, where a write failed."""
        if self._torn:
            self._file.truncate(self.end)
            self._file.flush()
            self._torn = False


def _sound_length(content: bytes) -> int:
    """How far records follow each other undamaged."""
    at = 0
    while len(content) - at >= _HEAD.size:
        length, checksum = _HEAD.unpack_from(content, at)
        end = at + _HEAD.size + length
        if end > len(content) or _checksum(content[at + _HEAD.size : end]) != checksum:
            break
        at = end
    return at


def _checksum(payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(_LENGTH.pack(len(payload))))
