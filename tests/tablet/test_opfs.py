"""The store over a browser's open handles, here of memory."""

from __future__ import annotations

import errno

import pytest

from tests.store.crashes import Trace, crashes
from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, durable_map
from webapp.store.files import File, MemoryFile, MemoryFiles
from webapp.store.tiny_changelog import TinyChangeLog
from webapp.tablet.opfs import NoSpare, OpfsFiles


class Bytes(bytes):
    """Bytes as the browser hands them over."""

    def to_bytes(self) -> bytes:  # type: ignore[override]
        return bytes(self)


class MemoryDisk:
    """What the tablet's worker offers, over memory; `full`: refuse to write."""

    def __init__(self, count: int) -> None:
        self.files: dict[str, File] = {str(number): MemoryFile() for number in range(count)}
        self.full = False
        self.closed: set[str] = set()

    def is_open(self, key: str) -> bool:
        return key in self.files and key not in self.closed

    def _file(self, key: str) -> File:
        return self.files.setdefault(key, MemoryFile())

    def size(self, key: str) -> int:
        return self._file(key).size()

    def read(self, key: str, at: int, count: int) -> Bytes:
        assert key not in self.closed
        return Bytes(self._file(key).read(at, count))

    def write(self, key: str, at: int, data: bytes) -> int:
        if self.full:
            raise RuntimeError("QuotaExceededError: no room")
        return self._file(key).write(at, data)

    def truncate(self, key: str, size: int) -> None:
        self._file(key).truncate(size)

    def flush(self, key: str) -> None:
        self._file(key).flush()

    def count(self) -> int:
        return sum(key.isdecimal() for key in self.files)


def write(files: OpfsFiles, name: str, content: bytes) -> None:
    files.open(name).write(0, content)


def test_a_file_is_found_again_under_its_name() -> None:
    disk = MemoryDisk(3)
    write(OpfsFiles(disk), "logs/one", b"1")
    files = OpfsFiles(disk)
    assert files.names("logs/") == ["logs/one"]
    assert files.open("logs/one").read(0, 9) == b"1"
    assert files.size("logs/one") == 1


def test_a_removed_file_leaves_nothing_to_whoever_comes_next() -> None:
    disk = MemoryDisk(1)
    files = OpfsFiles(disk)
    write(files, "secret", b"secret")
    files.remove("secret")
    assert not files.exists("secret")
    assert files.open("other").size() == 0
    assert not any(file.read(0, 99) == b"secret" for file in disk.files.values())


def test_a_handle_in_use_is_never_given_away_after_a_restart() -> None:
    disk = MemoryDisk(3)
    files = OpfsFiles(disk)
    write(files, "one", b"1")
    write(files, "two", b"2")
    files.remove("one")
    again = OpfsFiles(disk)
    write(again, "three", b"3")
    write(again, "four", b"4")
    assert again.open("two").read(0, 9) == b"2"


def test_what_a_killed_browser_left_in_an_unnamed_file_is_not_seen() -> None:
    disk = MemoryDisk(1)
    disk.files["0"].write(0, b"left over")
    assert OpfsFiles(disk).open("new").size() == 0


def test_more_files_than_are_open_are_asked_for() -> None:
    disk = MemoryDisk(1)
    files = OpfsFiles(disk)
    files.open("one")
    with pytest.raises(NoSpare):
        files.open("two")
    disk.files["1"] = MemoryFile()
    assert files.take_spares() == 1
    assert files.open("two").size() == 0


def test_a_full_disk_is_told_by_the_number_that_the_store_knows() -> None:
    disk = MemoryDisk(2)
    file = OpfsFiles(disk).open("one")
    disk.full = True
    with pytest.raises(OSError) as refused:
        file.write(0, b"1")
    assert refused.value.errno == errno.ENOSPC


def test_the_whole_store_lives_on_such_files() -> None:
    disk = MemoryDisk(20)
    Store(OpfsFiles(disk), summarise, EDITION).devices.set({"session": "kept"})
    assert Store(OpfsFiles(disk), summarise, EDITION).devices["session"] == "kept"


def test_a_file_that_is_not_open_is_asked_for_and_its_length_is_known_before() -> None:
    disk = MemoryDisk(3)
    write(OpfsFiles(disk), "logs/one", b"1")
    files = OpfsFiles(disk)
    disk.closed = {"0", "1", "2"}
    assert files.size("logs/one") == 1
    with pytest.raises(NoSpare):
        files.open("logs/one")
    [key] = files.wanted()
    disk.closed.remove(key)
    assert files.open("logs/one").read(0, 9) == b"1"
    assert files.wanted() == []


