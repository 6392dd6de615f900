"""TinyDB over a journal: each write appends what changed, and is durable when it returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import quote, unquote

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from webapp.store.durable_map import DurableMap
from webapp.store.files import Files

Tables = dict[str, dict[str, Any]]


class JournalStorage(Storage):
    """A TinyDB storage: `TinyDB(files, "name", storage=JournalStorage)`.

    A document is kept under `table/id`, a table itself under `table`, its name quoted.
    What is read is fresh each time, so documents may be changed in place, as TinyDB does.
    """

    def __init__(self, files: Files, name: str) -> None:
        self._map = DurableMap(files, name)

    @property
    def cut(self) -> int:
        """How many damaged bytes were left out at opening."""
        return self._map.cut

    def read(self) -> Tables | None:
        tables: Tables = {}
        for key, value in self._map.read_all().items():
            table, slash, doc_id = key.partition("/")
            documents = tables.setdefault(unquote(table, errors="surrogatepass"), {})
            if slash:
                documents[doc_id] = value
        return tables or None

    def write(self, data: Tables) -> None:
        wanted: dict[str, Any] = {}
        for table, documents in data.items():
            wanted |= _entries(table, documents)
        gone = {key: None for key in self._map if key not in wanted}
        self._map.set(gone | wanted)

    def add(self, table: str, documents: Mapping[int, Mapping[str, Any]]) -> None:
        """Write new documents without a look at the others."""
        self._map.set(_entries(table, documents))


def _entries(table: str, documents: Mapping[Any, Any]) -> dict[str, Any]:
    prefix = quote(table, safe="", errors="surrogatepass")
    return {prefix: True} | {f"{prefix}/{doc_id}": each for doc_id, each in documents.items()}


class AppendingTable(Table):
    """A table of a `JournalStorage` to which adding costs the same however much it holds.

    TinyDB's own reads and compares the whole table for every insertion.
    """

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        documents = list(documents)
        if any(isinstance(document, Document) for document in documents):
            return super().insert_multiple(documents)  # they bring ids, which may be taken
        new = {self._get_next_id(): document for document in documents}
        cast(JournalStorage, self._storage).add(self.name, new)
        self.clear_cache()
        return list(new)


class JournalDB(TinyDB):
    """TinyDB over a journal."""

    table_class = AppendingTable
    default_storage_class = JournalStorage
