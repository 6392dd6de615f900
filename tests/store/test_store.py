from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import webapp
from webapp.store import FolderInUse, StorageFailed, open_store

from .test_changelog import NAME, summarise, write

PROJECT = Path(webapp.__file__).parent.parent

SECOND = """
import sys
from webapp.store import FolderInUse, open_store
try:
    open_store(sys.argv[1], dict)
except FolderInUse as error:
    print(error)
"""

KILLED = Path(__file__).with_name("killed.py")
KILLS = 12


def run(*arguments: object) -> str:
    """What a process of its own prints."""
    command = [sys.executable, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=120
    ).stdout


@pytest.fixture(params=["memory", "folder"])
def store(request, tmp_path):
    store = open_store(None if request.param == "memory" else tmp_path / "data", summarise)
    yield store
    store.close()


def test_store_keeps_logs_blobs_devices_and_settings(store):
    write(store.logs, "ola", NAME)
    sha = store.blobs.put(b"photo")
    store.devices.set({"tablet": {"pin": None}})
    store.settings.set({"secret": "s"})
    with store.lock, store.lock:
        assert store.logs.summaries()["ola"]["name"] == "Ola Kowalczyk"
    assert store.blobs.get(sha) == b"photo"
    assert store.devices["tablet"] == {"pin": None}
    assert store.settings["secret"] == "s"
    assert store.damage == []


def test_everything_is_there_in_the_next_process(tmp_path):
    store = open_store(tmp_path / "new" / "data", summarise)
    write(store.logs, "ola", NAME)
    store.settings.set({"secret": "s"})
    store.close()
    store = open_store(tmp_path / "new" / "data", summarise)
    assert store.logs.ids() == ["ola"]
    assert dict(store.settings) == {"secret": "s"}
    store.close()
    store.close()


def test_damage_of_settings_is_told_too(tmp_path):
    store = open_store(tmp_path, summarise)
    store.settings.set({"secret": "s"})
    store.close()
    with open(tmp_path / "settings.journal", "ab") as journal:
        journal.write(b"torn")
    store = open_store(tmp_path, summarise)
    assert store.damage == [("settings", 4)]
    assert store.settings["secret"] == "s"
    store.close()


def test_second_process_is_told_which_folder_and_process(tmp_path):
    store = open_store(tmp_path, summarise)
    told = run("-c", SECOND, tmp_path)
    assert str(tmp_path) in told
    assert f"process {os.getpid()}" in told
    store.close()
    assert run("-c", SECOND, tmp_path) == ""


def test_same_process_cannot_open_a_folder_twice_either(tmp_path):
    store = open_store(tmp_path, summarise)
    with pytest.raises(FolderInUse, match="in use by process"):
        open_store(tmp_path, summarise)
    store.close()


def test_folder_is_free_again_after_a_start_that_failed(tmp_path):
    store = open_store(tmp_path, summarise)
    write(store.logs, "ola", NAME)
    store.close()
    with pytest.raises(ZeroDivisionError):
        open_store(tmp_path, lambda log: {"wrong": 1 / 0}, "another edition")
    open_store(tmp_path, summarise).close()


def test_lock_file_that_says_nothing_still_locks(tmp_path):
    store = open_store(tmp_path, summarise)
    (tmp_path / "lock").write_text("")
    with pytest.raises(FolderInUse, match="another process"):
        open_store(tmp_path, summarise)
    store.close()


def test_folder_that_cannot_be_made_is_a_named_failure(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="file"):
        open_store(tmp_path / "file" / "data", summarise)


def test_killing_the_process_at_any_moment_loses_nothing_acknowledged(tmp_path):
    told = [json.loads(line) for line in run(KILLED, tmp_path, KILLS).splitlines()]
    assert len({line["round"] for line in told}) > KILLS // 2
    store = open_store(tmp_path, summarise)
    for line in told:
        log = store.logs.open(line["log"])
        for entity, times in zip(line["entities"], line["repeats"], strict=True):
            assert log.value(entity, "text") == entity * times
        assert store.blobs.exists(line["blob"])
    assert store.settings["last"] >= told[-1]["count"]
    store.close()
