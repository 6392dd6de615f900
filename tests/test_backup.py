"""Everything in one file and back: whole or refused, and taken while people go on writing."""

from __future__ import annotations

import subprocess
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.cast import JORIS_AND_OLA
from tests.running import CHECKOUT, COMMAND, environment, running
from tests.schedules import Device, contents, serve
from tests.test_crash import INTERVIEW, Wish, post, read_log, wishes
from webapp.backup import Backup, BadBackup, fill, read, write
from webapp.commands import Refused
from webapp.commands.restore import restore
from webapp.domain.change import Edit
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, UnknownLog, open_store
from webapp.store.files import MemoryFiles
from webapp.store.folder_copy import FolderCopy

NOW = datetime(2026, 11, 22, 10, 38, tzinfo=UTC)


@pytest.fixture
def kept() -> Store:
    """A store with one of everything in it."""
    device = Device("tablet", MemoryFiles())
    sha = device.store.blobs.put(b"a photo")
    device.write("ola", "one", Edit("trainee", "name", "Ола"), Edit("paper:1", "content", sha))
    device.write("notes.ola", "two", Edit("note:1", "text", "line\u2028line\n"))
    device.write("workplace", "three", Edit("host", "company", "Bakkerij"))
    device.store.logs.erase("mehmet", NOW.isoformat())
    device.store.settings.set({"access_code": "blue-horse"})
    device.store.devices.set({"pin:1": {"wrong": 0}})
    return device.store


@pytest.fixture
def backup(kept: Store, tmp_path: Path) -> Backup:
    return write(kept, tmp_path / "backup.zip", NOW, "0.1.0")


def everything(store: Store) -> list[object]:
    logs = {each: list(store.logs.open(each)) for each in store.logs.ids()}
    blobs = {sha: store.blobs.get(sha) for sha in store.blobs.hashes()}
    return [logs, blobs, dict(store.devices), dict(store.settings), dict(store.logs.tombstones())]


