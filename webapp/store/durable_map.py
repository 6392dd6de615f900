"""A map from names to JSON values that survives a crash at any byte.

A record of the journal holds its number and the values it sets (null: the key is gone):
`[12,{"key":value,…}]`. A checkpoint is one such record of everything, in the free one of two
slots; the other slot and the journal are emptied after it. So at every moment either the old
checkpoint and the whole journal are there, or the new checkpoint is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from webapp.store.errors import StorageFailed
from webapp.store.files import Files
from webapp.store.journal import Journal

SMALL = 64 * 1024
"""Journals below this many bytes are left alone, so that small maps do not churn."""

_RECORD = 40  # the bytes of a record's head, number and brackets, generously
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class DurableMap(Mapping[str, Any]):
    """JSON values by key, kept in `<name>.journal`, `<name>.0` and `<name>.1`.

    Reading gives a fresh value each time, so that nobody changes what is kept by accident.
    `cut`: how many bytes were found damaged at opening and left out.
    """

    def __init__(self, files: Files, name: str) -> None:
        self._files = files
        self._name = name
        self._texts: dict[str, bytes] = {}
        self._number = 0
        self._held = 0
        self._slot = 1
        self._journal = Journal(files.open(f"{name}.journal"))
        self.cut = self._journal.cut + self._restore()

    def __getitem__(self, key: str) -> Any:
        return json.loads(self._texts[key])

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def read_all(self) -> dict[str, Any]:
        """Every key with its value, read faster than one by one."""
        values = json.loads(b"[%b]" % b",".join(self._texts.values()))
        return dict(zip(self._texts, values, strict=True))

    def set(self, values: Mapping[str, Any], *, flush: bool = True) -> None:
        """Set each key to its value, or remove it where that is None: all of them or none.

        Durable when this returns, unless `flush` is off (for what can be made anew).
        Only what differs is written. Raises StorageFull or StorageFailed.
        """
        texts = {key: _text(value) for key, value in values.items()}
        changed = {key: text for key, text in texts.items() if text != self._texts.get(key)}
        if not changed:
            return
        self._journal.append(_record(self._number + 1, changed), flush=flush)
        self._number += 1
        self._take(changed)
        if self._journal.end > max(SMALL, 2 * self._held):
            with suppress(StorageFailed):  # the values are safe in the journal
                self.compact()

    def compact(self) -> None:
        """Write a checkpoint, so that no file holds a former value any more.

        Raises StorageFull or StorageFailed; nothing is lost by it.
        """
        old, free = self._slot, 1 - self._slot
        checkpoint = self._open_slot(free)
        checkpoint.clear()
        checkpoint.append(_record(self._number, self._texts))
        self._slot = free
        if self._files.exists(self._slot_name(old)):
            self._open_slot(old).clear()
        self._journal.clear()

    @staticmethod
    def remove(files: Files, name: str) -> None:
        """Remove the files of a map for good; nothing happens when there are none.

        The journal first: what a crash leaves is a former state as a whole.
        """
        for suffix in (".journal", ".0", ".1"):
            files.remove(name + suffix)

    def _restore(self) -> int:
        """Read everything; how many damaged bytes of a checkpoint nothing makes up for."""
        torn = 0
        for slot in (0, 1):
            if self._files.exists(self._slot_name(slot)):
                checkpoint = self._open_slot(slot)
                torn += checkpoint.cut
                for number, values in map(json.loads, checkpoint.records()):
                    if number > self._number:
                        self._slot, self._texts, self._held = slot, {}, 0
                        self._replay(number, values)
        covered = self._number
        first = 0
        for number, values in map(json.loads, self._journal.records()):
            first = first or number
            if number > self._number:
                self._replay(number, values)
        return 0 if 0 < first <= covered + 1 else torn

    def _replay(self, number: int, values: Mapping[str, Any]) -> None:
        self._number = number
        self._take({key: _text(value) for key, value in values.items()})

    def _take(self, texts: Mapping[str, bytes | None]) -> None:
        for key, text in texts.items():
            old = self._texts.get(key)
            if old is not None:
                self._held -= _size(key, old)
            if text is None:
                self._texts.pop(key, None)
            else:
                self._texts[key] = text
                self._held += _size(key, text)

    def _open_slot(self, slot: int) -> Journal:
        return Journal(self._files.open(self._slot_name(slot)))

    def _slot_name(self, slot: int) -> str:
        return f"{self._name}.{slot}"


def _text(value: Any) -> bytes | None:
    return None if value is None else _bytes(value)


def _bytes(value: Any) -> bytes:
    return _encode(value).encode("utf-8", "surrogatepass")


def _record(number: int, texts: Mapping[str, bytes | None]) -> bytes:
    members = (b"%b:%b" % (_bytes(key), text or b"null") for key, text in texts.items())
    return b"[%d,{%b}]" % (number, b",".join(members))


def _size(key: str, text: bytes) -> int:
    """What a key takes at most when it is written as a record of its own."""
    return len(_bytes(key)) + len(text) + _RECORD
