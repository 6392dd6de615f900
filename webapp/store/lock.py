"""One process owns a data folder; a second one is told so."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from webapp.store.errors import FolderInUse


class FolderLock:
    """Holds a folder (made when missing) until `release`, or until the process ends.

    Raises FolderInUse when another process holds it.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        import fcntl  # not where there are no processes: a browser

        self.folder = Path(folder).absolute()
        path = self.folder / "lock"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(os.pread(self._file, 1000, 0))
            os.close(self._file)
            raise FolderInUse(
                f"The data folder {path.parent} is in use by {holder}. "
                "Stop that one first, or choose another folder."
            ) from None
        started = datetime.now().astimezone().isoformat(timespec="seconds")
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps({"pid": os.getpid(), "since": started}).encode(), 0)

    def release(self) -> None:
        """Let another process have the folder; once."""
        os.close(self._file)


def _holder(note: bytes) -> str:
    """Who holds the folder, as far as its lock file tells."""
    try:
        holder = json.loads(note)
        return f"process {holder['pid']} since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        return "another process"
