"""What a device knows of itself and of its server: what either lacks, and what is in doubt.

A doubt is a replica of whose changes the server holds others than we do, under the same
numbers (a copied disk, a restored tablet). All its changes are then fetched and compared; where
they differ ours are issued again under a new id, so that nobody's changes are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from webapp.domain.change import Change
from webapp.domain.exchange import (
    Answer,
    Ask,
    Batch,
    Vector,
    Vectors,
    contradicted,
    excess,
    lead,
    new_places,
    news,
    without_gaps,
)
from webapp.domain.log import Log
from webapp.domain.notes import interview_of, with_notes
from webapp.erasure import bury, let_go, release
from webapp.store import Store

_KEPT = "sync."


class SyncReplica:
    """A device's store beside what its server is known to have.

    `wanted`: the interviews to fetch next; `others`: summaries, by id, of those not held here.
    `leaving`: those to let go once the server has all of them, unchanged; `news`: logs that grew.
    """

    def __init__(self, store: Store, device: str) -> None:
        self.wanted: set[str] = set(store.settings.get("wanted", ()))
        self.leaving: set[str] = set(store.settings.get("leaving", ()))
        self.others: Mapping[str, Any] = {}
        self.news: set[str] = set()
        self._store, self._device = store, device
        self._theirs: dict[str, Vector] = {
            key.removeprefix(_KEPT): store.settings[key]
            for key in store.settings
            if key.startswith(_KEPT)
        }
        self._doubts: dict[tuple[str, str], int] = {}
        self._there: set[str] = set()
        self._told: set[str] = set()

    # -- how far we are -------------------------------------------------------------------

    @property
    def pending(self) -> int:
        """How many changes are here that the server does not have."""
        here = self._store.logs.vectors()
        return sum(lead(vector, self._theirs.get(each, {})) for each, vector in here.items())

    @property
    def done(self) -> bool:
        """Whether nothing is left to say to the server."""
        return not (self._doubts or self.behind() or self._untold())

    @property
    def progress(self) -> object:
        """Something that differs once anything has moved, here or there."""
        here = {each: dict(vector) for each, vector in self._store.logs.vectors().items()}
        return here, dict(self._theirs), dict(self._doubts), len(self._there), len(self._told)

    def behind(self) -> list[str]:
        """The logs of which the server lacks something."""
        here = self._store.logs.vectors()
        return [each for each in sorted(here) if lead(here[each], self._theirs.get(each, {}))]

    def _untold(self) -> dict[str, str]:
        """The erasures of which the server was not told since the start."""
        buried = self._store.logs.tombstones().items()
        return {each: at for each, at in buried if each not in self._told}

    # -- letting go -----------------------------------------------------------------------

    def may_release(self, interview_id: str) -> bool:
        """Whether the server had all of an interview and the notes on it, as far as we know."""
        return self._is_there(interview_id, self._theirs, ())

    def _is_there(self, interview_id: str, theirs: Vectors, lacking: Iterable[str]) -> bool:
        here, doubted = self._store.logs.vectors(), {log_id for log_id, _replica in self._doubts}
        ours = [each for each in with_notes([interview_id]) if each in here]
        behind = [e for e in ours if e in doubted or lead(here[e], theirs.get(e, {}))]
        blobs = {sha for each in ours for sha in self._blobs_of(each)}
        return bool(ours) and not behind and blobs.isdisjoint(lacking)

    def _see_off(self, answer: Answer) -> None:
        """Let go what is to leave and of which the server just said that it has all."""
        going = [e for e in self.leaving if self._is_there(e, answer.vectors, answer.lacking)]
        self.others = {**self.others, **self._store.logs.summaries(going)}
        release(self._store, with_notes(going))
        self.leave(self.leaving - {*going})

    def leave(self, interview_ids: Iterable[str]) -> None:
        """Have exactly these let go, whenever the server says that it has all of them."""
        self.leaving = set(interview_ids)
        self._store.settings.set({"leaving": sorted(self.leaving) or None})

    def want(self, interview_ids: Iterable[str]) -> None:
        """Have exactly these fetched, whenever that will be: remembered until they are here."""
        self.wanted = set(interview_ids)
        self._store.settings.set({"wanted": sorted(self.wanted) or None})

    # -- asking ---------------------------------------------------------------------------

    def ask(self, about: Iterable[str], everything: bool) -> Ask:
        """What to say next: what we have of some logs, and of all logs what the server lacks.

        A log waits while it names a blob that may not be there yet.
        """
        if everything:
            self._there.clear()
        buried, gone = self._store.logs.tombstones(), let_go(self._store)
        self.leave(filter(self.may_release, self.leaving))
        about = dict.fromkeys([*about, *with_notes(self.leaving)])
        batch, announced = Batch(), set()
        for log_id in self.behind():
            unsure = self._blobs_of(log_id) - self._there
            announced |= unsure
            if not unsure and not batch.full:
                batch.add(self._to_send(log_id))
        return Ask(
            vectors={
                each: self._vector(each)
                for each in about
                if each not in buried and interview_of(each) not in gone
            },
            changes=batch.changes,
            tombstones=dict(buried) if everything else self._untold(),
            blobs=sorted(announced),
            device=self._device,
            wanted=sorted(self.wanted),
            released=sorted(gone) if everything else (),
            everything=everything,
        )

    def _to_send(self, log_id: str) -> list[Change]:
        """What the server lacks of a log, but nothing of a replica that is in doubt.

        Of each replica also the last one it has: where it has another there, it will say so.
        """
        theirs, log = self._theirs.get(log_id, {}), self._store.logs.open(log_id)
        overlap = {each: max(0, theirs.get(each, 0) - 1) for each in excess(log.vector, theirs)}
        found = news(log, {**theirs, **overlap})
        return [each for each in found if (log_id, each.replica) not in self._doubts]

    def _vector(self, log_id: str) -> Vector:
        """What we say to have: nothing of what is in doubt, so that we are sent it to compare."""
        doubts = {replica: at for (log, replica), at in self._doubts.items() if log == log_id}
        return {**self._store.logs.vectors().get(log_id, {}), **doubts}

    def _blobs_of(self, log_id: str) -> set[str]:
        named = (self._store.logs.summaries()[log_id] or {}).get("blobs", ())
        return {sha for sha in named if self._store.blobs.exists(sha)}

    def is_there(self, sha: str) -> None:
        """The server has that blob."""
        self._there.add(sha)

    # -- taking in ------------------------------------------------------------------------

    def doubt(self, refused: Iterable[tuple[str, str]]) -> None:
        """The server refused changes of these replicas, by log: compare all of them."""
        for place in refused:
            self._doubts.setdefault(place, 0)

    def take_in(self, ask: Ask, answer: Answer) -> None:
        """Keep what the answer to `ask` brings; durable when this returns, erasures first."""
        for log_id, at in answer.tombstones.items():
            if log_id not in self._store.logs.tombstones():
                bury(self._store, log_id, at)
        buried = self._store.logs.tombstones()
        self._told |= set(answer.tombstones)
        self._there = (self._there | set(ask.blobs)) - set(answer.lacking)
        if ask.everything:
            self.others = answer.others
        strange = [each for each in self._unshown(ask, answer) if each not in self._doubts]
        self._settle(answer)
        self.doubt(strange)
        unasked = let_go(self._store) - {*ask.wanted}
        for log_id, changes in answer.changes.items():
            if log_id not in buried and interview_of(log_id) not in unasked:
                self._keep(log_id, changes)
        # Only now: what was cut short is asked for again.
        self.want(self.wanted - (set(ask.wanted) & answer.vectors.keys()) - buried.keys())
        named = [*ask.vectors, *ask.changes, *answer.vectors]
        self._learn({each: answer.vectors.get(each, {}) for each in named if each not in buried})
        self._see_off(answer)

    def _learn(self, said: Mapping[str, Vector]) -> None:
        """Remember what the server has; it is only a cache, so it is not flushed.

        Of what is in doubt nothing is believed yet: a start forgets doubts, and has them again.
        """
        known = {each: {**vector, **self._believed(each)} for each, vector in said.items()}
        gone = self._theirs.keys() & self._store.logs.tombstones().keys()
        self._theirs = {k: v for k, v in {**self._theirs, **known}.items() if k not in gone}
        kept = {_KEPT + each: dict(vector) for each, vector in known.items()}
        self._store.settings.set({**kept, **{_KEPT + each: None for each in gone}}, flush=False)

    def _believed(self, log_id: str) -> Vector:
        before = self._theirs.get(log_id, {})
        return {each: before.get(each, 0) for log, each in self._doubts if log == log_id}

    def _unshown(self, ask: Ask, answer: Answer) -> Iterator[tuple[str, str]]:
        """Where the server has something under numbers of ours that we never showed it."""
        here = self._store.logs.vectors()
        for log_id, theirs in answer.vectors.items():
            before = self._theirs.get(log_id, {})
            shown = {each.replica: each.seq for each in ask.changes.get(log_id, ())}
            for replica in excess(here.get(log_id, {}), before):
                if theirs.get(replica, 0) > max(before.get(replica, 0), shown.get(replica, 0)):
                    yield log_id, replica

    def _settle(self, answer: Answer) -> None:
        """A doubt is over once everything that the server has of the replica came by."""
        for (log_id, replica), seen in [*self._doubts.items()]:
            came = (each.seq for each in answer.changes.get(log_id, ()) if each.replica == replica)
            seen = self._doubts[log_id, replica] = max([seen, *came])
            if seen >= answer.vectors.get(log_id, {}).get(replica, 0):
                del self._doubts[log_id, replica]

    def _keep(self, log_id: str, changes: Iterable[Change]) -> None:
        logs = self._store.logs
        log = logs.open(log_id) if logs.exists(log_id) else Log(log_id)
        changes = [each for each in changes if not self._too_soon(log, each)]
        for replica, first in contradicted(log, changes).items():
            logs.reissue(log_id, replica, new_places(log, replica, first))
            logs.renew()
            log = logs.open(log_id)
        new = without_gaps(log.vector, changes)
        if new and logs.append(log_id, new):
            self.news.add(log_id)

    def _too_soon(self, log: Log, change: Change) -> bool:
        """Whether it follows on changes that are still in doubt; it will come again."""
        in_doubt = (log.id, change.replica) in self._doubts
        return in_doubt and change.seq > log.vector.get(change.replica, 0)
