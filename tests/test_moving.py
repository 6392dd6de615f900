"""From one kind of store into another, cut short at any point, and nothing is lost or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from webapp.command import main
from webapp.domain.change import Change, Edit
from webapp.domain.summary import EDITION, summarise
from webapp.moving import Differs, NotEmpty, move
from webapp.store import Store, open_store

from .store.test_changelog import write

AT = "2027-01-15T09:00:00Z"


def fill(store: Store) -> None:
    """A bit of everything that can be kept, odd things too."""
    for number in range(5):
        trainee = Edit("trainee", "name", f"Ola {number} \0 Łódź 🙂")
        mentor = Edit("mentor", "name", "Joris")
        write(store.logs, f"talk-{number}", trainee, mentor, request=f"r-{number}")
        store.blobs.put(b"photo %d" % number * 90_000)
    write(store.logs, "workplace", Edit("host", "company", "Van Acker"))
    gap = Change("talk-1", "other", 7, 5, "", "r", "e:1", "f", {"a": [None]}, extra={"new": 1})
    store.logs.append("talk-1", [gap])
    store.logs.erase("talk-4", AT)
    store.logs.erase("never-here", AT)
    store.devices.set({"pin:tablet": {"hash": "x"}})
    store.settings.set({"access_code": "blue-horse", "awaited.\ud800": {"talk-1": {"r": 2}}})


def contents(store: Store) -> dict[str, Any]:
    """All that a store holds, but what a move itself notes."""
    return {
        "logs": {each: list(store.logs.open(each)) for each in store.logs.ids()},
        "vectors": {**store.logs.vectors()}, "summaries": {**store.logs.summaries()},
        "listed": {**store.logs.listed("updated")}, "tombstones": {**store.logs.tombstones()},
        "blobs": {sha: store.blobs.get(sha) for sha in store.blobs.hashes()},
        "devices": {**store.devices},
        "settings": {k: v for k, v in store.settings.items() if not k.startswith("moving.")},
    }  # fmt: skip


@pytest.fixture
def opened(cluster, tmp_path) -> Iterator[Callable[[str], Store]]:
    """Opens a folder, or a database, of that name."""
    places: dict[str, Any] = {}
    stores: list[Store] = []

    def open_it(name: str) -> Store:
        fresh = cluster.fresh if "database" in name else lambda: tmp_path / name
        places[name] = places.get(name) or fresh()
        stores.append(open_store(places[name], summarise, EDITION))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def test_everything_comes_into_a_database_and_back(opened) -> None:
    folder, database, back = opened("folder"), opened("database"), opened("back")
    fill(folder)
    moved = move(folder, database)
    assert (moved.logs, moved.changes, moved.blobs) == (5, 10, 5)
    assert contents(database) == contents(folder)
    move(database, back)
    assert contents(back) == contents(folder)


class Cut(Exception):
    """The move was stopped."""


class Cutting:
    """Stands before a part of a store and lets `left` writes pass."""

    def __init__(self, part: Any, left: list[int]) -> None:
        self.part, self.left = part, left

    def __getattr__(self, name: str) -> Any:
        if name in ("append", "erase", "put", "set"):
            self.left[0] -= 1
            if self.left[0] < 0:
                raise Cut
        return getattr(self.part, name)

    def __bool__(self) -> bool:
        return bool(self.part)


def cut_short(source: Store, target: Store) -> None:
    """A move that ends with everything copied and nothing compared."""
    with suppress(Cut):
        target.settings = Cutting(target.settings, [1])
        move(source, target)
    target.settings = target.settings.part


def test_cut_short_anywhere_it_goes_on_where_it_stopped(opened) -> None:
    folder = opened("folder")
    fill(folder)
    for steps in range(1, 16, 3):
        database = opened(f"database-{steps}")
        parts = {name: getattr(database, name) for name in ("logs", "blobs", "devices", "settings")}
        left = [steps]
        for name, part in parts.items():
            setattr(database, name, Cutting(part, left))
        with pytest.raises(Cut):
            move(folder, database)
        for name, part in parts.items():
            setattr(database, name, part)
        move(folder, database)
        assert contents(database) == contents(folder)


def test_what_is_there_already_is_not_copied_again(opened) -> None:
    folder, database = opened("folder"), opened("database")
    fill(folder)
    cut_short(folder, database)
    database.logs = Cutting(database.logs, [3])  # the two erasures, and one for luck
    database.blobs = Cutting(database.blobs, [0])
    move(folder, database)


@pytest.mark.parametrize("held", ["log", "tombstone", "blob", "device"])
def test_a_target_that_holds_something_else_is_left_alone(opened, held) -> None:
    folder, database = opened("folder"), opened("database")
    fill(folder)
    {
        "log": lambda: write(database.logs, "theirs", Edit("trainee", "name", "Mehmet")),
        "tombstone": lambda: database.logs.erase("theirs", AT),
        "blob": lambda: database.blobs.put(b"theirs"),
        "device": lambda: database.devices.set({"pin:x": {}}),
    }[held]()
    before = contents(database)
    with pytest.raises(NotEmpty):
        move(folder, database)
    assert contents(database) == before


def test_a_database_that_a_server_was_only_started_on_is_empty_enough(opened) -> None:
    folder, database = opened("folder"), opened("database")
    fill(folder)
    database.settings.set({"access_code": "another"})
    move(folder, database)
    assert database.settings["access_code"] == "blue-horse"


def test_what_was_moved_is_not_moved_once_more_onto_what_was_done_since(opened) -> None:
    folder, database = opened("folder"), opened("database")
    fill(folder)
    move(folder, database)
    with pytest.raises(NotEmpty):
        move(folder, database)


def test_a_copy_that_differs_is_not_said_to_be_done(opened) -> None:
    folder, database = opened("folder"), opened("database")
    fill(folder)
    cut_short(folder, database)
    log = folder.logs.open("talk-1")
    theirs = [change for change in log if change.replica == "other"]
    database.logs.reissue("talk-1", "other", {theirs[0].seq: ("another", 9)})
    with pytest.raises(Differs, match="talk-1"):
        move(folder, database)


def test_the_command_moves_and_says_what_there_is(cluster, tmp_path, capsys) -> None:
    source, target = tmp_path / "data", cluster.fresh()
    store = open_store(source, summarise, EDITION)
    fill(store)
    store.close()
    words = ["move", "--from", str(source), "--to", target]
    with pytest.raises(SystemExit) as done:
        main(words)
    assert done.value.code == 0
    assert "5 logs with 10 changes, 5 files" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="holds something already"):
        main(words)
    with pytest.raises(SystemExit, match="nothing is kept in"):
        main(["move", "--from", str(tmp_path / "nowhere"), "--to", target])
    assert not (tmp_path / "nowhere").exists()
    store = open_store(source, summarise, EDITION)
    with pytest.raises(SystemExit, match="in use by process"):
        main(words)
    store.close()
