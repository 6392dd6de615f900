"""The server's end of the sync: keep what a device sends, answer what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from webapp.domain.change import Change
from webapp.domain.errors import DomainError
from webapp.domain.exchange import (
    Answer,
    Ask,
    Batch,
    Changes,
    Vectors,
    contradicted,
    excess,
    lead,
    news,
    without_gaps,
)
from webapp.domain.lists import moment
from webapp.domain.log import Log
from webapp.domain.notes import interview_of, notes_log_id, with_notes
from webapp.domain.recent import RECENT, is_recent, recent_stamp
from webapp.erasure import bury
from webapp.store import Store, is_log_id

OTHERS = 100
"""How many interviews are listed that a device does not hold, the last changed first."""

_AWAITED = "awaited."
_EARLY = "early."
"""Notes that came before their interview did."""


class Contradiction(DomainError):
    """Changes under a known `(replica, seq)` with other content: the replicas, by log id."""

    def __init__(self, replicas: Mapping[str, list[str]]) -> None:
        super().__init__(str(replicas))
        self.replicas = replicas


def answer(store: Store, ask: Ask, today: date) -> Answer:
    """Keep what `ask` brings, durably, and answer it.

    Raises Contradiction or InvalidChange with nothing of its changes kept, StorageFull and
    StorageFailed with some of them; the vectors of the next answer say which.
    """
    for log_id in filter(is_log_id, ask.tombstones):
        if log_id not in store.logs.tombstones([log_id]):
            bury(store, log_id, ask.tombstones[log_id])
    buried = store.logs.tombstones(ask.changes)
    sent = {each: changes for each, changes in ask.changes.items() if each not in buried}
    _refuse_contradictions(store, sent)
    for log_id, changes in sent.items():
        _keep(store, log_id, changes)
    _remember_early(store, sent)
    _remember_awaited(store, ask)
    return _answer(store, ask, today)


def awaited(store: Store) -> dict[str, list[str]]:
    """The changes that are known to exist and never arrived: by log id, the devices with them."""
    found: dict[str, list[str]] = {}
    for device, logs in _ahead(store):
        for log_id in logs:
            found.setdefault(log_id, []).append(device)
    return found


def missing(store: Store) -> dict[str, int]:
    """How many changes are known to exist and never arrived, by log id."""
    known: dict[str, dict[str, int]] = {}
    for _device, logs in _ahead(store):
        for log_id, vector in logs.items():
            known[log_id] = vector | excess(known.get(log_id, {}), vector)
    here = store.logs.vectors(known)
    return {log_id: lead(vector, here.get(log_id, {})) for log_id, vector in known.items()}


def _ahead(store: Store) -> Iterator[tuple[str, Vectors]]:
    """Each device with the parts of its logs that never arrived."""
    for key, logs in store.settings.read_all().items():
        if key.startswith(_AWAITED):
            yield key.removeprefix(_AWAITED), _still(store, logs)


def _refuse_contradictions(store: Store, sent: Changes) -> None:
    found = {each: sorted(contradicted(_log(store, each), made)) for each, made in sent.items()}
    if any(found.values()):
        raise Contradiction({each: replicas for each, replicas in found.items() if replicas})


def _keep(store: Store, log_id: str, changes: Iterable[Change]) -> None:
    new = without_gaps(store.logs.vectors([log_id]).get(log_id, {}), changes)
    if new:
        store.logs.append(log_id, new)


def _log(store: Store, log_id: str) -> Log:
    return store.logs.open(log_id) if store.logs.exists(log_id) else Log(log_id)


def _remember_early(store: Store, sent: Changes) -> None:
    """Note of which interviews only the notes have arrived, until they come or are erased."""
    prefix, known = notes_log_id(""), _early(store)
    early = known | {each.removeprefix(prefix) for each in sent if each.startswith(prefix)}
    early -= store.logs.vectors(early).keys() | store.logs.tombstones(early).keys()
    store.settings.set({_EARLY + each: each in early or None for each in known ^ early})


def _remember_awaited(store: Store, ask: Ask) -> None:
    """Note what the device has and we do not, so that it is missed when it never comes."""
    if not ask.device:
        return
    key = _AWAITED + ask.device
    before = {} if ask.everything else store.settings.get(key, {})
    logs = _still(store, {**before, **ask.vectors})
    store.settings.set({key: logs or None}, flush=False)  # it is said again at each sync


def _still(store: Store, logs: Vectors) -> dict[str, dict[str, int]]:
    """The parts of `logs` that are not here and were not erased."""
    here, buried = store.logs.vectors(logs), store.logs.tombstones(logs)
    ahead = {each: excess(vector, here.get(each, {})) for each, vector in logs.items()}
    return {each: vector for each, vector in ahead.items() if vector and each not in buried}


def _answer(store: Store, ask: Ask, today: date) -> Answer:
    named = [*ask.vectors, *ask.changes, *with_notes(ask.wanted)]
    recent = _recent(store, today) if ask.everything else ()
    unasked = set(ask.released)
    held = dict.fromkeys([*named, *(e for e in recent if interview_of(e) not in unasked)])
    vectors, summaries = store.logs.vectors(held), store.logs.summaries(held)
    batch = Batch()
    for log_id, vector in vectors.items():
        theirs = ask.vectors.get(log_id, {})
        if excess(vector, theirs) and not batch.full:
            batch.add(news(store.logs.open(log_id), theirs))
    told = {sha for summary in summaries.values() for sha in (summary or {}).get("blobs", ())}
    there = store.blobs.among({*told, *ask.blobs})
    lacking = sorted({*told, *ask.blobs} - there)
    return Answer(
        vectors=dict(vectors),
        changes=batch.changes,
        tombstones=dict(store.logs.tombstones([*held, *ask.tombstones])),
        blobs=sorted(told & there),
        lacking=lacking,
        begun={sha: have for sha in lacking if (have := store.blobs.begun(sha))},
        others=_others(store, held) if ask.everything else {},
        more=batch.full,
    )


def _recent(store: Store, today: date) -> list[str]:
    """What every device holds; also notes whose interview is still on its way."""
    dated = store.logs.listed("day", (today - RECENT).isoformat())
    touched = store.logs.listed("updated", moment(recent_stamp(today)))
    recent = [each for each, summary in {**dated, **touched}.items() if is_recent(summary, today)]
    early = _early(store)
    early -= store.logs.vectors(early).keys()
    return ["workplace", *with_notes(recent), *map(notes_log_id, early)]


def _early(store: Store) -> set[str]:
    return {key.removeprefix(_EARLY) for key in store.settings if key.startswith(_EARLY)}


def _others(store: Store, held: Collection[str]) -> dict[str, object]:
    """The interviews last changed that the device does not hold."""
    latest = store.logs.listed("updated", backwards=True, most=OTHERS + len(held))
    others = [each for each in latest if each not in held]
    return {each: dict(latest[each]) for each in others[:OTHERS]}
