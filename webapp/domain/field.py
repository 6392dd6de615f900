"""What a field can hold, and how what somebody typed becomes it.

Every write by a person passes through `Field.parse`: it gives a value that is fit to be
kept, or says why not. An empty input always empties the field (None).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Protocol, TypeAlias
from zoneinfo import available_timezones

from webapp.content.languages import LANGUAGES
from webapp.domain.change import Role, Value
from webapp.domain.errors import InvalidValue, UnknownThing
from webapp.domain.log import Log
from webapp.domain.text import clean, has_unseen
from webapp.messages import Message, _

BOTH: frozenset[Role] = frozenset({"mentor", "trainee"})
MENTOR: frozenset[Role] = frozenset({"mentor"})
TRAINEE: frozenset[Role] = frozenset({"trainee"})


class Type(Protocol):
    """Turns what a form sent into a value; raises InvalidValue."""

    def parse(self, raw: str) -> Value: ...


@dataclass(frozen=True)
class Words:
    """Text on one line or on several, at most `limit` characters."""

    limit: int = 200
    lines: bool = False

    def parse(self, raw: str) -> Value:
        words = clean(raw, lines=self.lines)
        if len(words) > self.limit:
            raise InvalidValue(
                _(
                    "This text is too long: %(length)s characters. Up to %(limit)s fit here.",
                    length=len(words),
                    limit=self.limit,
                )
            )
        return words or None


@dataclass(frozen=True)
class Flag:
    """Yes or nothing: a tick."""

    def parse(self, raw: str) -> Value:
        return raw.strip().lower() in {"1", "true", "on", "yes"} or None


@dataclass(frozen=True)
class Choice:
    """One of a few keys."""

    keys: Collection[str]

    def parse(self, raw: str) -> Value:
        key = raw.strip()
        if key and key not in self.keys:
            raise InvalidValue(_("Choose one of the answers shown."))
        return key or None


@dataclass(frozen=True)
class Number:
    """A whole number between two bounds, both included."""

    least: int = 0
    most: int = 1_000

    def parse(self, raw: str) -> Value:
        digits = raw.strip()
        if not digits:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", digits) or not self.least <= int(digits) <= self.most:
            raise InvalidValue(
                _(
                    "Write a whole number from %(least)s to %(most)s.",
                    least=self.least,
                    most=self.most,
                )
            )
        return int(digits)


@dataclass(frozen=True)
class Date:
    """A calendar day, kept as `2026-11-22` (ISO 8601), far enough from where calendars end."""

    def parse(self, raw: str) -> Value:
        return _iso(raw, _day, _("This is not a date. Write it like 2026-11-22."))


@dataclass(frozen=True)
class Time:
    """A time of day, kept as `09:30` (ISO 8601)."""

    def parse(self, raw: str) -> Value:
        parsed = _iso(raw, time.fromisoformat, _("This is not a time. Write it like 09:30."))
        return str(parsed)[:5] if parsed else None


def _day(raw: str) -> date:
    day = date.fromisoformat(raw)
    if not 1900 <= day.year < 2200:
        raise ValueError(raw)
    return day


def _iso(raw: str, parse: Callable[[str], date | time], reason: Message) -> str | None:
    if not raw.strip():
        return None
    try:
        return parse(raw.strip()).isoformat()
    except ValueError:
        raise InvalidValue(reason) from None


@dataclass(frozen=True)
class Zone:
    """An IANA time zone, such as `Europe/Brussels`."""

    def parse(self, raw: str) -> Value:
        name = raw.strip()
        if name and name not in _zones():
            raise InvalidValue(_("This time zone is not known."))
        return name or None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@dataclass(frozen=True)
class Email:
    """An e-mail address, judged only by what no address lacks."""

    def parse(self, raw: str) -> Value:
        address = Words(254).parse(raw)
        if address and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(address)):
            raise InvalidValue(_("This is not an e-mail address. Write it like name@example.org."))
        return address


@dataclass(frozen=True)
class Phone:
    """A phone number as people write it."""

    def parse(self, raw: str) -> Value:
        number = Words(40).parse(raw)
        if number and not re.fullmatch(r"[0-9+()/.\- ]*[0-9][0-9+()/.\- ]*", str(number)):
            raise InvalidValue(_("This is not a phone number. Write it like +32 9 123 45 67."))
        return number


@dataclass(frozen=True)
class Field:
    """One field of an entity.

    `label`: its name for people. `by`: the roles that may write it.
    `translated`: the words carry their language and may exist in others (see `domain.text`).
    `signed`: it is part of what both sign.
    `writer`: whose words they are, whoever holds the tablet; None: the holder's.
    """

    label: Message
    type: Type
    by: frozenset[Role] = MENTOR
    translated: bool = False
    signed: bool = False
    writer: Role | None = None

    def holds(self, value: Value) -> bool:
        """Whether `value`, written by whatever program, is one that it can hold.

        Words stay readable when they were once allowed to be longer. What nobody writes by a
        form is judged by those who read it.
        """
        if value is None or not (self.by or isinstance(self.type, Date)):
            return True
        if isinstance(self.type, Words):
            return isinstance(value, str) and not has_unseen(value)
        try:
            parsed = self.type.parse(str(value))
        except InvalidValue:
            return False
        return type(parsed) is type(value) and parsed == value


LANGUAGE = Choice(LANGUAGES)
Check: TypeAlias = Callable[[Log, str, str, Value], None]


@dataclass(frozen=True)
class Kind:
    """A kind of entity.

    `fields`: by name; `name.*` stands for a family of fields, one for each key.
    `keys`: the built-in ones; `made`: people make more; neither: there is one, named by the kind.
    `check`: raises for an edit (log, entity, field, value) that the rest of the log forbids.
    """

    fields: Mapping[str, Field]
    keys: Collection[str] = ()
    made: bool = False
    check: Check | None = None

    def field(self, name: str) -> Field:
        """The field of that name; raises UnknownThing."""
        if name in self.fields:
            return self.fields[name]
        base, _dot, suffix = name.rpartition(".")
        parent = self.fields.get(base)
        if parent and parent.translated:
            if suffix == "language":
                return Field(_("Language"), LANGUAGE, parent.by, signed=parent.signed)
            if suffix in LANGUAGES:
                return Field(parent.label, parent.type, parent.by, signed=parent.signed)
        family = self.fields.get(f"{base}.*")
        if family and re.fullmatch(r"[a-z0-9-]{1,64}", suffix):
            return family
        raise UnknownThing(name)
