"""Room on a tablet: files of papers that the server has may go; their names and thumbnails stay.

The next sync must not bring them back at once, so the device remembers which ones it gave away;
a reader that opens one fetches it again.
"""

from __future__ import annotations

from collections.abc import Collection

from webapp.domain.interview import Interview
from webapp.store import Store
from webapp.sync_replica import SyncReplica

_FREED = "freed"


def freed(store: Store) -> Collection[str]:
    """The hashes of the files that this device gave away."""
    kept: Collection[str] = store.settings.get(_FREED, ())
    return kept


def room_in(store: Store, replica: SyncReplica, interview: Interview) -> int:
    """How many bytes the files of an interview would free; 0 until the server has all of it."""
    if interview.id in replica.behind():
        return 0
    here = {file.sha256: file.size for paper in interview.papers for file in paper.files}
    return sum(size for sha, size in here.items() if store.blobs.exists(sha))


def free(store: Store, replica: SyncReplica, interview: Interview) -> None:
    """Give the files of an interview away, but not what the server may lack."""
    if room_in(store, replica, interview):
        gone = {file.sha256 for paper in interview.papers for file in paper.files}
        store.settings.set({_FREED: sorted({*freed(store), *gone})})
        for sha in gone:
            store.blobs.remove(sha)


def came_back(store: Store, sha: str) -> None:
    """A file is here again, because somebody opened it."""
    if sha in freed(store):
        store.settings.set({_FREED: sorted({*freed(store)} - {sha})})
