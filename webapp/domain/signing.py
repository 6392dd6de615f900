"""Where the signing of one interview stands, and the acts that take it further."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from webapp.domain.canonical import digest
from webapp.domain.change import ROLES
from webapp.domain.errors import InvalidValue
from webapp.domain.field import Choice
from webapp.domain.ink import Ink, is_enough
from webapp.domain.log import Log
from webapp.domain.people import NAME
from webapp.domain.signatures import (
    REASONS,
    SIGNERS,
    TALK,
    Act,
    Event,
    Method,
    events,
    heads,
)
from webapp.domain.signed_fields import Fields, signed_fields
from webapp.messages import _

Standing: TypeAlias = Literal["none", "signed", "outdated", "postponed", "refused"]

_STANDINGS: Mapping[Act, Standing] = {
    "signature": "outdated",
    "postponement": "postponed",
    "refusal": "refused",
}


@dataclass(frozen=True)
class Reader:
    """Who acts, on the record of which hash, in which language, and when (ISO 8601)."""

    role: str
    name: str
    language: str
    content: str
    at: str


@dataclass(frozen=True)
class Matter:
    """What is signed. `kind`: of its acts; `roles`: who signs here; `fields`: what is signed."""

    kind: str
    roles: Sequence[str]
    fields: Callable[[Log], Fields]


class Signing:
    """What people did about the talk's record, or another matter, by what the log says now."""

    def __init__(self, log: Log, matter: Matter | None = None) -> None:
        self._log = log
        self._matter = matter or Matter(TALK, ROLES, signed_fields)
        self.events = events(log, self._matter.kind, SIGNERS if matter else ROLES)

    @property
    def roles(self) -> Sequence[str]:
        """Who signs it here."""
        return self._matter.roles

    @cached_property
    def fields(self) -> Fields:
        """The signed fields as they are now."""
        return self._matter.fields(self._log)

    @cached_property
    def fields_hash(self) -> str:
        """The hash of the signed fields as they are now."""
        return digest(self.fields)  # type: ignore[arg-type]

    @cached_property
    def signatures(self) -> list[Event]:
        """Every signature, oldest first, whatever it was given for."""
        return [event for event in self.events if event.act == "signature"]

    @property
    def latest(self) -> Event | None:
        """The last signature: its content is the record until somebody signs another."""
        return self.signatures[-1] if self.signatures else None

    def signature(self, role: str) -> Event | None:
        """The role's last signature under what the interview says now."""
        ours = (event for event in reversed(self.signatures) if event.role == role)
        return next((event for event in ours if event.fields == self.fields_hash), None)

    def last(self, role: str) -> Event | None:
        """The last thing that the role did about the whole record."""
        ours = (event for event in reversed(self.events) if event.role == role)
        return next((event for event in ours if event.act in _STANDINGS), None)

    def standing(self, role: str) -> Standing:
        """A signature stays valid for its content; what was put off can be signed any time."""
        if self.signature(role):
            return "signed"
        last = self.last(role)
        return _STANDINGS[last.act] if last else "none"

    @property
    def signed_roles(self) -> list[str]:
        """Who signed what the interview says now."""
        return [role for role in self.roles if self.signature(role)]

    @property
    def complete(self) -> bool:
        """Whether all who sign here signed what the interview says now."""
        return len(self.signed_roles) == len(self.roles) > 0

    @property
    def outdated(self) -> Event | None:
        """The last signature under something that the interview no longer says."""
        if self.complete:
            return None
        old = (event for event in reversed(self.signatures) if event.fields != self.fields_hash)
        return next(old, None)

    def objections(self, role: str) -> list[str]:
        """The entities that the role does not agree with; one that changed since is none."""
        ours = (e for e in reversed(self.events) if e.role == role and e.act == "objection")
        points = next((event.points for event in ours), None) or {}
        return [each for each, sha in points.items() if sha == self._hash_of(each)]

    # -- acting -------------------------------------------------------------------------

    def sign(self, reader: Reader, method: Method, ink: Ink = ()) -> Event:
        """A signature. Raises InvalidValue: a drawn one is more than a dot, each has a name."""
        name = NAME.parse(reader.name)
        if not name:
            raise InvalidValue(_("Write your first name and surname."))
        if method == "drawn" and not is_enough(ink):
            raise InvalidValue(_("Draw your signature, or type your name instead."))
        act = self._act("signature", replace(reader, name=str(name)))
        return replace(act, method=method, strokes=ink if method == "drawn" else ())

    def put_off(
        self, reader: Reader, act: Literal["postponement", "refusal"], reason: str = ""
    ) -> Event:
        """Not signing, now or at all, with a reason of `REASONS` or none; raises InvalidValue."""
        key = Choice(REASONS).parse(reason)
        return replace(self._act(act, reader), reason=str(key) if key else None)

    def object_to(self, reader: Reader, entities: Sequence[str]) -> Event:
        """Not agreeing with exactly these points; none of them takes an objection back."""
        points = {each: self._hash_of(each) for each in entities if each in self.fields}
        return replace(self._act("objection", reader), points=points)

    def _act(self, act: Act, reader: Reader) -> Event:
        previous = heads(self.events)
        return Event(
            act, reader.role, reader.name, reader.language, reader.content, self.fields_hash,
            reader.at, previous,
        )  # fmt: skip

    def _hash_of(self, entity: str) -> str:
        return digest(self.fields.get(entity))