def onthaal(*arguments: object) -> str:
    """What the command says; it must succeed."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=CHECKOUT, env=environment(), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_was_backed_up_is_there_again(kept: Store, backup: Backup) -> None:
    fresh = open_store(None, summarise, EDITION)
    fill(fresh, read(backup.path), {})
    assert everything(fresh) == everything(kept)
    assert fresh.logs.replica != kept.logs.replica
    assert (len(backup.logs), backup.changes, backup.blobs) == (3, 4, 1)


def test_only_its_owner_can_read_a_backup(backup: Backup) -> None:
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in backup.path.parent.iterdir()] == ["backup.zip"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_file_that_was_cut_is_no_backup(backup: Backup, share: float) -> None:
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(BadBackup, match="no backup of Onthaal"):
        read(backup.path)


def test_any_altered_part_is_named(backup: Backup, tmp_path: Path) -> None:
    for altered in backup.files:
        target = tmp_path / "altered.zip"
        with zipfile.ZipFile(backup.path) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                extra = b" " if name == altered else b""
                new.writestr(name, old.read(name) + extra)
        with pytest.raises(BadBackup, match=altered):
            read(target)


def test_a_garbled_byte_is_noticed_or_does_not_matter(kept: Store, backup: Backup) -> None:
    content, noticed = backup.path.read_bytes(), 0
    for at in range(len(content)):
        backup.path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        fresh = open_store(None, summarise, EDITION)
        try:
            fill(fresh, read(backup.path), {})
        except BadBackup:
            noticed += 1
        else:
            assert everything(fresh) == everything(kept)
    assert noticed > len(content) / 2


def test_a_backup_that_fails_leaves_the_one_before(
    kept: Store, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup.path.read_bytes()
    monkeypatch.setattr(kept.blobs, "get", lambda sha: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(kept, backup.path, NOW, "0.1.0")
    assert backup.path.read_bytes() == before
    assert len(list(backup.path.parent.iterdir())) == 1


def test_a_folder_with_something_in_it_is_only_replaced_when_told(
    backup: Backup, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    with closing(open_store(folder, summarise, EDITION)) as store:
        store.logs.erase("ola", NOW.isoformat())
        store.settings.set({"access_code": "newer"})
    with pytest.raises(Refused, match="is not empty"):
        restore(folder, backup, replace=False)
    aside = restore(folder, backup, replace=True)
    with closing(open_store(folder, summarise, EDITION)) as store:
        assert store.settings["access_code"] == "blue-horse"
        assert store.logs.ids() == ["notes.ola", "workplace"], "what was erased stays erased"
    assert aside and FolderCopy(aside).settings["access_code"] == "newer"


def test_a_backup_that_cannot_be_taken_back_leaves_the_folder_as_it_was(
    backup: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    with closing(open_store(folder, summarise, EDITION)) as store:
        store.settings.set({"access_code": "newer"})
    before = sorted(each.name for each in folder.iterdir())
    monkeypatch.setattr("webapp.commands.restore.fill", lambda *parts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(folder, backup, replace=True)
    assert sorted(each.name for each in folder.iterdir()) == before


def test_a_restored_old_backup_takes_everything_again_from_the_tablets(tmp_path: Path) -> None:
    server, tablet = open_store(None, summarise, EDITION), Device("tablet", MemoryFiles())
    tablet.write("ola", "one", Edit("trainee", "name", "Ola"))
    tablet.sync(server)
    old = write(server, tmp_path / "old.zip", NOW, "0.1.0")
    tablet.write("ola", "two", Edit("trainee", "name", "Ola K."))
    tablet.write("mehmet", "three", Edit("trainee", "name", "Mehmet"))
    tablet.sync(server)
    assert tablet.client.status.pending == 0
    restored = open_store(None, summarise, EDITION)
    fill(restored, old, {})
    assert contents(restored) != contents(server)
    request = tablet.client.begin("timer")
    while request is not None:
        request = tablet.client.take(*serve(restored, request))
    assert contents(restored) == contents(server) == contents(tablet.store)


def test_a_backup_taken_under_load_holds_everything_acknowledged_before_it(tmp_path: Path) -> None:
    data, acknowledged, enough = tmp_path / "data", list[Wish](), Event()
    taken: list[tuple[int, Path]] = []
    with running("--data", data) as server:
        assert post(server, "/interviews", JORIS_AND_OLA, "the-interview") == 303

        def write_on() -> None:
            for wish in wishes():
                if enough.is_set():
                    return
                assert post(server, wish.path, wish.form, wish.request) == 303
                acknowledged.append(wish)

        writer = Thread(target=write_on)
        writer.start()
        try:
            for number in range(4):
                before, path = len(acknowledged), tmp_path / f"{number}.zip"
                assert "It was read back and is whole." in onthaal("backup", path, "--data", data)
                taken.append((before, path))
        finally:
            enough.set()
            writer.join()
    live = read_log(data)
    assert len(acknowledged) > taken[-1][0] > 20
    for before, path in taken:
        folder = tmp_path / f"{path.stem}-restored"
        onthaal("restore", path, "--data", folder)
        log = read_log(folder)
        assert [each for each in islice(acknowledged, before) if not log.knows(each.request)] == []
        then = live.as_of(log.vector)
        assert list(log) == list(then) and len(log) == sum(log.vector.values())


def test_a_server_starts_on_what_was_restored(tmp_path: Path) -> None:
    data, again = tmp_path / "data", tmp_path / "again"
    with running("--data", data) as server:
        assert post(server, "/interviews", JORIS_AND_OLA, "the-interview") == 303
        onthaal("backup", tmp_path / "b.zip", "--data", data)
    said = onthaal("restore", tmp_path / "b.zip", "--data", again)
    assert said.startswith(f"{again} is as it was on ")
    with running("--data", again) as server:
        assert "Ola Kowalczyk" in server.get(f"/interviews/{INTERVIEW}/prepare")


def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path, backup: Backup) -> None:
    def refusal(*arguments: object) -> str:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            cwd=CHECKOUT, env=environment(), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
        return done.stderr

    assert "nothing is kept in" in refusal("backup", tmp_path / "b", "--data", tmp_path / "no")
    assert "cannot be read" in refusal("restore", tmp_path / "no.zip", "--data", tmp_path / "new")
    with running("--data", tmp_path / "data"):
        assert "is in use by process" in refusal(
            "restore", backup.path, "--data", tmp_path / "data"
        )
        assert "cannot write" in refusal(
            "backup", tmp_path / "no" / "b.zip", "--data", tmp_path / "data"
        )


def test_a_log_that_vanishes_meanwhile_is_left_out(kept: Store, tmp_path: Path) -> None:
    class Vanishing:
        ids, tombstones = kept.logs.ids, kept.logs.tombstones

        @staticmethod
        def open(log_id: str):
            if log_id == "ola":
                raise UnknownLog(log_id)
            return kept.logs.open(log_id)

    class Copy:
        logs, blobs, devices, settings = Vanishing, kept.blobs, kept.devices, kept.settings

    made = write(Copy, tmp_path / "b.zip", NOW, "0.1.0")
    assert set(made.logs) == {"notes.ola", "workplace"}
