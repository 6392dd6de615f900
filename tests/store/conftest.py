"""Every storage the suite runs over, as a function that opens the same files again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.tablet.test_opfs import MemoryDisk
from webapp.store import Store, open_store
from webapp.store.changelog import Summarise
from webapp.store.files import Files, MemoryFiles
from webapp.store.posix import PosixFiles
from webapp.tablet.opfs import OpfsFiles


@pytest.fixture(params=["memory", "posix", "handles"])
def reopen(request, tmp_path) -> Iterator[Callable[[], Files]]:
    """Opens the files of one folder, as a process does that starts."""
    memory, disk = MemoryFiles(), MemoryDisk(64)
    opened: list[Files] = []
    kinds: dict[str, Callable[[], Files]] = {
        "memory": lambda: memory,
        "posix": lambda: PosixFiles(tmp_path / "data"),
        "handles": lambda: OpfsFiles(disk),
    }

    def open_files() -> Files:
        opened.append(kinds[request.param]())
        return opened[-1]

    yield open_files
    for files in opened:
        files.close()


@pytest.fixture(params=["memory", "folder", "database"])
def open_again(request, tmp_path) -> Iterator[Callable[..., Store]]:
    """Opens the same store, however it is kept, as a process does that starts."""
    memory, opened = MemoryFiles(), []
    place = tmp_path / "data"
    if request.param == "database":
        place = request.getfixturevalue("cluster").fresh()

    def open_it(summarise: Summarise = lambda log: {}, edition: str = "") -> Store:
        if request.param == "memory":
            return Store(memory, summarise, edition)
        if request.param == "folder":
            return Store(PosixFiles(place), summarise, edition)
        opened.append(open_store(place, summarise, edition))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def files(reopen) -> Files:
    return reopen()
