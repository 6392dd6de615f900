"""Every storage the suite runs over, as a function that opens the same files again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from webapp.store.files import Files, MemoryFiles
from webapp.store.posix import PosixFiles


@pytest.fixture(params=["memory", "posix"])
def reopen(request, tmp_path) -> Iterator[Callable[[], Files]]:
    """Opens the files of one folder, as a process does that starts."""
    memory = MemoryFiles()
    opened: list[Files] = []

    def open_files() -> Files:
        opened.append(memory if request.param == "memory" else PosixFiles(tmp_path / "data"))
        return opened[-1]

    yield open_files
    for files in opened:
        files.close()


@pytest.fixture
def files(reopen) -> Files:
    return reopen()
