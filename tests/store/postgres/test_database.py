"""What only a database has: several processes at once, and connections that get lost."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import psycopg
import pytest

from tests.store.test_changelog import NAME, summarise, write
from webapp.domain.change import Edit
from webapp.store import StorageFailed, StorageFull, Unavailable, UnknownLog, open_store, postgres
from webapp.store.errors import Erased, Overtaken
from webapp.store.postgres import PostgresStore, schema
from webapp.store.postgres.database import Database

FOLDER = Path(postgres.__file__).parent
AT = "2027-01-15T09:00:00Z"


@pytest.fixture
def place(cluster) -> str:
    """The address of a place where nothing is kept yet."""
    return cluster.fresh()


@pytest.fixture
def process(place) -> Iterator[Callable[[], PostgresStore]]:
    """Opens the same place once more, as another process on another machine does."""
    opened: list[PostgresStore] = []

    def start() -> PostgresStore:
        opened.append(open_store(place, summarise))
        return opened[-1]

    yield start
    for store in opened:
        store.close()


def name(store: PostgresStore) -> object:
    return store.logs.open("ola").value("person:trainee", "name")


def rename(store: PostgresStore, value: str) -> None:
    write(store.logs, "ola", Edit("person:trainee", "name", value), request=f"to {value}")


def end_connection(store: PostgresStore) -> None:
    """Have the server end it, as one that is restarted does."""
    [(number,)] = store.lock.rows("SELECT pg_backend_pid()")
    with psycopg.connect(store.lock._address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (number,))


# -- several processes ------------------------------------------------------------------------


def test_each_process_sees_at_once_what_another_wrote(process) -> None:
    one, two = process(), process()
    rename(one, "Ola K.")
    assert name(two) == "Ola K."
    rename(two, "O. Kowalczyk")
    assert name(one) == "O. Kowalczyk"
    assert one.logs.vectors()["ola"] == {one.logs.replica: 1, two.logs.replica: 1}
    assert one.logs.summaries()["ola"] == {"name": "O. Kowalczyk", "changes": 2}


def test_only_what_others_added_is_read(process, monkeypatch) -> None:
    one, two = process(), process()
    rename(one, "first")
    name(two)
    read: list[int] = []
    whole = type(two.logs._opened)._changes
    monkeypatch.setattr(
        type(two.logs._opened), "_changes",
        lambda *about: (found := whole(*about), read.append(len(found)))[0],
    )  # fmt: skip
    for value in "abc":
        rename(one, value)
    assert name(two) == "c" and name(two) == "c"
    assert read == [3]


def test_what_was_read_still_holds_when_it_is_written_or_it_is_done_anew(process) -> None:
    one, two = process(), process()
    rename(one, "first")
    seen: list[object] = []

    def work() -> None:
        seen.append(name(one))
        if len(seen) == 1:
            rename(two, "second")
        rename(one, f"{seen[-1]} and third")

    one.atomically(work)
    assert seen == ["first", "second"]
    assert name(one) == name(two) == "second and third"
    assert len(two.logs.open("ola")) == 3


def test_work_that_is_always_overtaken_gives_up_in_the_end(process, monkeypatch) -> None:
    monkeypatch.setattr(postgres, "TRIES", 2)
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise Overtaken("ola")

    with pytest.raises(Overtaken):
        process().atomically(work)
    assert len(tries) == 3


def test_who_was_overtaken_once_has_the_others_wait_the_next_time(process) -> None:
    one, two = process(), process()
    rename(one, "first")
    seen: list[object] = []
    with ThreadPoolExecutor(2) as threads:
        others: list[Future[None]] = []

        def work() -> None:
            seen.append(name(one))
            others.append(threads.submit(two.atomically, lambda: rename(two, f"{name(two)}!")))
            wait(others, timeout=0.3)  # the second time it waits for us
            rename(one, f"{seen[-1]}?")

        one.atomically(work)
        for other in others:
            other.result(timeout=20)
    assert seen == ["first", "first!"]
    assert name(one) == name(two) == "first!?!"


def test_two_that_make_the_same_log_at_once_both_have_their_say(process) -> None:
    one, two = process(), process()
    with pytest.raises(Overtaken), one.lock:
        assert not one.logs.exists("ola")
        write(two.logs, "ola", Edit("e:1", "f", "two"))
        write(one.logs, "ola", Edit("e:1", "f", "one"))
    write(one.logs, "ola", Edit("e:1", "g", "one"), request="again")
    assert dict(two.logs.open("ola").fields("e:1")) == {"f": "two", "g": "one"}


def test_many_processes_write_one_log_and_nothing_is_lost_or_doubled(process) -> None:
    stores = [process() for _number in range(4)]

    def add(store: PostgresStore) -> None:
        for number in range(12):
            entity = f"{store.logs.replica}:{number}"
            store.atomically(
                lambda entity=entity: write(store.logs, "ola", Edit(entity, "f", 1), request=entity)
            )

    with ThreadPoolExecutor() as threads:
        list(threads.map(add, stores))
    log = stores[0].logs.open("ola")
    assert len(log) == len({change.entity for change in log}) == 48
    assert log.vector == {store.logs.replica: 12 for store in stores}


def test_log_that_one_erased_is_gone_for_the_others(process) -> None:
    one, two = process(), process()
    made = write(one.logs, "ola", NAME)
    assert name(two)
    one.logs.erase("ola", AT)
    with pytest.raises(UnknownLog):
        two.logs.open("ola")
    with pytest.raises(Erased):
        two.logs.append("ola", made)


def test_nothing_of_an_erased_log_is_left_in_a_table(process) -> None:
    one = process()
    rename(one, "Ola the canary")
    one.logs.erase("ola", AT)
    for table in re.findall(r"onthaal_\w+", " ".join(schema.MIGRATIONS[0])):
        if not table.endswith("log"):
            assert "canary" not in str(one.lock.rows(f"SELECT * FROM {table}"))


def test_changes_issued_again_by_one_are_read_anew_by_the_others(process) -> None:
    one, two = process(), process()
    made = write(one.logs, "ola", NAME, Edit("answer:1", "text", "x"))
    assert name(two)
    one.logs.reissue("ola", made[0].replica, {2: ("another", 1)})
    assert [(c.replica, c.seq) for c in two.logs.open("ola")] == [
        (made[0].replica, 1), ("another", 1),
    ]  # fmt: skip
    rename(two, "later")
    assert name(one) == "later"


def test_processes_that_start_at_once_make_the_tables_once(place) -> None:
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _number: open_store(place, summarise), range(8)))
    for number, store in enumerate(stores):
        store.settings.set({str(number): number})
    assert len(stores[0].settings) == 8
    [(version,)] = stores[0].lock.rows("SELECT version FROM onthaal_schema")
    assert version == len(schema.MIGRATIONS)
    for store in stores:
        store.close()


def test_tables_are_brought_up_to_date_once_and_can_be_half_way(process, monkeypatch) -> None:
    process()
    more = ("CREATE TABLE IF NOT EXISTS onthaal_more (n integer)",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, more))
    store = process()
    store.lock.rows("INSERT INTO onthaal_more VALUES (1)")
    store.lock.rows("UPDATE onthaal_schema SET version = 0")
    assert process().lock.rows("SELECT n FROM onthaal_more") == [(1,)]


def test_an_older_server_goes_on_beside_a_newer_one(process) -> None:
    rename(process(), "Ola K.")
    process().lock.rows("UPDATE onthaal_schema SET version = 99")
    assert name(process()) == "Ola K."


def test_summary_of_another_edition_is_made_anew_where_it_is_read(place, process) -> None:
    newer = open_store(place, summarise, "newer")
    rename(process(), "Ola K.")  # an older process that still runs
    newer.lock.rows("UPDATE onthaal_logs SET summary = '{}'")
    assert newer.logs.summaries()["ola"] == {"name": "Ola K.", "changes": 1}
    assert newer.logs.listed("turn")["ola"]["changes"] == 1
    newer.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes here")
def test_a_forked_process_takes_a_connection_and_an_id_of_its_own(process) -> None:
    store = process()
    rename(store, "parent")
    before = store.logs.replica
    child = os.fork()
    if not child:
        fine = False
        try:
            fine = name(store) == "parent" and store.logs.replica != before
            rename(store, "child")
        finally:
            os._exit(0 if fine else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert name(store) == "child" and store.logs.replica == before


# -- one transaction ----------------------------------------------------------------------------


def test_what_is_done_under_the_lock_is_kept_together_or_not_at_all(process) -> None:
    one, two = process(), process()
    with one.lock:
        rename(one, "Ola K.")
        one.settings.set({"a": 1})
        assert name(one) == "Ola K." and not two.logs.exists("ola") and "a" not in two.settings
    assert name(two) == "Ola K." and two.settings["a"] == 1
    with pytest.raises(ZeroDivisionError), one.lock:
        rename(one, "gone")
        one.settings.set({"a": 1 / 0})
    assert name(one) == name(two) == "Ola K."


def test_nothing_is_kept_of_a_turn_in_which_something_failed_whoever_hid_it(process) -> None:
    store = process()
    rename(store, "first")
    with pytest.raises(StorageFailed), store.lock:
        rename(store, "second")
        with pytest.raises(StorageFailed):
            store.lock.rows("SELECT 1 / 0")
        with pytest.raises(StorageFailed):
            name(store)
    assert name(store) == "first"


def test_the_first_trouble_of_a_turn_is_the_one_that_is_told(process) -> None:
    one, two = process(), process()
    rename(one, "first")
    with pytest.raises(Overtaken), one.lock:
        name(one)
        rename(two, "second")
        for _time in "12":
            with pytest.raises(Overtaken):
                rename(one, "third")


# -- what goes wrong ----------------------------------------------------------------------------


def test_a_connection_lost_between_two_turns_is_made_anew(process) -> None:
    store = process()
    rename(store, "first")
    replica = store.logs.replica
    end_connection(store)
    assert store.atomically(lambda: name(store)) == "first"
    assert store.logs.replica != replica


def test_work_during_which_the_connection_is_lost_is_done_once_more(process) -> None:
    store, tries = process(), []

    def work() -> None:
        rename(store, "Ola K.")
        tries.append(1)
        if len(tries) == 1:
            end_connection(store)
            name(store)
            store.settings.set({"a": 1})

    store.atomically(work)
    assert len(tries) == 2 and name(store) == "Ola K."
    assert len(store.logs.open("ola")) == 1 and "a" not in store.settings


def test_work_whose_keeping_was_not_confirmed_has_its_effect_once(process, monkeypatch) -> None:
    store = process()
    rename(store, "first")
    kept = psycopg.Connection.commit

    def commit(connection: psycopg.Connection) -> None:
        monkeypatch.undo()
        kept(connection)
        raise psycopg.OperationalError("the line went dead")

    monkeypatch.setattr(psycopg.Connection, "commit", commit)
    store.atomically(lambda: rename(store, "second"))
    assert name(store) == "second" and len(store.logs.open("ola")) == 2


def test_a_database_that_is_away_is_said_to_be_and_its_return_is_noticed(process, cluster) -> None:
    store = process()
    rename(store, "first")
    cluster.stop()
    try:
        with pytest.raises(Unavailable):
            store.atomically(lambda: rename(store, "second"))
    finally:
        cluster.start()
    assert store.atomically(lambda: name(store)) == "first"


def test_a_database_that_is_nowhere_cannot_be_opened() -> None:
    with pytest.raises(Unavailable):
        open_store("postgresql://127.0.0.1:1/nowhere", summarise)


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (psycopg.errors.SerializationFailure, Overtaken),
        (psycopg.errors.DeadlockDetected, Overtaken),
        (psycopg.errors.DiskFull, StorageFull),
        (psycopg.errors.AdminShutdown, Unavailable),
        (psycopg.errors.CannotConnectNow, Unavailable),
        (psycopg.errors.TooManyConnections, Unavailable),
        (psycopg.errors.ReadOnlySqlTransaction, Unavailable),
        (psycopg.errors.IoError, Unavailable),
        (psycopg.OperationalError, Unavailable),
        (psycopg.errors.InsufficientPrivilege, StorageFailed),
    ],
)
def test_each_trouble_has_its_name(process, monkeypatch, error, named) -> None:
    store = process()

    def execute(*_about: object) -> None:
        monkeypatch.undo()
        raise error("no")

    monkeypatch.setattr(psycopg.Connection, "execute", execute)
    with pytest.raises(StorageFailed) as raised:
        store.settings.set({"a": 1})
    assert type(raised.value) is named
    store.settings.set({"a": 2})
    assert store.settings["a"] == 2


def test_the_password_is_in_no_error() -> None:
    with pytest.raises(Unavailable) as raised:
        Database("postgresql://me:canary@127.0.0.1:1/x").rows("SELECT 1")
    assert "canary" not in str(raised.value) + str(raised.value.__cause__)


def test_only_what_every_database_of_the_protocol_has_is_used() -> None:
    """CockroachDB and Yugabyte lack these, or have them in name only."""
    lacking = "LISTEN|NOTIFY|advisory|DEFERRABLE|lo_put|EXTENSION|TRIGGER|FUNCTION|LOCK TABLE"
    for path in FOLDER.glob("*.py"):
        assert not re.search(rf"\b({lacking})\b", path.read_text("utf-8")), path.name
