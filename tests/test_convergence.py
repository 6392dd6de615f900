"""Whatever happens between three tablets and a server, in the end all say the same."""

from __future__ import annotations

import pytest

from tests.postgres import Cluster
from tests.schedules import Releasing, Schedule, contents, folds, summarise
from webapp.store import Store, open_store

PARTS, EACH, STEPS = 10, 1_000, 18
IN_A_DATABASE = 40
TABLES = [f"onthaal_{each}" for each in ("logs", "changes", "lists", "blobs", "pieces", "maps")]


class InDatabase:
    """As `InMemory`: a server over a database, another process at each start."""

    def __init__(self, cluster: Cluster) -> None:
        self._place = cluster.fresh()
        self._server = open_store(self._place, summarise)
        self.save()

    def open(self) -> Store:
        self._server.close()
        self._server = open_store(self._place, summarise)
        return self._server

    def save(self) -> None:
        self._saved = {each: self._server.lock.rows(f"SELECT * FROM {each}") for each in TABLES}

    def set_back(self) -> None:
        with self._server.lock:
            for table, rows in self._saved.items():
                self._server.lock.rows(f"DELETE FROM {table}")
                for row in rows:
                    values = ", ".join(["%s"] * len(row))
                    self._server.lock.rows(f"INSERT INTO {table} VALUES ({values})", *row)

    def empty(self) -> None:
        self._saved = dict.fromkeys(TABLES, ())
        self.set_back()


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_nothing_is_doubled_and_all_end_the_same(part: int) -> None:
    for seed in range(part * EACH, (part + 1) * EACH):
        assert_all_end_the_same(Schedule(seed), seed)


def test_blobs_that_travel_in_pieces_arrive_whole_whatever_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("webapp.sync_client", "tests.schedules"):
        monkeypatch.setattr(f"{module}.PIECE", 4)
    for seed in range(EACH):
        assert_all_end_the_same(Schedule(seed), seed)


def test_nor_is_it_where_the_server_keeps_everything_in_a_database(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = InDatabase(cluster)
    for seed in range(IN_A_DATABASE):
        if seed == IN_A_DATABASE // 2:
            for module in ("webapp.sync_client", "tests.schedules"):
                monkeypatch.setattr(f"{module}.PIECE", 4)
        kept.empty()
        assert_all_end_the_same(Schedule(seed, kept), seed)
    kept.open().close()


def assert_all_end_the_same(schedule: Schedule, seed: int) -> None:
    schedule.run(STEPS)
    made = schedule.everything()
    try:
        schedule.settle()
        assert_all_have(made, schedule)
    except AssertionError as error:
        error.add_note(f"schedule {seed}")
        raise


def assert_all_have(made: set[tuple[str, str]], schedule: Schedule) -> None:
    """Every change is everywhere once, but for the erased logs, which are nowhere."""
    erased = {log_id for store in schedule.stores for log_id in store.logs.tombstones()}
    left = {(log_id, change) for log_id, change in made if log_id not in erased}
    for store in schedule.stores:
        assert folds(store) == folds(schedule.server)
        assert all(len(each) == len(set(each)) for each in contents(store).values())
        assert schedule.of(store) == left
    acknowledged = {each for each in schedule.acknowledged if each[0] not in erased}
    assert acknowledged <= left
    there = {sha for store in schedule.stores for sha in store.blobs.hashes()}
    for store in schedule.stores:
        named = {sha for each in store.logs.summaries().values() for sha in each.get("blobs", ())}
        assert all(store.blobs.exists(sha) for sha in named & there)


@pytest.mark.parametrize("part", range(2))
def test_a_talk_that_was_let_go_is_on_the_server_and_comes_again_whole(part: int) -> None:
    gone = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        schedule = Releasing(seed)
        try:
            schedule.run(STEPS)
            made = schedule.everything()
            schedule.settle()
            assert_all_have(made, schedule)
        except AssertionError as error:
            error.add_note(f"schedule {seed}")
            raise
        gone += schedule.gone
    assert gone > EACH / 10


def test_the_schedules_meet_every_misfortune() -> None:
    """Of the schedules enough have something acknowledged, erased, copied and set back."""
    met = [0, 0, 0]
    for seed in range(200):
        schedule = Schedule(seed)
        schedule.run(STEPS)
        failed = {device.client.status.failed for device in schedule.devices}
        met[0] += bool(schedule.acknowledged)
        met[1] += any(store.logs.tombstones() for store in schedule.stores)
        met[2] += bool(failed - {None})
    assert min(met) > 40
