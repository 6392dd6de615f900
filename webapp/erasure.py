"""Erasing an interview: its changes, its notes, and the blobs that nothing else names."""

from __future__ import annotations

from webapp.domain.notes import notes_log_id
from webapp.exports import blobs_of
from webapp.interviews import store
from webapp.session import now


def erase(interview_id: str) -> None:
    """Remove an interview for good, here and by its tombstone everywhere."""
    alone = set(blobs_of(interview_id)) - {
        name for each in store().logs.ids() if each != interview_id for name in blobs_of(each)
    }
    at = now().isoformat(timespec="seconds")
    store().logs.erase(notes_log_id(interview_id), at)  # known here or not: others may hold some
    store().logs.erase(interview_id, at)
    for name in alone:
        store().blobs.remove(name)
    ink = [key for key in store().devices if interview_id in key]
    store().devices.set(dict.fromkeys(ink))


def erase_notes(interview_id: str) -> None:
    """Remove the private notes on an interview for good."""
    if store().logs.exists(notes_log_id(interview_id)):
        store().logs.erase(notes_log_id(interview_id), now().isoformat(timespec="seconds"))
