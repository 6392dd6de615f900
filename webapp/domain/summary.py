"""What lists show of a log without opening it: one small JSON object, made from the fold."""

from __future__ import annotations

from webapp.domain.change import Value
from webapp.domain.interview import Interview
from webapp.domain.log import Log

EDITION = "3"
"""Counted up whenever a summary holds something else: stores then make theirs anew."""


def summarise(log: Log) -> dict[str, Value]:
    """The summary of an interview; empty for a log that is none."""
    interview = Interview(log)
    if not interview.trainee.name:
        return {}
    return {
        "mentor": interview.mentor.name,
        "trainee": interview.trainee.name,
        "languages": [interview.mentor.language, interview.trainee.language],
        "group": interview.appointment.group,
        "signed": [*interview.signing.signed_roles],
        "changed": interview.signing.outdated is not None,
    }
