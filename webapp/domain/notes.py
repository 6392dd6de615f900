"""The mentor's private notes on an interview, in a log of their own.

Apart from the interview's log, so that no page, record, export or hash made from that one
can hold them: see docs/decisions/0004-notes-in-a-log-of-their-own.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webapp.domain.change import Edit
from webapp.domain.field import Words
from webapp.domain.log import Log

WORDS = Words(4000, lines=True)
_PREFIX = "notes."


@dataclass(frozen=True)
class Note:
    """One observation."""

    key: str
    words: str
    at: datetime | None


def notes_log_id(interview_id: str) -> str:
    """The id of the log that keeps the notes on an interview."""
    return f"{_PREFIX}{interview_id}"


def interview_of(log_id: str) -> str:
    """The interview that a log of notes is about; any other log is its own."""
    return log_id.removeprefix(_PREFIX)


def with_notes(interview_ids: Iterable[str]) -> list[str]:
    """The logs of interviews, each followed by that of the notes on it."""
    return [log_id for each in interview_ids for log_id in (each, notes_log_id(each))]


def notes(log: Log, after: int) -> list[Note]:
    """The notes, latest first; those first written up to the stamp `after` are left out."""
    found = []
    for entity in reversed(log.entities("note")):
        first = log.history(entity, "text")[0]
        words = log.value(entity, "text")
        if isinstance(words, str) and first.stamp > after:
            found.append(Note(entity.partition(":")[2], words, first.moment))
    return found


def write_note(key: str, raw: str) -> list[Edit]:
    """What it takes to write a note, or to empty it away; raises InvalidValue."""
    return [Edit(f"note:{key}", "text", WORDS.parse(raw))]
