"""A connection to PostgreSQL, or to what speaks its protocol, and turns on it.

A turn is one transaction of one thread: the store's lock. What was read in it still holds when
it is written, or nothing of it is kept and `Overtaken` says so. A process takes one turn at a
time and so needs one connection; several processes take theirs side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from types import TracebackType
from typing import Any

import psycopg

from webapp.store.errors import Overtaken, StorageFailed, StorageFull, StoreError, Unavailable

SETTINGS = {
    "application_name": "onthaal",
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""Libpq's, where the address does not say otherwise; seconds, the last one milliseconds."""

_OVERTAKEN = {"40001", "40P01", "23505"}  # also a key that another transaction made meanwhile
_FULL = {"53100"}
_AWAY = ("08", "25006", "40003", "53", "57", "58")
"""How the SQLSTATE of what passes by itself begins (PostgreSQL's manual, appendix A)."""


class Database:
    """Turns at the database of that address; `database.lock` in the words of a `Store`.

    Nothing is asked before it is needed; a lost connection is made anew by the next turn.
    Raises Unavailable, Overtaken, StorageFull or StorageFailed, also at the end of a turn.
    """

    def __init__(self, address: str) -> None:
        self.turn = 0
        self.insists = False
        """Whether what this turn reads is held for it to write: set where one was overtaken."""
        self._address = _completed(address)
        self._lock = RLock()
        self._depth = 0
        self._connection: psycopg.Connection | None = None
        self._process = 0
        self._begun = False
        self._failure: StoreError | None = None
        self._on_connection: list[Callable[[], None]] = []
        self._on_undone: list[Callable[[], None]] = []

    def on_connection(self, call: Callable[[], None]) -> None:
        """Have `call` called with each new connection: it may lead to another state."""
        self._on_connection.append(call)

    def on_undone(self, call: Callable[[], None]) -> None:
        """Have `call` called when nothing of a turn was kept."""
        self._on_undone.append(call)

    # -- turns --------------------------------------------------------------------------

    def __enter__(self) -> None:
        self._lock.acquire()
        if not self._depth:
            self.turn += 1
            self.insists = False
        self._depth += 1

    @property
    def under_way(self) -> bool:
        """Whether this thread is in a turn already."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._depth > 0
        finally:
            self._lock.release()

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        try:
            if self._depth == 1:
                self._end(keep=kind is None)
        finally:
            self._depth -= 1
            self._lock.release()

    def _end(self, keep: bool) -> None:
        begun, failure = self._begun, self._failure
        self._begun, self._failure = False, None
        if begun and self._connection:
            try:
                with _named():
                    if keep and not failure:
                        self._connection.commit()
                    else:
                        self._connection.rollback()
            except StoreError as error:
                failure = failure or error
            if failure or not keep:
                for call in self._on_undone:
                    call()
        if isinstance(failure, Unavailable) and not isinstance(failure, Overtaken):
            self.close()  # also one that only reads by now: its place was given to another
        if failure:
            raise failure

    # -- asking -------------------------------------------------------------------------

    def rows(self, query: str, *values: object) -> list[Any]:
        """What a query gives, in a turn of its own where there is none."""
        with self:
            if self._failure:  # nothing more can be done in this turn
                raise self._failure
            try:
                with _named():
                    cursor = self._connected().execute(query, values)
                    return cursor.fetchall() if cursor.description else []
            except StoreError as error:
                raise self.fail(error) from error.__cause__

    def fail(self, error: StoreError) -> StoreError:
        """Keep nothing of this turn, whatever becomes of `error`, which is given back."""
        self._failure = error
        return error

    def _connected(self) -> psycopg.Connection:
        known = self._connection
        if not self._begun and (not known or known.closed or self._process != os.getpid()):
            self._connection = known = psycopg.connect(self._address, prepare_threshold=None)
            self._process = os.getpid()
            known.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            for call in self._on_connection:
                call()
        assert known
        self._begun = True
        return known

    def close(self) -> None:
        """Let go of the connection; the next turn makes another."""
        if self._connection:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None


@contextmanager
def _named() -> Iterator[None]:
    """Within it, an error of the database becomes one of the store's."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        kind: type[StoreError] = StorageFailed
        if state in _OVERTAKEN:
            kind = Overtaken
        elif state in _FULL:
            kind = StorageFull
        elif state.startswith(_AWAY) or not state and isinstance(error, psycopg.OperationalError):
            kind = Unavailable
        raise kind(str(error)) from error


def _completed(address: str) -> str:
    try:
        said = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError:  # which repeats the address, password and all
        raise StorageFailed("its address does not begin with postgresql:// or is garbled") from None
    unsaid = {name: value for name, value in SETTINGS.items() if name not in said}
    return psycopg.conninfo.make_conninfo(address, **unsaid)
