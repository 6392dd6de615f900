from __future__ import annotations

import os
import stat

import pytest

from webapp.store import posix
from webapp.store.files import MemoryFile, write_all
from webapp.store.posix import PosixFiles


def test_file_grows_by_writing_and_shrinks_by_truncating(files):
    file = files.open("a")
    assert file.write(0, b"hello") == 5
    assert file.write(5, b" you") == 4
    assert file.read(0, 100) == b"hello you"
    assert file.read(6, 2) == b"yo"
    file.truncate(5)
    file.flush()
    assert (file.size(), files.size("a"), file.read(0, 100)) == (5, 5, b"hello")


def test_what_was_written_is_there_after_opening_again(reopen):
    reopen().open("logs/a.journal").write(0, b"kept")
    assert reopen().open("logs/a.journal").read(0, 9) == b"kept"


def test_opening_a_file_creates_it_empty_and_keeps_what_it_holds(files):
    assert not files.exists("a")
    files.open("a").write(0, b"kept")
    assert files.exists("a")
    assert files.open("a").size() == 4


def test_names_are_those_of_one_folder_in_order(files):
    for name in ("logs/b", "logs/a", "blobs/a", "logs"[:-1]):
        files.open(name)
    assert files.names("logs/") == ["logs/a", "logs/b"]
    assert files.names("none/") == []


def test_removed_file_is_gone_and_removing_it_again_is_no_error(files):
    files.open("logs/a").write(0, b"x")
    files.remove("logs/a")
    files.remove("logs/a")
    assert not files.exists("logs/a")
    assert files.names("logs/") == []
    assert files.open("logs/a").size() == 0


@pytest.mark.parametrize("name", ["", "..", "../a", "a/../b", "/a", "a/b/c", "a/", ".a", "A", "é"])
def test_name_that_could_lead_elsewhere_is_refused(files, name):
    with pytest.raises(ValueError):
        files.open(name)


def test_short_write_is_continued_until_everything_is_written():
    class Slow(MemoryFile):
        def write(self, at: int, data: bytes) -> int:
            return super().write(at, data[:3])

    file = Slow()
    write_all(file, 0, b"0123456789")
    assert file.read(0, 99) == b"0123456789"


def test_few_descriptors_are_open_however_many_files_there_are(tmp_path, monkeypatch):
    monkeypatch.setattr(posix, "DESCRIPTORS", 4)
    files = PosixFiles(tmp_path)
    before = len(os.listdir("/dev/fd"))
    opened = {f"logs/{n}": files.open(f"logs/{n}") for n in range(20)}
    for name, file in opened.items():
        file.write(0, name.encode())
    assert all(file.read(0, 99) == name.encode() for name, file in opened.items())
    assert len(os.listdir("/dev/fd")) <= before + 4
    for name in [*opened, *opened]:
        for _time in range(2):
            files.remove(name)
            files.open(name)
    files.close()
    assert len(os.listdir("/dev/fd")) == before


def test_files_on_disk_are_for_their_owner_only(tmp_path):
    files = PosixFiles(tmp_path / "data")
    files.open("logs/a")
    files.close()
    modes = [stat.S_IMODE(os.stat(tmp_path / "data" / p).st_mode) for p in (".", "logs", "logs/a")]
    assert modes == [0o700, 0o700, 0o600]


def test_foreign_files_in_the_folder_are_left_alone(tmp_path):
    files = PosixFiles(tmp_path)
    files.open("logs/a")
    (tmp_path / "logs" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "logs" / "Copy of a").write_bytes(b"x")
    (tmp_path / "logs" / "folder").mkdir()
    assert files.names("logs/") == ["logs/a"]
    files.close()


def test_new_file_is_followed_by_a_flush_of_its_folder(tmp_path, monkeypatch):
    files = PosixFiles(tmp_path)
    flushed = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda d: (flushed.append(os.fstat(d).st_ino), real(d)))
    files.open("a")
    assert os.stat(tmp_path).st_ino in flushed
    flushed.clear()
    files.remove("a")
    assert os.stat(tmp_path).st_ino in flushed
    files.close()
