"""What is told of every log, read when it is asked for and no earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from webapp.store.changelog import is_log_id
from webapp.store.postgres.database import Database


class Told(Mapping[str, Any]):
    """Some columns of the logs (of those of `ids`, when given), as `read` makes them.

    One log is asked for by itself until all of them were.
    """

    def __init__(
        self,
        database: Database,
        columns: str,
        read: Callable[..., Any],
        ids: Iterable[str] | None = None,
        which: str = "erased = ''",
    ) -> None:
        self._database = database
        self._query = f"SELECT id, {columns} FROM onthaal_logs WHERE {which}"
        self._read = read
        self._ids = None if ids is None else [each for each in ids if is_log_id(each)]

    @cached_property
    def _all(self) -> dict[str, Any]:
        if self._ids is None:
            return self._made(self._database.rows(self._query))
        if not self._ids:
            return {}
        found = self._made(self._database.rows(f"{self._query} AND id = ANY(%s)", self._ids))
        return {each: found[each] for each in self._ids if each in found}

    def _made(self, rows: list[Any]) -> dict[str, Any]:
        return {log_id: self._read(log_id, *columns) for log_id, *columns in rows}

    def __getitem__(self, log_id: str) -> Any:
        if self._ids is not None or "_all" in self.__dict__:
            return self._all[log_id]
        if not is_log_id(log_id):
            raise KeyError(log_id)
        return self._made(self._database.rows(f"{self._query} AND id = %s", log_id))[log_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
