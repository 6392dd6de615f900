"""What this device holds: which talks, how much room each takes, and whether it may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app

from webapp.domain.notes import with_notes
from webapp.domain.recent import is_recent
from webapp.interviews import store
from webapp.session import now
from webapp.sync_replica import SyncReplica
from webapp.talks import Talk, Talks


@dataclass(frozen=True)
class Held:
    """One talk that is kept here.

    `size`: bytes, with the notes on it and its signatures. `old`: no device would fetch it by
    itself. `on_server`: the server had all of it. `leaving`: it goes once the server says so.
    """

    talk: Talk
    size: int
    old: bool
    on_server: bool = False
    leaving: bool = False


def replica() -> SyncReplica | None:
    """What a tablet knows of itself and of its server; None on the server."""
    client = current_app.extensions.get("sync")
    return client and client.replica


def held(talks: Iterable[Talk]) -> list[Held]:
    """What is known of these talks as things that take room."""
    ours, today = replica(), now().date()
    return [
        Held(
            talk,
            _size(talk),
            not is_recent(talk.summary, today),
            ours is not None and ours.may_release(talk.id),
            ours is not None and talk.id in ours.leaving,
        )
        for talk in talks
    ]


def latest(most: int | None = None) -> list[Talk]:
    """Every talk here, or `most` of them, the last one touched first."""
    return Talks(store().logs, now()).latest(most)


def number() -> int:
    """How many talks are here, counted up to `webapp.talks.COUNTED` and one."""
    return Talks(store().logs, now()).number


def elsewhere() -> list[Talk]:
    """The talks that the server has and this tablet does not hold, the last one touched first."""
    ours = replica()
    others = ours.others if ours else {}
    found = [Talk(each, made) for each, made in others.items() if not store().logs.exists(each)]
    latest = sorted(found, key=lambda talk: talk.summary["updated"], reverse=True)
    return [talk for talk in latest if not talk.summary["deleted"]]


def _size(talk: Talk) -> int:
    logs = sum(map(store().logs.size, with_notes([talk.id])))
    return logs + sum(map(store().blobs.size, talk.summary.get("blobs", ())))