def test_what_every_start_reads_is_asked_for_together() -> None:
    disk = MemoryDisk(80)
    store = Store(OpfsFiles(disk), summarise, EDITION)
    for number in range(9):
        store.blobs.put(b"%d" % number)
    disk.closed = {str(number) for number in range(80)}
    files = OpfsFiles(disk)
    with pytest.raises(NoSpare):
        Store(files, summarise, EDITION)
    disk.closed -= set(files.wanted())
    Store(files, summarise, EDITION)
    assert len(disk.closed & set(files._keys.values())) == 9


def test_what_needs_ever_more_files_is_given_ever_more_at_once() -> None:
    disk = MemoryDisk(400)
    files = OpfsFiles(disk)
    for number in range(300):
        write(files, f"logs/{number}", b"1")
    disk.closed = {str(number) for number in range(400)}
    rounds = 0
    while disk.closed & set(files._keys.values()):
        with pytest.raises(NoSpare):
            for name in files.names("logs/"):
                files.open(name)
        disk.closed -= set(files.wanted())
        rounds += 1
    assert rounds == 5  # 1, 4, 16, 64, 256


def test_a_file_is_not_forgotten_before_it_can_be_emptied() -> None:
    disk = MemoryDisk(1)
    files = OpfsFiles(disk)
    write(files, "secret", b"secret")
    disk.closed = {"0"}
    with pytest.raises(NoSpare):
        files.remove("secret")
    assert files.exists("secret")
    disk.closed.clear()
    files.remove("secret")
    assert disk.files["0"].size() == 0


def test_an_empty_file_becomes_a_spare_one_once_it_is_open() -> None:
    disk = MemoryDisk(3)
    write(OpfsFiles(disk), "one", b"1")
    disk.closed = {"0", "1", "2"}
    files = OpfsFiles(disk)
    assert files.take_spares() == 0
    assert len(files.unused(1)) == 1 and len(files.unused(9)) == 2
    disk.closed -= set(files.unused(9))
    assert files.take_spares() == 2


def test_where_the_browser_opens_no_more_files_the_disk_is_full() -> None:
    files = OpfsFiles(MemoryDisk(1))
    files.open("one")
    files.refused = True
    with pytest.raises(OSError) as refused:
        files.open("two")
    assert refused.value.errno == errno.ENOSPC


def test_what_a_crash_left_in_a_file_without_a_name_is_emptied_first() -> None:
    disk = MemoryDisk(40)
    disk.closed = {str(number) for number in range(40)}
    disk.files["33"].write(0, b"erased, but not emptied")
    files = OpfsFiles(disk)
    disk.closed -= set(files.unused(2))
    files.take_spares()
    assert disk.files["33"].size() == 0


def test_what_is_on_the_disk_is_read_anew_where_changes_were_taken_back() -> None:
    disk = MemoryDisk(3)
    files = OpfsFiles(disk)
    write(files, "kept", b"1")
    before = {key: MemoryFile(file.read(0, file.size())) for key, file in disk.files.items()}
    write(files, "half", b"2")
    disk.files = dict(before)
    files.read_anew()
    assert not files.exists("half")
    assert files.open("kept").read(0, 9) == b"1"
    write(files, "again", b"3")


def test_no_crash_at_any_byte_of_any_handle_loses_a_change_or_keeps_an_erased_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(durable_map, "SMALL", 300)
    trace = Trace()
    logs = TinyChangeLog(OpfsFiles(disk_of(trace)), summarise, EDITION)
    for number in range(4):
        log = f"log-{number % 2}"
        edits = [Edit("mentor", "name", f"mentor {number} of {log}")]
        known = logs.open(log) if logs.exists(log) else Log(log)
        logs.append(log, known.write(edits, replica="r", now_ms=1, at=AT, request=f"r{number}"))
        trace.acknowledge(said(logs))
    logs.erase("log-0", AT)
    trace.acknowledge(said(logs))
    for kept, safe, coming in crashes(trace):
        disk = disk_of(kept)
        logs = TinyChangeLog(OpfsFiles(disk), summarise, EDITION)
        assert said(logs) in (safe or {}, coming)
        if logs.tombstones():
            assert not [each for each in disk.files.values() if b"of log-0" in content(each)]


AT = "2026-11-22T09:00:00Z"
HANDLES = ["directory.journal", "directory.0", "directory.1", *map(str, range(16))]


def disk_of(files: Trace | MemoryFiles) -> MemoryDisk:
    """A disk whose every handle is one of these files."""
    disk = MemoryDisk(0)
    disk.files = {key: files.open(key) for key in HANDLES}
    return disk


def said(logs: TinyChangeLog) -> dict[str, object]:
    return {each: logs.open(each).value("mentor", "name") for each in logs.ids()}


def content(file: File) -> bytes:
    return file.read(0, file.size())
