"""What lists show of a log without opening it: one small JSON object, made from the fold."""

from __future__ import annotations

from webapp.domain.change import Value
from webapp.domain.interview import Interview
from webapp.domain.lists import places
from webapp.domain.log import Log
from webapp.domain.paper_files import blobs
from webapp.domain.promises import questions_to_follow
from webapp.domain.reading import read_date
from webapp.domain.signatures import AGREEMENT, SIGNERS, events

EDITION = "8"
"""Counted up whenever a summary holds something else: stores then make theirs anew."""


def summarise(log: Log) -> dict[str, Value]:
    """The summary of an interview, with the `lists` it stands in; empty for a log that is none."""
    interview = Interview(log)
    if not interview.trainee.name:
        return {}
    made = interview.appointment
    acts = [*interview.signing.events, *events(log, AGREEMENT, SIGNERS)]
    summary: dict[str, Value] = {
        "mentor": interview.mentor.name,
        "trainee": interview.trainee.name,
        "languages": [interview.mentor.language, interview.trainee.language],
        "date": made.date.isoformat() if made.date else "",
        "time": made.time.isoformat("minutes") if made.time else "",
        "zone": made.zone.key if made.zone else "",
        "group": made.group,
        "ends": _day(log, "placement", "end"),
        "archived": bool(log.value("interview", "archived")),
        "deleted": _day(log, "interview", "deleted"),
        "kept": bool(log.value("interview", "kept")),
        "signed": [*interview.signing.signed_roles],
        "changed": interview.signing.outdated is not None,
        "follows": len(questions_to_follow(interview)),
        "blobs": [*sorted({*(act.content for act in acts), *blobs(log)})],
        "updated": log.greatest,
    }
    return {**summary, "lists": [*places(summary)]}


def _day(log: Log, entity: str, field: str) -> str:
    """The day in a field, ISO 8601, perhaps none."""
    day = read_date(log, entity, field)
    return day.isoformat() if day else ""
