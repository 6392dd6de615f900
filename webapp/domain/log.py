"""A log: an append-only set of changes whose state is their fold.

Each field of each entity is a last-writer-wins register. The fold depends on the set of
changes alone: any order, any split and any repetition of them gives the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from webapp.domain.change import Change, Edit, Value
from webapp.domain.errors import ConflictingChange
from webapp.domain.stamp import next_stamp

_order = attrgetter("order")


class Log:
    """The changes of one interview (or its notes, or the workplace), folded.

    `understands` says of a change whether this version can read it. Others are kept and passed
    on, and take part in the fold once there is code that understands them.
    """

    def __init__(
        self,
        log_id: str,
        changes: Iterable[Change] = (),
        understands: Callable[[Change], bool] = lambda change: True,
    ) -> None:
        self.id = log_id
        self._understands = understands
        self._changes: dict[tuple[str, int], Change] = {}
        self._ordered: list[Change] = []
        self._histories: dict[tuple[str, str], list[Change]] = {}
        self._kinds: dict[str, dict[str, None]] = {}
        self._winners: dict[str, dict[str, Change]] = {}
        self._born: dict[str, tuple[int, str, int]] = {}
        self._vector: dict[str, int] = {}
        self._requests: set[str] = set()
        self._greatest = 0
        self.add(changes)

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[Change]:
        """Every change, losing ones too, in the order of their stamps."""
        return iter(self._ordered)

    # -- taking changes in --------------------------------------------------------------

    def missing(self, changes: Iterable[Change]) -> list[Change]:
        """Those of `changes` that are new here, each once.

        Raises ConflictingChange for a known `(replica, seq)` with other content.
        """
        new: dict[tuple[str, int], Change] = {}
        for change in changes:
            key = change.replica, change.seq
            known = self._changes.get(key) or new.get(key)
            if known is None:
                new[key] = change
            elif known != change:
                raise ConflictingChange(f"{change.log} {change.replica} {change.seq}")
        return list(new.values())

    def add(self, changes: Iterable[Change]) -> list[Change]:
        """Take in what is new of `changes` and return it; raises ConflictingChange."""
        new = self.missing(changes)
        for change in new:
            self._changes[change.replica, change.seq] = change
            self._fold(change)
        for replica in {change.replica for change in new}:
            self._advance(replica)
        self._ordered = _merged(self._ordered, sorted(new, key=_order))
        return new

    def _fold(self, change: Change) -> None:
        self._greatest = max(self._greatest, change.stamp)
        self._requests.add(change.request)
        kind, colon, _key = change.entity.partition(":")
        if colon:
            self._kinds.setdefault(kind, {})[change.entity] = None
        place = change.entity, change.field
        self._histories[place] = _merged(self._histories.get(place, []), [change])
        if not self._understands(change):
            return
        fields = self._winners.setdefault(change.entity, {})
        winner = fields.get(change.field)
        if winner is None or winner.order < change.order:
            fields[change.field] = change
        born = self._born.get(change.entity)
        if born is None or change.order < born:
            self._born[change.entity] = change.order

    def _advance(self, replica: str) -> None:
        seq = self._vector.get(replica, 0)
        while (replica, seq + 1) in self._changes:
            seq += 1
        if seq:
            self._vector[replica] = seq

    # -- making changes -----------------------------------------------------------------

    def write(
        self,
        edits: Iterable[Edit],
        *,
        replica: str,
        now_ms: int,
        at: str,
        request: str,
        actor: str = "",
    ) -> list[Change]:
        """The changes that carry out `edits`, not yet taken in.

        Edits that change nothing are left out, as is everything of a request already known:
        so a request sent twice has its effect once.
        """
        if request in self._requests:
            return []
        changes: list[Change] = []
        stamp, seq = self._greatest, self._vector.get(replica, 0)
        for edit in {(edit.entity, edit.field): edit for edit in edits}.values():
            if self.value(edit.entity, edit.field) == edit.value:
                continue
            stamp, seq = next_stamp(now_ms, stamp), seq + 1
            changes.append(
                Change(
                    self.id, replica, seq, stamp, at, request,
                    edit.entity, edit.field, edit.value, actor,
                )
            )  # fmt: skip
        return changes

    # -- reading the state --------------------------------------------------------------

    @property
    def greatest(self) -> int:
        """The greatest stamp in the log, 0 where it is empty."""
        return self._greatest

    def knows(self, request: str) -> bool:
        """Whether a request has had its effect here."""
        return request in self._requests

    def value(self, entity: str, field: str, default: Value = None) -> Value:
        """What a field holds now; `default` when it was never set or was emptied."""
        winner = self.winner(entity, field)
        return default if winner is None or winner.value is None else winner.value

    def winner(self, entity: str, field: str) -> Change | None:
        """The change that a field's value comes from."""
        return self._winners.get(entity, {}).get(field)

    def fields(self, entity: str) -> Mapping[str, Value]:
        """Every field of an entity that holds something."""
        winners = self._winners.get(entity, {})
        return {name: change.value for name, change in winners.items() if change.value is not None}

    def all_fields(self, entity: str) -> Mapping[str, Value]:
        """Every field of an entity that was ever set, None for those emptied since."""
        return {name: change.value for name, change in self._winners.get(entity, {}).items()}

    def entities(self, kind: str) -> list[str]:
        """The entities `kind:…`, oldest first, each as its whole name."""
        ours = (entity for entity in self._kinds.get(kind, ()) if entity in self._born)
        return sorted(ours, key=self._born.__getitem__)

    def born(self, entity: str) -> tuple[int, str, int] | None:
        """The order of an entity's first change, to compare with `Change.order`."""
        return self._born.get(entity)

    def history(self, entity: str, field: str) -> list[Change]:
        """Every change of a field, oldest first; the last one is its winner."""
        return [*self._histories.get((entity, field), ())]

    def histories(self, kind: str, field: str) -> list[Change]:
        """Every change of a field of any entity `kind:…`, oldest first."""
        found = (self.history(entity, field) for entity in self._kinds.get(kind, ()))
        return sorted(chain.from_iterable(found), key=_order)

    # -- talking with other replicas ----------------------------------------------------

    @property
    def vector(self) -> Mapping[str, int]:
        """What we have: for each replica, the seq up to which nothing is missing."""
        return self._vector

    def since(self, vector: Mapping[str, int]) -> list[Change]:
        """The changes that somebody with `vector` may lack, in the order of their stamps."""
        return [change for change in self if change.seq > vector.get(change.replica, 0)]

    def as_of(self, vector: Mapping[str, int]) -> Log:
        """The log as somebody with `vector` had it."""
        known = (change for change in self if change.seq <= vector.get(change.replica, 0))
        return Log(self.id, known, self._understands)


def _merged(before: list[Change], new: list[Change]) -> list[Change]:
    """Both, each in the order of its stamps; what is new mostly comes behind all the others."""
    if before and new and new[0].order < before[-1].order:
        return sorted([*before, *new], key=_order)
    return [*before, *new]
