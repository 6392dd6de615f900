"""The trainee's first day on one card, made to be photographed: only what helps on that day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.naming import Words
from webapp.domain.reading import read_date, read_words
from webapp.domain.text import read_text
from webapp.messages import Message, _

EMERGENCY = "112"
"""The European emergency number."""

NOT_ALONE = ("agreement:usual-never", "agreement:usual-supervised")
"""What was agreed about work that is not done alone."""


NEXT_TALK = "agreement:usual-feedback"


@dataclass(frozen=True)
class Phone:
    """Somebody to call."""

    name: str
    number: str


@dataclass(frozen=True)
class Entry:
    """One cell of the card: what it is about, then words or people to call."""

    icon: str
    label: Message
    words: Sequence[Words] = ()
    calls: Sequence[Phone] = ()


@dataclass(frozen=True)
class FirstDay:
    """The card. `start`: the first day, None where nobody wrote it down yet."""

    start: date | None
    entries: Sequence[Entry]


def first_day(interview: Interview) -> FirstDay:
    """What is known about the first day; what nobody wrote down has no cell."""
    cells = [entry for entry in _entries(interview) if entry.words or entry.calls]
    return FirstDay(read_date(interview.log, "placement", "start"), cells)


def _entries(interview: Interview) -> Iterator[Entry]:
    log = interview.log
    yield Entry("clock", _("When"), _words(log, ("sheet", "hours")))
    yield Entry("place", _("Where"), _where(log))
    yield Entry("person", _("Ask for"), _ask_for(interview))
    yield Entry("work", _("Wear"), _words(log, ("sheet", "clothing")))
    yield Entry("food", _("Lunch"), _words(log, ("sheet", "lunch")))
    ill = _words(log, ("sheet", "sickness"))
    yield Entry("phone", _("Late or ill? Call"), ill, _calls(log, "mentor", "deputy"))
    yield Entry("people", _("Not alone"), [*_agreed(log)])
    yield Entry("calendar", _("Next talk"), _next_talk(log))
    yield Entry("shield", _("Somebody outside the company"), (), _calls(log, "outside"))
    yield Entry("warning", _("Emergency"), (), [Phone("", EMERGENCY)])


def _where(log: Log) -> Sequence[Words]:
    workplace = _words(log, ("host", "workplace")) or _words(log, ("appointment", "address"))
    return [*_words(log, ("host", "company")), *workplace, *_words(log, ("appointment", "place"))]


def _ask_for(interview: Interview) -> Sequence[str]:
    name = read_words(interview.log, "appointment", "ask_for") or interview.mentor.name
    return [name] if name else []


def _words(log: Log, *fields: tuple[str, str]) -> Sequence[Words]:
    """What stands in those fields, in the languages it was written in."""
    found: list[Words] = []
    for entity, field in fields:
        text = None if log.value(entity, "deleted") else read_text(log, entity, field)
        if text:
            found.append(text if text.language else text.words)
    return found


def _agreed(log: Log) -> Sequence[Words]:
    return _words(log, *((entity, "text") for entity in NOT_ALONE))


def _next_talk(log: Log) -> Sequence[Words]:
    due = read_date(log, NEXT_TALK, "due")
    agreed = _words(log, (NEXT_TALK, "text"))
    return [due] if due and agreed else agreed


def _calls(log: Log, *entities: str) -> Sequence[Phone]:
    people = [(read_words(log, e, "name"), read_words(log, e, "phone")) for e in entities]
    return [Phone(name, number) for name, number in people if number]
