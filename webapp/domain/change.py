"""One change: who set which field of what to which value, and when."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, TypeAlias

from webapp.domain.errors import InvalidChange

SCHEMA = 1

Value: TypeAlias = None | bool | int | str | list["Value"] | dict[str, "Value"]
"""What a field can hold: JSON without fractions, so that every reader agrees on its bytes."""

Role: TypeAlias = Literal["mentor", "trainee"]
ROLES: tuple[Role, ...] = ("mentor", "trainee")


@dataclass(frozen=True, slots=True)
class Edit:
    """The wish to set one field: a change before it has a place in a log."""

    entity: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Change:
    """One immutable line of a log.

    `log`: id of the interview, of its notes, or `workplace`.
    `(replica, seq)`: its identity; seq counts from 1 without gaps, per log and replica.
    `stamp`: see `webapp.domain.stamp`; `at`: ISO 8601 device time with offset, for people.
    `request`: the request that made it; one request is one transaction and one undo.
    `actor`: the role that held the device, or "" where nobody did (an import, a sync).
    `extra`: parts of a newer version, kept and passed on as they came.
    """

    log: str
    replica: str
    seq: int
    stamp: int
    at: str
    request: str
    entity: str
    field: str
    value: Value
    actor: str = ""
    schema: int = SCHEMA
    extra: Mapping[str, Value] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def order(self) -> tuple[int, str, int]:
        """What decides between two changes of one field: the greatest wins.

        A replica's stamps grow with its seq; seq decides where a faulty one's do not.
        """
        return self.stamp, self.replica, self.seq

    @property
    def moment(self) -> datetime | None:
        """`at` as a time, None where another program wrote something else."""
        try:
            return datetime.fromisoformat(self.at)
        except ValueError:
            return None

    def to_dict(self) -> dict[str, Any]:
        """A JSON object of all parts, those of a newer version too."""
        return {**self.extra, **{name: getattr(self, name) for name in PARTS}}

    @classmethod
    def from_dict(cls, data: object) -> Change:
        """The change in a JSON object; parts we do not know are its `extra`.

        Raises InvalidChange when a part is missing or of the wrong type.
        """
        if not isinstance(data, Mapping):
            raise InvalidChange("a change is an object")
        parts: dict[str, Any] = {}
        for name, least in _NUMBERS.items():
            parts[name] = number = data.get(name)
            if type(number) is not int or number < least:
                raise InvalidChange(f"{name} is not a number from {least}")
        for name in _TEXTS:
            parts[name] = text = data.get(name)
            if not isinstance(text, str) or not _has_utf8(text):
                raise InvalidChange(f"{name} is not text")
        return cls(**parts, value=checked(data.get("value")), extra=_extra(data))


PARTS = tuple(part.name for part in fields(Change) if part.name != "extra")
_NUMBERS = {"seq": 1, "stamp": 0, "schema": 0}
_TEXTS = [name for name in PARTS if name not in {*_NUMBERS, "value"}]
_DEPTH = 12
_GREATEST = 2**53 - 1  # beyond it, JSON readers disagree (RFC 8259, 6)


def _extra(data: Mapping[str, Any]) -> dict[str, Value]:
    """What a newer version wrote beside the parts that we know; raises InvalidChange."""
    found = {name: value for name, value in data.items() if name not in PARTS}
    if found:
        checked(found)
    return found


def checked(value: Any, depth: int = _DEPTH) -> Value:
    """`value` itself when it is one that a field can hold; raises InvalidChange."""
    match value:
        case None | bool():
            return value
        case int() if abs(value) <= _GREATEST:
            return value
        case str() if _has_utf8(value):
            return value
        case list() if depth:
            return [checked(item, depth - 1) for item in value]
        case dict() if depth and all(isinstance(key, str) and _has_utf8(key) for key in value):
            return {key: checked(item, depth - 1) for key, item in value.items()}
    raise InvalidChange(f"a field cannot hold this {type(value).__name__}")


def _has_utf8(text: str) -> bool:
    """Whether a text has bytes at all: half of a surrogate pair, which JSON can hold, has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
