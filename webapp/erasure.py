"""Erasing an interview: its changes, its notes, and the blobs that nothing else names.

Or letting it go from this device alone, to have room again.
"""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.notes import interview_of, notes_log_id
from webapp.interviews import store
from webapp.sealing import sealed_blobs
from webapp.session import now
from webapp.store import LAST, Store


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
    alone = _named_only_by(kept, {log_id}) | sealed_blobs(kept, log_id)
    for each in [log_id] if "." in log_id else [notes_log_id(log_id), log_id]:
        kept.logs.erase(each, at)
    for sha in alone:
        kept.blobs.remove(sha)
    kept.devices.set(dict.fromkeys(key for key in kept.devices if log_id in key))


def release(kept: Store, log_ids: Iterable[str]) -> None:
    """Let logs go from a store, with the blobs that they alone name; what else it holds stays."""
    going = set(log_ids)
    alone = _named_only_by(kept, going)
    kept.logs.release(sorted(going))
    for sha in alone:
        kept.blobs.remove(sha)


def let_go(kept: Store) -> set[str]:
    """The interviews that were released and have not come again, not even in part."""
    logs = kept.logs
    return {each for each in map(interview_of, logs.released()) if not logs.exists(each)}


def _named_only_by(kept: Store, log_ids: set[str]) -> set[str]:
    """The blobs that no other log names."""
    summaries = kept.logs.summaries(log_ids).values()
    ours = {sha for summary in summaries for sha in (summary or {}).get("blobs", ())}
    return {sha for sha in ours if kept.logs.listed("blob", sha, sha + LAST).keys() <= log_ids}
