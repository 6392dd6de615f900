"""When and where the first talk is, and what to bring to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from webapp.content.bring import BRING
from webapp.domain.field import Date, Field, Flag, Kind, Number, Time, Words, Zone
from webapp.domain.log import Log
from webapp.domain.reading import made, read_date, read_words
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _

KINDS: Mapping[str, Kind] = {
    "appointment": Kind(
        {
            "date": Field(_("Date"), Date()),
            "time": Field(_("Time"), Time()),
            "zone": Field(_("Time zone"), Zone()),
            "minutes": Field(_("How long, in minutes"), Number(5, 480)),
            "address": Field(_("Address"), Words(300)),
            "place": Field(_("Exact place in the company"), Words(300), translated=True),
            "ask_for": Field(_("Whom to ask for"), Words(120)),
            "cancelled": Field(_("Called off"), Flag()),
            "shared": Field(_("Invitation shared on"), Date()),
            "group": Field(_("Invited together"), Words(64)),
        }
    ),
    "bring": Kind(
        {
            "chosen": Field(_("To bring"), Flag()),
            "text": Field(_("Something else to bring"), Words(120), translated=True),
            "deleted": Field(_("Taken away"), Flag()),
        },
        keys=BRING,
        made=True,
    ),
}

USUAL_MINUTES = 45
UNSENT = frozenset({"group", "shared"})
"""Fields that the invitation does not tell."""


@dataclass(frozen=True)
class Thing:
    """Something to bring."""

    key: str
    words: Message | Text
    own: bool
    chosen: bool

    @property
    def entity(self) -> str:
        return f"bring:{self.key}"


@dataclass(frozen=True)
class Appointment:
    """The appointment as far as it is made."""

    date: dt.date | None
    time: dt.time | None
    zone: ZoneInfo | None
    """Where its hour counts; None is the zone of whoever reads it."""
    minutes: int
    address: str
    place: Text | None
    ask_for: str
    cancelled: bool
    shared: dt.date | None
    """The day on which the invitation went to this trainee."""
    group: str
    bring: list[Thing]

    def start(self, zone: ZoneInfo) -> dt.datetime | None:
        """The moment it begins, where day and hour are known; `zone` where it names none."""
        if self.date is None or self.time is None:
            return None
        return dt.datetime.combine(self.date, self.time, self.zone or zone)

    @property
    def chosen(self) -> list[Thing]:
        """What to bring."""
        return [thing for thing in self.bring if thing.chosen]


def appointment(log: Log) -> Appointment:
    """The appointment of an interview."""
    minutes = log.value("appointment", "minutes")
    return Appointment(
        date=read_date(log, "appointment", "date"),
        time=_time(read_words(log, "appointment", "time")),
        zone=_zone(read_words(log, "appointment", "zone")),
        minutes=minutes if isinstance(minutes, int) else USUAL_MINUTES,
        address=read_words(log, "appointment", "address"),
        place=read_text(log, "appointment", "place"),
        ask_for=read_words(log, "appointment", "ask_for"),
        cancelled=bool(log.value("appointment", "cancelled")),
        shared=read_date(log, "appointment", "shared"),
        group=read_words(log, "appointment", "group"),
        bring=_things(log),
    )


def sequence(log: Log) -> int:
    """How many times the appointment was changed since it was made (RFC 5545, SEQUENCE)."""
    requests = {
        change.request
        for change in log
        if change.entity.partition(":")[0] in KINDS and change.field not in UNSENT
    }
    return max(len(requests) - 1, 0)


def _things(log: Log) -> list[Thing]:
    things = []
    for key in [*BRING, *made(log, "bring", BRING)]:
        entity = f"bring:{key}"
        words = BRING.get(key) or read_text(log, entity, "text")
        if words and not log.value(entity, "deleted"):
            chosen = bool(log.value(entity, "chosen"))
            things.append(Thing(key, words, key not in BRING, chosen))
    return things


def _time(words: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(words)
    except ValueError:
        return None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None
