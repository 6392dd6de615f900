"""Closing a record: the device on which the last of the two signed puts its own key under it.

It proves on which installation that was and that nothing changed since; not who drew.
Kept as an immutable entity `closing:<SHA-256>`; one that does not fit its name is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.canonical import canonical, digest
from webapp.domain.change import Edit, Value
from webapp.domain.device_key import Jwk, signed, thumbprint
from webapp.domain.log import Log
from webapp.domain.record_schema import SCHEMA
from webapp.domain.shape import misfits
from webapp.domain.signatures import heads
from webapp.domain.signing import Signing

FORMAT = "onthaal-closing/1"


@dataclass(frozen=True)
class Closing:
    """A device's signature. `content`: hash of the record; `heads`: the last acts about it."""

    content: str
    heads: Sequence[str]
    key: Jwk
    signature: str

    @property
    def thumbprint(self) -> str:
        """The hash of the key, by which people compare it."""
        return thumbprint(self.key)

    @property
    def message(self) -> bytes:
        """What the device signed."""
        return message(self.content, self.heads)

    @property
    def holds(self) -> bool:
        """Whether the signature is one of this key under this message."""
        return signed(self.key, self.message, self.signature)

    def to_value(self) -> dict[str, Value]:
        """As it is kept, and stands in the record's file as `device`."""
        return {
            "format": FORMAT,
            "content": self.content,
            "heads": list(self.heads),
            "key": dict(self.key),
            "signature": self.signature,
            "thumbprint": self.thumbprint,
        }

    def to_edit(self) -> Edit:
        """The wish to keep it."""
        value = self.to_value()
        return Edit(f"closing:{digest(value)}", "closing", value)


_SHAPE = {**SCHEMA["$defs"]["device"], "$defs": SCHEMA["$defs"]}


def message(content: str, last: Sequence[str]) -> bytes:
    """The bytes that a device signs."""
    return canonical({"format": FORMAT, "content": content, "heads": list(last)})


def read_closing(value: Value) -> Closing | None:
    """The closing in a value; None for what is none."""
    if not isinstance(value, dict) or misfits(value, _SHAPE):
        return None
    made = Closing(value["content"], value["heads"], value["key"], value["signature"])  # type: ignore[arg-type]
    return made if made.to_value() == value else None


def closings(log: Log) -> list[Closing]:
    """Every closing whose signature holds, in the order in which they reached the log."""
    found: dict[str, Closing] = {}
    for change in log.histories("closing", "closing"):
        made = read_closing(change.value)
        if made and change.entity == made.to_edit().entity:
            found.setdefault(change.entity, made)
    return [each for each in found.values() if each.holds]


def to_close(signing: Signing, made: Sequence[Closing]) -> bytes | None:
    """What a device is to sign now: both signed one record, and no device closed that yet."""
    signatures = [signing.signature(role) for role in signing.roles]
    contents = {each.content for each in signatures if each}
    if None in signatures or len(contents) != 1:
        return None
    now = message(contents.pop(), heads(signing.events))
    return None if any(each.message == now for each in made) else now


def closing_of(made: Sequence[Closing], content: str) -> Closing | None:
    """The last closing of the record of that hash."""
    return next((each for each in reversed(made) if each.content == content), None)
