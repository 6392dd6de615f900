"""What two installations say to each other about their logs: one asks, the other answers.

An ask holds what the asking one has (a vector per log) and what it thinks the other lacks; an
answer holds what the asking one lacks, and the other's vectors after its commit. The vectors
are the acknowledgement: nothing else says that a change has arrived. Changes travel without
gaps, in bounded batches, so an exchange that is cut goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self, TypeAlias

from webapp.domain.change import Change
from webapp.domain.errors import ConflictingChange, DomainError, InvalidChange
from webapp.domain.log import Log

FORMAT = "onthaal-sync/1"
COUNT = 250
"""How many changes travel at once at most."""
SIZE = 256 * 1024
"""How many bytes of changes travel at once at most; a larger change travels alone."""
PIECE = 64 * 1024
"""How many bytes of a blob travel at once: a larger one comes in pieces, to go on after a cut."""

Vector: TypeAlias = Mapping[str, int]
Vectors: TypeAlias = Mapping[str, Vector]
Changes: TypeAlias = Mapping[str, Sequence[Change]]


class Unreadable(DomainError):
    """Not one of these messages: cut, or said by somebody else (a portal, a proxy)."""


@dataclass(frozen=True)
class _Said:
    """What both messages hold. `vectors`, `changes`, `tombstones` are by log id."""

    vectors: Vectors = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    tombstones: Mapping[str, str] = field(default_factory=dict)
    blobs: Sequence[str] = field(default_factory=list)

    def encode(self) -> bytes:
        """It as JSON."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        parts["changes"] = {
            log_id: [change.to_dict() for change in changes]
            for log_id, changes in self.changes.items()
        }
        return json.dumps({"format": FORMAT, **parts}, ensure_ascii=False).encode()

    @classmethod
    def decode(cls, content: bytes) -> Self:
        """The message in `content`; raises Unreadable, and leaves out parts that are unknown."""
        try:
            said: Any = json.loads(content)
            if said["format"] != FORMAT:
                raise Unreadable("another format")
            parts = {part.name: said[part.name] for part in fields(cls) if part.name in said}
            for name in parts:
                _CHECKS[name](parts[name])
            changes = said["changes"].items()
            parts["changes"] = {log_id: _changes(log_id, made) for log_id, made in changes}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Unreadable(type(error).__name__) from None
        except InvalidChange as error:
            raise Unreadable(str(error)) from None
        return cls(**parts)


@dataclass(frozen=True)
class Ask(_Said):
    """What a device says.

    `blobs`: named by changes that it is about to send. `wanted`: logs to have from now on.
    `everything`: also the logs that it does not name and should hold, and a list of the others;
    `released`: those of them that it let go, and does not want back unasked.
    """

    device: str = ""
    wanted: Sequence[str] = field(default_factory=list)
    released: Sequence[str] = field(default_factory=list)
    everything: bool = False


@dataclass(frozen=True)
class Answer(_Said):
    """What a server says, after it has kept what it was sent.

    `blobs`: named by the logs it sends; `lacking`: those it was told of and does not have whole;
    `begun`: how many bytes of these it has.
    `others`: summaries of interviews the device does not hold. `more`: ask again for the rest.
    """

    lacking: Sequence[str] = field(default_factory=list)
    begun: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)
    more: bool = False


class Batch:
    """Changes by log, up to `COUNT` and `SIZE`; `full`: something was left out."""

    def __init__(self) -> None:
        self.changes: dict[str, list[Change]] = {}
        self.full = False
        self._count = self._size = 0

    def add(self, changes: Iterable[Change]) -> None:
        """Take as many as there is room for, in their order."""
        for change in changes:
            size = len(json.dumps(change.to_dict()))
            if self._count == COUNT or self._size and self._size + size > SIZE:
                self.full = True
                return
            self._count += 1
            self._size += size
            self.changes.setdefault(change.log, []).append(change)


def news(log: Log, vector: Vector) -> list[Change]:
    """What somebody with `vector` lacks of a log: each replica's changes in order, no gaps."""
    here = log.vector
    found = (each for each in log.since(vector) if each.seq <= here.get(each.replica, 0))
    return sorted(found, key=_place)


def without_gaps(vector: Vector, changes: Iterable[Change]) -> list[Change]:
    """Those of `changes` that leave no gap behind what `vector` says is there."""
    reach, kept = dict(vector), []
    for change in sorted(changes, key=_place):
        if change.seq <= reach.get(change.replica, 0) + 1:
            reach[change.replica] = max(change.seq, reach.get(change.replica, 0))
            kept.append(change)
    return kept


def contradicted(log: Log, changes: Iterable[Change]) -> dict[str, int]:
    """The replicas of whose changes the log holds others: the first such seq of each."""
    first: dict[str, int] = {}
    for change in changes:
        try:
            log.missing([change])
        except ConflictingChange:
            first[change.replica] = min(change.seq, first.get(change.replica, change.seq))
    return first


def new_places(log: Log, replica: str, first: int) -> dict[int, tuple[str, int]]:
    """The `(replica, seq)` under which a replica's changes from `first` on are issued again.

    By the seq that they had. The new id derives from the first of them, so that whoever else
    holds them issues them alike; where somebody went on otherwise under it, another one begins.
    """
    known = {_place(each): each for each in log}
    ours = sorted((c for c in log if c.replica == replica and c.seq >= first), key=_place)
    places, name, before = {}, "", 0
    for change in ours:
        again = replace(change, replica=name, seq=change.seq - before)
        if not name or known.get(_place(again), again) != again:
            name, before = _new_name(again), change.seq - 1
            again = replace(change, replica=name, seq=1)
        places[change.seq] = _place(again)
    return places


def _new_name(change: Change) -> str:
    content = json.dumps(change.to_dict(), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def excess(mine: Vector, theirs: Vector) -> dict[str, int]:
    """How far `mine` goes where it goes further than `theirs`, by replica."""
    return {replica: seq for replica, seq in mine.items() if seq > theirs.get(replica, 0)}


def lead(mine: Vector, theirs: Vector) -> int:
    """How many changes `mine` has more than `theirs`."""
    return sum(seq - theirs.get(replica, 0) for replica, seq in excess(mine, theirs).items())


def refused_replicas(content: bytes) -> list[tuple[str, str]]:
    """The `(log id, replica)` of whose changes a server holds others; raises Unreadable."""
    try:
        replicas = json.loads(content)["replicas"].items()
        return [(log_id, str(each)) for log_id, refused in replicas for each in refused]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None


def _place(change: Change) -> tuple[str, int]:
    return change.replica, change.seq


# -- what the parts of a message must be ------------------------------------------------------


def _changes(log_id: str, changes: Iterable[object]) -> list[Change]:
    read = [Change.from_dict(change) for change in changes]
    if any(change.log != log_id for change in read):
        raise ValueError(log_id)
    return read


def _vectors(said: Any) -> None:
    for vector in said.values():
        if not all(type(seq) is int and seq >= 0 for seq in vector.values()):
            raise ValueError("a vector holds numbers")


def _texts(said: Any) -> None:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise ValueError("not a list of texts")


def _object(said: Any) -> None:
    if not isinstance(said, dict):
        raise ValueError("not an object")


_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "vectors": _vectors,
    "changes": _object,
    "tombstones": lambda said: _texts([*said.values()]),
    "others": _object,
    "begun": lambda said: _vectors({"": said}),
    "device": lambda said: _texts([said]),
    **dict.fromkeys(("blobs", "wanted", "released", "lacking"), _texts),
    **dict.fromkeys(("everything", "more"), bool),
}
