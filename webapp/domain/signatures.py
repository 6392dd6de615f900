"""What each of the two did about the record: signed it, put it off, declined it or a point of it.

Each act is an immutable event under `signature:<SHA-256 of the event>`; one whose hash does not
match its name is no event. `previous` names the acts seen before, so that none can be left out
unnoticed. What an act counts for is said in `webapp.domain.signing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from webapp.domain.canonical import digest
from webapp.domain.change import ROLES, Edit, Value
from webapp.domain.errors import InvalidValue
from webapp.domain.field import Field, Kind
from webapp.domain.ink import Ink, is_ink
from webapp.domain.log import Log
from webapp.domain.parties import PARTIES
from webapp.messages import Message, _

Act: TypeAlias = Literal["signature", "postponement", "refusal", "objection"]
Method: TypeAlias = Literal["drawn", "typed"]

REASONS: Mapping[str, Message] = {
    "read-at-home": _("I want to read it at home first"),
    "ask": _("I want to ask the school or my parents"),
    "point-wrong": _("One point is not right"),
}

SIGNERS: tuple[str, ...] = tuple(dict.fromkeys([*ROLES, *PARTIES]))
"""Whoever may sign something: the two of the talk, the parties of the agreement."""

TALK, AGREEMENT = "signature", "agreement-signature"
"""The kinds of entity that acts are kept under: about the talk, about the agreement."""

_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Event:
    """One act. `content`: hash of the record shown; `fields`: hash of its signed fields.

    `points`: the entities objected to, each with the hash of its fields at that time.
    `at`: ISO 8601 with offset. `previous`: the ids of the acts seen that nobody followed yet.
    """

    act: Act
    role: str
    name: str
    language: str
    content: str
    fields: str
    at: str
    previous: Sequence[str] = ()
    method: Method | None = None
    strokes: Ink = ()
    reason: str | None = None
    points: Mapping[str, str] | None = None

    @property
    def moment(self) -> datetime:
        """`at` as a time."""
        return datetime.fromisoformat(self.at)

    def to_value(self) -> Value:
        """The JSON object that is hashed and kept: parts that do not apply are left out."""
        parts: dict[str, Value] = {
            "act": self.act, "role": self.role, "name": self.name, "language": self.language,
            "content": self.content, "fields": self.fields, "at": self.at,
            "previous": list(self.previous),
        }  # fmt: skip
        if self.method:
            parts["method"] = self.method
        if self.strokes:
            parts["strokes"] = [list(stroke) for stroke in self.strokes]
        if self.reason:
            parts["reason"] = self.reason
        if self.points is not None:
            parts["points"] = dict(self.points)
        return parts

    @cached_property
    def id(self) -> str:
        return digest(self.to_value())

    def to_edit(self, kind: str = TALK) -> Edit:
        """The wish to keep it as an act about the talk or the agreement."""
        return Edit(f"{kind}:{self.id}", "event", self.to_value())


class _Act:
    """Written by the acts themselves, never through a form."""

    def parse(self, raw: str) -> Value:
        raise InvalidValue(_("A signature cannot be changed."))


_EVENT = Kind({"event": Field(_("Signature"), _Act(), frozenset())}, made=True)
KINDS: Mapping[str, Kind] = {TALK: _EVENT, AGREEMENT: _EVENT}


def read_event(entity: str, value: Value) -> Event | None:
    """The event in a field's value; None for what is none, or was altered."""
    if not isinstance(value, dict) or entity.partition(":")[2] != digest(value):
        return None
    event = _event(value)
    return event if event and event.to_value() == value else None


def _event(value: dict[str, Value]) -> Event | None:
    """The parts that we know, each of the type it must have; from_value(to_value(x)) == x."""
    texts = [value.get(name) for name in ("name", "language", "at")]
    hashes = [value.get("content"), value.get("fields")]
    previous, strokes = value.get("previous"), value.get("strokes", [])
    points = value.get("points")
    sound = (
        value.get("act") in get_args(Act)
        and value.get("role") in SIGNERS
        and value.get("method") in (None, *get_args(Method))
        and value.get("reason") in (None, *REASONS)
        and all(isinstance(text, str) for text in texts)
        and all(map(_is_sha, hashes))
        and isinstance(previous, list) and all(map(_is_sha, previous))
        and is_ink(strokes)
        and (points is None or (isinstance(points, dict) and all(map(_is_sha, points.values()))))
        and is_moment(value.get("at"))
    )  # fmt: skip
    return Event(**value) if sound else None  # type: ignore[arg-type]


def _is_sha(text: object) -> bool:
    return isinstance(text, str) and _SHA.fullmatch(text) is not None


def is_moment(text: object) -> bool:
    """Whether a text is a time with its offset from UTC (ISO 8601)."""
    try:
        return datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def events(log: Log, kind: str = TALK, roles: Sequence[str] = ROLES) -> list[Event]:
    """Every act of that kind by those, in the order in which it reached the log, each once."""
    found: dict[str, Event] = {}
    for change in log.histories(kind, "event"):
        event = read_event(change.entity, change.value)
        if event and event.role in roles:
            found.setdefault(event.id, event)
    return list(found.values())


def heads(acts: Sequence[Event]) -> list[str]:
    """The ids of the acts that none of the others followed, sorted."""
    followed = {each for act in acts for each in act.previous}
    return sorted({act.id for act in acts} - followed)
