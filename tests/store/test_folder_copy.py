"""A folder read while somebody writes to it: always as it was at one moment."""

from __future__ import annotations

from random import Random

import pytest

from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.store import StorageFailed, UnknownLog, durable_map, open_store
from webapp.store.durable_map import DurableMap
from webapp.store.files import MemoryFiles
from webapp.store.folder_copy import FolderCopy, stable

from .crashes import Trace, redo

AT = "2026-11-22T11:38:05+01:00"


@pytest.fixture
def churned(monkeypatch: pytest.MonkeyPatch) -> Trace:
    """A map written to some hundred times, with a checkpoint every few of them."""
    monkeypatch.setattr(durable_map, "SMALL", 150)
    trace, random = Trace(), Random(1)
    kept = DurableMap(trace, "map")
    for number in range(150):
        kept.set({random.choice("abc"): "x" * random.randrange(30), "number": number})
        trace.acknowledge(dict(kept))
    return trace


class Writer:
    """Goes on with what a trace holds, some steps before each look that somebody takes."""

    def __init__(self, trace: Trace, random: Random) -> None:
        self.trace, self.random = trace, random
        self.files = MemoryFiles()
        self.done = 0

    def read(self, name: str) -> bytes:
        self.go_on(self.random.choice((0, 0, 0, 1, 2, 9)))
        if not self.files.exists(name):
            return b""
        return self.files.open(name).read(0, self.files.size(name))

    def go_on(self, steps: int) -> None:
        for step in self.trace.steps[self.done : self.done + steps]:
            redo(self.files, step)
        self.done += steps

    def acknowledged(self) -> int:
        """How many writes were acknowledged until now."""
        return sum(step.call == "acknowledge" for step in self.trace.steps[: self.done])


def test_what_is_read_while_somebody_writes_was_there_at_one_moment(churned: Trace) -> None:
    states = [{}, *(step.data for step in churned.steps if step.call == "acknowledge")]
    met_a_checkpoint = 0
    for seed in range(1_500):
        random = Random(seed)
        writer = Writer(churned, random)
        writer.go_on(random.randrange(len(churned.steps)))
        before, looked = writer.acknowledged(), writer.done
        found = dict(DurableMap(stable(writer.read, "map"), "map"))
        during = states[before : writer.acknowledged() + 2]  # one may be written, not yet said
        assert found in during, f"schedule {seed}"
        calls = churned.steps[looked : writer.done]
        met_a_checkpoint += any(step.call == "truncate" for step in calls)
    assert met_a_checkpoint > 100


def test_files_that_never_rest_are_not_copied() -> None:
    random = Random(1)
    with pytest.raises(StorageFailed):
        stable(lambda name: random.randbytes(9), "map")


def test_a_copy_holds_what_the_store_holds_while_it_is_open(tmp_path) -> None:
    store = open_store(tmp_path, lambda log: {})
    made = Log("ola").write([Edit("trainee", "name", "Ola"), Edit("a:1", "text", "x" * 70_000)],
                            replica="r", now_ms=1, at=AT, request="one")  # fmt: skip
    store.logs.append("ola", made)
    store.settings.set({"access_code": "blue-horse"})
    store.logs.erase("mehmet", AT)
    sha = store.blobs.put(b"a photo")
    copy = FolderCopy(tmp_path)
    assert copy.logs.ids() == ["ola"] and list(copy.logs.open("ola")) == made
    assert copy.logs.tombstones() == {"mehmet": AT}
    assert copy.blobs.hashes() == [sha] and copy.blobs.get(sha) == b"a photo"
    assert dict(copy.settings) == {"access_code": "blue-horse"} and not copy.devices
    store.close()


def test_a_copy_of_nothing_holds_nothing(tmp_path) -> None:
    copy = FolderCopy(tmp_path / "nowhere")
    assert copy.logs.ids() == copy.blobs.hashes() == []
    assert not copy.logs.tombstones() and not copy.settings
    with pytest.raises(UnknownLog):
        copy.logs.open("ola")
    assert not (tmp_path / "nowhere").exists()
