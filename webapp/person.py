"""Everything that is kept about one person, for who has a right to see it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from webapp import exports
from webapp.domain.change import Value
from webapp.domain.interview import Interview
from webapp.domain.lists import folded
from webapp.domain.log import Log
from webapp.domain.naming import Words, entity_words, field_words, value_words
from webapp.domain.notes import Note, notes, notes_log_id
from webapp.interviews import store
from webapp.messages import Message
from webapp.session import now
from webapp.store import UnknownLog
from webapp.talks import Talk, Talks


@dataclass(frozen=True)
class Fact:
    """One thing that is kept: of what, which part of it, and what that says."""

    thing: Words | None
    part: Message
    said: Words


@dataclass(frozen=True)
class Told:
    """One talk as a person reads it."""

    talk: Interview
    facts: list[Fact]
    notes: list[Note]


def talks_of(name: str) -> list[Talk]:
    """The talks with that name, or part of it, in the trainee's or the mentor's; deleted too."""
    return Talks(store().logs, now()).named(name) if folded(name) else []


def told(ids: Iterable[str], *, with_notes: bool) -> list[Told]:
    """Those talks for reading; raises UnknownLog."""
    return [_told(each, with_notes) for each in ids]


def file(ids: Collection[str], *, with_notes: bool) -> bytes:
    """Those talks with every earlier version, as an export (see `webapp.exports`).

    Private notes stand beside the logs, under `notes`, and are left out when it is taken in.
    Raises UnknownLog.
    """
    content = json.loads(exports.export(ids))
    if with_notes:
        logs = {each: _notes_log(each) for each in ids}
        content["notes"] = {
            each: [change.to_dict() for change in log] for each, log in logs.items() if len(log)
        }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _told(log_id: str, with_notes: bool) -> Told:
    log = store().logs.open(log_id)
    found = notes(_notes_log(log_id), 0) if with_notes else []
    return Told(Interview(log), list(_facts(log)), found)


def _notes_log(log_id: str) -> Log:
    try:
        return store().logs.open(notes_log_id(log_id))
    except UnknownLog:
        return Log(notes_log_id(log_id))


def _facts(log: Log) -> Iterable[Fact]:
    """Each field that holds something, in the order in which things were first spoken of."""
    for entity in dict.fromkeys(change.entity for change in log):
        if entity.startswith("undo:"):
            continue
        for field, value in log.fields(entity).items():
            thing = entity_words(log, entity)
            yield Fact(thing, field_words(entity, field), _said(entity, field, value))


def _said(entity: str, field: str, value: Value) -> Words:
    words = value_words(entity, field, value)
    return words if isinstance(words, Message | str | date | time) else str(words)
