"""The digest of each piece of a record's file, so that a reader can say which one was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.domain.canonical import digest
from webapp.domain.shape import keys, pointer

LENGTH = 16
"""Hexadecimal digits of each: they tell pieces apart and prove nothing."""

_ACT = {"strokes": {"*": None}}
_DIVIDED: Mapping[str, Any] = {
    "content": {"parts": {"*": {"items": {"*": None}}}, "fields": {"*": None}},
    "signatures": {"*": _ACT},
    "others": {"*": _ACT},
    "device": {"key": None},
}
"""What is divided into its members; every other value is one piece."""


def digests(file: Mapping[str, Any]) -> dict[str, str]:
    """Address (JSON Pointer) → digest of every piece but the digests themselves."""
    pieces = {key: value for key, value in file.items() if key != "digests"}
    return {at: digest(piece)[:LENGTH] for at, piece in _pieces(pieces, _DIVIDED, "")}


def _pieces(value: Any, divided: Mapping[str, Any], at: str) -> Iterator[tuple[str, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in members:
        further = divided.get(str(key), divided.get("*"))
        if further and isinstance(member, dict | list) and member:
            yield from _pieces(member, further, pointer(at, key))
        else:
            yield pointer(at, key), member


def changed(file: Mapping[str, Any]) -> list[str]:
    """The addresses of the pieces that are not what their digests say, or have none, or are gone.

    In the order of the file; of neighbours that all changed each is named.
    """
    stated, found = file["digests"], digests(file)
    order = {name: place for place, name in enumerate(file)}
    wrong = [at for at in {**found, **stated} if stated.get(at) != found.get(at)]
    return sorted(wrong, key=lambda at: order.get(keys(at)[0], len(order)))
