from __future__ import annotations

import pytest

from webapp.store.errors import StorageFailed, StorageFull
from webapp.store.files import MemoryFile
from webapp.store.journal import Journal

from .faults import FaultyFiles

RECORDS = [b"first", b"", b"third, with more in it", b"fourth"]


def filled(file) -> list[int]:
    """A journal of RECORDS in a file; its length after each of them."""
    journal = Journal(file)
    ends = [0]
    for record in RECORDS:
        journal.append(record)
        ends.append(journal.end)
    return ends


def test_records_are_there_after_opening_again(reopen):
    filled(reopen().open("a"))
    journal = Journal(reopen().open("a"))
    assert list(journal.records()) == RECORDS
    assert journal.cut == 0


def test_tail_torn_at_any_byte_is_cut_and_reported_and_the_rest_kept():
    whole = MemoryFile()
    ends = filled(whole)
    content = whole.read(0, whole.size())
    for size in range(len(content)):
        file = MemoryFile(content[:size])
        journal = Journal(file)
        kept = [n for n, end in enumerate(ends) if end <= size][-1]
        assert list(journal.records()) == RECORDS[:kept]
        assert journal.cut == size - ends[kept]
        assert file.size() == ends[kept]
        journal.append(b"next")
        assert list(Journal(file).records()) == [*RECORDS[:kept], b"next"]


def test_damage_at_any_byte_costs_nothing_before_its_record():
    whole = MemoryFile()
    ends = filled(whole)
    content = whole.read(0, whole.size())
    for at in range(len(content)):
        for wrong in (content[at] ^ 0x01, content[at] ^ 0x80):
            journal = Journal(MemoryFile(content[:at] + bytes([wrong]) + content[at + 1 :]))
            kept = [n for n, end in enumerate(ends) if end <= at][-1]
            assert list(journal.records()) == RECORDS[:kept]
            assert journal.cut == len(content) - ends[kept]


@pytest.mark.parametrize("size", [1, 7, 8, 9, 16, 4096])
def test_tail_of_zeros_is_no_record(size):
    file = MemoryFile()
    filled(file)
    file.write(file.size(), bytes(size))
    journal = Journal(file)
    assert list(journal.records()) == RECORDS
    assert journal.cut == size


@pytest.mark.parametrize("room", range(1, 13))
def test_full_disk_undoes_the_write_and_the_next_one_works_once_there_is_room(room):
    files = FaultyFiles()
    file = files.open("a")
    ends = filled(file)
    files.room = ends[-1] + room
    journal = Journal(file)
    with pytest.raises(StorageFull):
        journal.append(b"too long for it")
    assert file.size() == ends[-1]
    assert list(Journal(file).records()) == RECORDS
    files.room = None
    journal.append(b"fits")
    assert list(Journal(file).records()) == [*RECORDS, b"fits"]


@pytest.mark.parametrize("call", ["write", "flush", "truncate"])
def test_failure_of_any_call_is_named_and_loses_nothing(call):
    files = FaultyFiles()
    file = files.open("a")
    filled(file)
    journal = Journal(file)
    files.failing = {call, "write"} if call == "truncate" else {call}
    with pytest.raises(StorageFailed):
        journal.append(b"refused")
    files.failing = set()
    journal.append(b"next")
    assert list(journal.records()) == [*RECORDS, b"next"]
    assert list(Journal(file).records()) == [*RECORDS, b"next"]


def test_nothing_is_appended_while_a_failed_write_cannot_be_undone():
    files = FaultyFiles()
    file = files.open("a")
    filled(file)
    journal = Journal(file)
    files.failing = {"flush", "truncate"}
    with pytest.raises(StorageFailed):
        journal.append(b"a long one whose bytes stay in the file")
    files.failing = {"truncate"}
    with pytest.raises(StorageFailed):
        journal.append(b"short")
    files.failing = set()
    journal.append(b"short")
    assert list(Journal(file).records()) == [*RECORDS, b"short"]


def test_append_is_flushed_before_it_returns_unless_told_otherwise():
    files = FaultyFiles()
    journal = Journal(files.open("a"))
    files.failing = {"flush"}
    journal.append(b"a cache", flush=False)
    with pytest.raises(StorageFailed):
        journal.append(b"the truth")


def test_cleared_journal_is_empty_and_goes_on():
    file = MemoryFile()
    filled(file)
    journal = Journal(file)
    journal.clear()
    assert list(journal.records()) == []
    journal.append(b"again")
    assert list(Journal(file).records()) == [b"again"]
