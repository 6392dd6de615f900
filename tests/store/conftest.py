"""Every storage the suite runs over, as a function that opens the same files again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.tablet.test_opfs import MemoryDisk
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


@pytest.fixture
def files(reopen) -> Files:
    return reopen()
