"""A store in PostgreSQL, or in what speaks its protocol: for several processes and machines."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import random
from typing import TypeVar

from webapp.store import Store
from webapp.store.changelog import Summarise
from webapp.store.errors import Overtaken, Unavailable
from webapp.store.postgres.blobs import PostgresBlobs
from webapp.store.postgres.changelog import PostgresChangeLog
from webapp.store.postgres.database import Database
from webapp.store.postgres.durable_map import PostgresMap
from webapp.store.postgres.schema import prepare

Result = TypeVar("Result")

TRIES = 12
"""How often work is begun that others overtake; one more where the connection was lost."""
PAUSE = 0.005
"""Seconds before the second try at most; each further try doubles it."""


class PostgresStore(Store):
    """A `Store` in the database at an address, which holds its password perhaps.

    Made ready when this returns, however many processes do that at once.
    Raises Unavailable, StorageFailed.
    """

    in_database = True

    def __init__(self, address: str, summarise: Summarise, edition: str = "") -> None:
        self.lock = database = Database(address)
        self.logs = logs = PostgresChangeLog(database, summarise, edition)
        self.blobs = PostgresBlobs(database)
        self.devices = PostgresMap(database, "devices")
        self.settings = PostgresMap(database, "settings")
        self.atomically(lambda: prepare(database))
        while self.atomically(logs.summarise_anew):
            pass

    def atomically(self, work: Callable[[], Result]) -> Result:
        """See `Store`; done anew where another process overtook it or the connection was lost."""
        if self.lock.under_way:  # what fails here fails as a whole
            return work()
        overtaken = lost = False
        for attempt in range(TRIES):
            try:
                return self._turn(work, insists=overtaken)
            except Overtaken:
                overtaken = True
            except Unavailable:
                if lost:
                    raise
                lost = True
            time.sleep(random() * PAUSE * 2**attempt)
        return self._turn(work, insists=True)

    def _turn(self, work: Callable[[], Result], insists: bool) -> Result:
        """One turn; `insists`: others wait for it from where it opens a log, not overtake it."""
        with self.lock:
            self.lock.insists = insists
            return work()

    @property
    def folder(self) -> None:
        return None

    @property
    def damage(self) -> list[tuple[str, int]]:
        return []

    def close(self) -> None:
        self.lock.close()
