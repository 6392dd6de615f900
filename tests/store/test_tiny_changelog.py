"""How the change log over TinyDB keeps its files: index, damage, crashes, full disks."""

from __future__ import annotations

import json

import pytest

from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.store import durable_map
from webapp.store.durable_map import DurableMap
from webapp.store.errors import StorageFailed, StorageFull, UnknownLog
from webapp.store.files import MemoryFiles
from webapp.store.tiny_changelog import TinyChangeLog

from .crashes import Trace, crashes
from .faults import FaultyFiles
from .test_changelog import NAME, summarise, write


def texts(logs) -> dict[str, list[str]]:
    return {log_id: [change.value for change in logs.open(log_id)] for log_id in logs.ids()}


class Opened(MemoryFiles):
    """Counts the logs that are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.names_opened: list[str] = []

    def open(self, name: str):
        self.names_opened.append(name)
        return super().open(name)


def test_start_opens_no_log_when_the_index_is_right():
    files = Opened()
    logs = TinyChangeLog(files, summarise)
    for number in range(20):
        write(logs, f"log-{number}", NAME)
    files.names_opened.clear()
    assert len(TinyChangeLog(files, summarise).summaries()) == 20
    assert not [name for name in files.names_opened if name.startswith("logs/")]


def test_summaries_are_made_anew_when_the_index_is_lost_or_behind(reopen):
    files = reopen()
    logs = TinyChangeLog(files, summarise)
    write(logs, "ola", NAME)
    behind = files.open("index.journal").read(0, files.size("index.journal"))
    write(logs, "ola", Edit("person:trainee", "name", "Ola K."), request="r-2")
    for index in (b"", behind, behind[:-3], b"garbage"):
        files = reopen()
        files.open("index.journal").truncate(0)
        files.open("index.journal").write(0, index)
        assert TinyChangeLog(files, summarise).summaries() == {
            "ola": {"name": "Ola K.", "changes": 2}
        }


def test_another_edition_makes_every_summary_anew(files):
    write(TinyChangeLog(files, summarise, "1"), "ola", NAME)
    assert TinyChangeLog(files, lambda log: {"new": 1}, "1").summaries()["ola"] != {"new": 1}
    for _start in range(2):
        logs = TinyChangeLog(files, lambda log: {"new": 1}, "2")
        assert logs.summaries() == {"ola": {"new": 1}}


def test_index_entry_without_its_log_is_dropped(files):
    logs = TinyChangeLog(files, summarise)
    write(logs, "ola", NAME)
    write(logs, "mehmet", NAME)
    DurableMap.remove(files, "logs/ola")
    assert list(TinyChangeLog(files, summarise).summaries()) == ["mehmet"]


def test_torn_tail_is_cut_and_reported_and_nothing_before_it_lost(files):
    logs = TinyChangeLog(files, summarise)
    for number in range(4):
        write(logs, "ola", Edit("e:1", "f", number), request=f"r-{number}")
        if number == 2:
            kept = files.size("logs/ola.journal")
    size = files.size("logs/ola.journal")
    files.open("logs/ola.journal").truncate(size - 5)
    logs = TinyChangeLog(files, summarise)
    assert logs.damage == [("ola", size - 5 - kept)]
    assert texts(logs) == {"ola": [0, 1, 2]}
    assert logs.summaries()["ola"]["changes"] == 3
    assert TinyChangeLog(files, summarise).damage == []


def test_damage_found_while_running_brings_a_new_replica_and_a_right_summary(files):
    logs = TinyChangeLog(files, summarise)
    for number in range(3):
        write(logs, "ola", Edit("e:1", "f", number), request=f"r-{number}")
    files.open("logs/ola.journal").write(files.size("logs/ola.journal") - 4, b"\0")
    logs = TinyChangeLog(files, summarise)
    replica = logs.replica
    assert texts(logs) == {"ola": [0, 1]}
    assert logs.replica != replica
    assert [log_id for log_id, _bytes in logs.damage] == ["ola"]
    assert logs.summaries()["ola"]["changes"] == 2
    write(logs, "ola", Edit("e:1", "f", "next"), request="r-9")
    assert texts(TinyChangeLog(files, summarise)) == {"ola": [0, 1, "next"]}


def test_log_of_which_nothing_can_be_read_is_unknown_and_can_come_back(files):
    logs = TinyChangeLog(files, summarise)
    changes = write(logs, "ola", NAME)
    files.open("logs/ola.journal").write(10, b"\0\0\0")
    logs = TinyChangeLog(files, summarise)
    with pytest.raises(UnknownLog):
        logs.open("ola")
    assert not logs.exists("ola")
    assert logs.damage
    assert logs.append("ola", changes) == changes
    assert texts(TinyChangeLog(files, summarise)) == {"ola": ["Ola Kowalczyk"]}


def test_no_crash_at_any_byte_loses_an_acknowledged_change_or_revives_an_erased_log(monkeypatch):
    monkeypatch.setattr(durable_map, "SMALL", 400)
    trace = Trace()
    logs = TinyChangeLog(trace, summarise)
    trace.acknowledge({})
    for number in range(6):
        name = f"log-{number % 2}"
        write(
            logs, name, Edit("e:1", "f", f"t{number}"), Edit("e:1", "g", "x"), request=f"r{number}"
        )
        trace.acknowledge(texts(logs))
    logs.erase("log-0", "2027-01-15T09:00:00Z")
    trace.acknowledge(texts(logs))
    for files, safe, coming in crashes(trace):
        found = TinyChangeLog(files, summarise)
        assert texts(found) in (safe or {}, coming)
        kept = {name: summarise(found.open(name)) for name in found.ids()}
        assert list(found.listed("name")) == found.ids()
        assert all(each.pop("lists") for each in kept.values())
        assert found.summaries() == kept
        if found.tombstones():
            assert not [name for name in files.names("logs/") if "log-0" in name]
            assert "log-0" not in DurableMap(files, "index")


def test_a_crash_while_a_log_is_released_leaves_all_of_it_or_nothing(monkeypatch):
    monkeypatch.setattr(durable_map, "SMALL", 400)
    trace = Trace()
    logs = TinyChangeLog(trace, summarise)
    for name in ("ola", "mehmet"):
        write(logs, name, NAME, *(Edit("e:1", f"f{n}", "x" * 40) for n in range(6)))
    for turn in "abc":  # one of the two in a checkpoint, and an end of it in its journal
        logs.reissue("ola", logs.open("ola").vector.popitem()[0], {7: (turn, 1)})
    before = texts(logs)
    trace.acknowledge(before)
    begun = len(trace.steps)
    logs.release(["ola"])
    after = texts(logs)
    trace.acknowledge(after)
    logs.append("ola", [])
    for files, safe, coming in crashes(trace, since=begun):
        found = TinyChangeLog(files, summarise)
        assert texts(found) in (safe, coming)
        gone = "ola" in found.released()
        assert gone is (texts(found) == after)
        assert gone is not any("ola" in name for name in files.names("logs/"))


def test_a_log_that_is_wholly_in_its_checkpoint_is_there_after_a_start(files):
    logs = TinyChangeLog(files, summarise)
    edits = [Edit("e:1", f"f{n}", "x" * 900) for n in range(80)]
    write(logs, "ola", *edits)
    before = texts(logs)
    for replica in "abcdef":
        [known] = logs.open("ola").vector
        logs.reissue("ola", known, {n: (replica, n) for n in range(1, 81)})
        assert texts(TinyChangeLog(files, summarise)) == before
    assert files.exists("logs/ola.1")


@pytest.mark.parametrize("way", ["erase", "release"])
def test_removing_leaves_no_word_of_the_log_in_any_file(files, way):
    logs = TinyChangeLog(files, summarise)
    write(logs, "ola", NAME)
    write(logs, "mehmet", Edit("person:trainee", "name", "Mehmet"))
    if way == "erase":
        logs.erase("ola", "2027-01-15T09:00:00Z")
    else:
        logs.release(["ola"])
    for name in files.names("index") + files.names("tombstones") + files.names("logs/"):
        assert b"Kowalczyk" not in files.open(name).read(0, 9999), name


def test_erasure_that_the_disk_refused_is_finished_by_the_next_start():
    files = FaultyFiles()
    logs = TinyChangeLog(files, summarise)
    write(logs, "ola", NAME)
    files.failing = {"remove"}
    with pytest.raises(StorageFailed):
        logs.erase("ola", "2027-01-15T09:00:00Z")
    assert not logs.exists("ola")
    assert TinyChangeLog(files, summarise).ids() == []
    files.failing = set()
    assert TinyChangeLog(files, summarise).ids() == []
    assert files.names("logs/") == []


def test_full_disk_refuses_a_change_and_loses_nothing():
    files = FaultyFiles()
    logs = TinyChangeLog(files, summarise)
    write(logs, "ola", NAME)
    files.room = 0
    for log_id in ("ola", "mehmet"):
        with pytest.raises(StorageFull):
            write(logs, log_id, Edit("e:1", "f", "x" * 50), request="r-2")
    for each in (logs, TinyChangeLog(files, summarise)):
        assert texts(each) == {"ola": ["Ola Kowalczyk"]}
    files.room = None
    write(logs, "ola", Edit("e:1", "f", "there is room"), request="r-3")
    assert texts(TinyChangeLog(files, summarise)) == {"ola": ["Ola Kowalczyk", "there is room"]}


def test_full_disk_has_room_again_when_a_log_is_released():
    files = FaultyFiles()
    logs = TinyChangeLog(files, summarise)
    for name in ("ola", "mehmet"):
        write(logs, name, NAME)
    files.room = sum(files.size(name) for name in files.names(""))
    logs.release(["ola"])
    for each in (logs, TinyChangeLog(files, summarise)):
        assert texts(each) == {"mehmet": ["Ola Kowalczyk"]}
        assert list(each.released()) == ["ola"]
    write(logs, "mehmet", Edit("e:1", "f", "there is room"), request="r-2")


def test_index_that_cannot_be_written_does_not_fail_the_change():
    files = FaultyFiles()
    logs = TinyChangeLog(files, lambda log: {"long": "x" * 500})
    change_and_some = 400
    files.room = sum(files.size(name) for name in files.names("")) + change_and_some
    write(logs, "ola", NAME)
    assert logs.summaries()["ola"]
    assert "ola" in TinyChangeLog(files, summarise).summaries()


def test_journal_written_by_newer_code_is_read_without_what_is_new(files):
    write(TinyChangeLog(files, summarise), "ola", NAME)
    kept = DurableMap(files, "logs/ola")
    kept.set({"changes/1": {**kept["changes/1"], "invented": "later"}})
    log = TinyChangeLog(files, summarise).open("ola")
    assert log.value("person:trainee", "name") == "Ola Kowalczyk"


def test_stored_summary_is_plain_json(files):
    write(TinyChangeLog(files, summarise), "ola", NAME)
    assert json.dumps(DurableMap(files, "index")["ola"][1])


def test_log_is_folded_once_for_many_changes(files):
    logs = TinyChangeLog(files, summarise)
    write(logs, "ola", NAME)
    first = logs.open("ola")
    write(logs, "ola", Edit("e:1", "f", 1), request="r-2")
    assert logs.open("ola") is first
    assert isinstance(first, Log)
