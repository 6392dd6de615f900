"""A map from names to JSON values, in a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.store.postgres.database import Database


class PostgresMap(Mapping[str, Any]):
    """The `DurableMap` (see there) of that name."""

    cut = 0

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name

    def __getitem__(self, key: str) -> Any:
        query = "SELECT value FROM onthaal_maps WHERE name = %s AND key = %s"
        for (text,) in self._database.rows(query, self._name, _bytes(key)):
            return json.loads(text)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.read_all())

    def __len__(self) -> int:
        return len(self.read_all())

    def items(self) -> Any:
        return self.read_all().items()

    def read_all(self) -> dict[str, Any]:
        """Every key with its value."""
        query = "SELECT key, value FROM onthaal_maps WHERE name = %s ORDER BY key"
        rows = self._database.rows(query, self._name)
        return {key.decode("utf-8", "surrogatepass"): json.loads(text) for key, text in rows}

    def set(self, values: Mapping[str, Any], *, flush: bool = True) -> None:
        """Set each key to its value, or remove it where that is None: all of them or none."""
        kept = {_bytes(key): json.dumps(value) for key, value in values.items()}
        gone = [key for key, text in kept.items() if text == "null"]
        there = {key: text for key, text in kept.items() if text != "null"}
        with self._database:
            if gone:
                query = "DELETE FROM onthaal_maps WHERE name = %s AND key = ANY(%s)"
                self._database.rows(query, self._name, gone)
            if there:
                self._database.rows(
                    "INSERT INTO onthaal_maps (name, key, value)"
                    " SELECT %s::text, k, v FROM unnest(%s::bytea[], %s::text[]) AS new(k, v)"
                    " ON CONFLICT (name, key) DO UPDATE SET value = excluded.value"
                    " WHERE onthaal_maps.value <> excluded.value",
                    self._name, [*there], [*there.values()],
                )  # fmt: skip

    def compact(self) -> None:
        """Nothing to do: the database drops former values by itself."""


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")
