"""Erasing an interview: its changes, its notes, and the blobs that nothing else names."""

from __future__ import annotations

from webapp.domain.notes import notes_log_id
from webapp.interviews import store
from webapp.sealing import sealed_blobs
from webapp.session import now
from webapp.store import Store


def erase(interview_id: str) -> None:
    """Remove an interview for good, here and by its tombstone everywhere."""
    bury(store(), interview_id, now().isoformat(timespec="seconds"))


def erase_notes(interview_id: str) -> None:
    """Remove the private notes on an interview for good."""
    if store().logs.exists(notes_log_id(interview_id)):
        bury(store(), notes_log_id(interview_id), now().isoformat(timespec="seconds"))


def bury(kept: Store, log_id: str, at: str) -> None:
    """Remove a log for good from a store, known there or not, with what belongs to it alone.

    An interview's notes go with it, also those that another device still holds.
    """
    summaries = kept.logs.summaries()
    named = {each: (summary or {}).get("blobs", ()) for each, summary in summaries.items()}
    ours = set(named.pop(log_id, ()))
    alone = ours.difference(*named.values()) | sealed_blobs(kept, log_id)
    for each in [log_id] if "." in log_id else [notes_log_id(log_id), log_id]:
        kept.logs.erase(each, at)
    for sha in alone:
        kept.blobs.remove(sha)
    kept.devices.set(dict.fromkeys(key for key in kept.devices if log_id in key))
