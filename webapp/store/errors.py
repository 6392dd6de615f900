"""What can go wrong when something is kept; `webapp.errors` turns each into words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreError(Exception):
    """Anything the store refuses."""


class UnknownLog(StoreError, LookupError):
    """There is no log of that id here."""


class UnknownBlob(StoreError, LookupError):
    """There is no sound blob of that hash here."""


class Erased(StoreError):
    """The log was erased for good; it is never accepted again."""


class FolderInUse(StoreError):
    """Another process owns the data folder; the text says which folder and process."""


class StorageFailed(StoreError):
    """The disk refused; nothing of this write is kept, everything acknowledged before is."""


class StorageFull(StorageFailed):
    """As StorageFailed, for want of room."""


class Unavailable(StorageFailed):
    """The database does not answer now; nothing of this is kept.

    Or all of it, where only its last word was lost: then trying again changes nothing.
    """


class Overtaken(Unavailable):
    """Another process wrote what this one had read; nothing of this is kept."""


@contextmanager
def refusals_named() -> Iterator[None]:
    """Within it, an OSError becomes StorageFull or StorageFailed."""
    try:
        yield
    except OSError as error:
        kind = StorageFull if error.errno in _FULL else StorageFailed
        raise kind(str(error)) from error
