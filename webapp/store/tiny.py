"""TinyDB over a journal: each write appends what changed, and is durable when it returns."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from tinydb.storages import Storage

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
            prefix = quote(table, safe="", errors="surrogatepass")
            wanted[prefix] = True
            for doc_id, document in documents.items():
                wanted[f"{prefix}/{doc_id}"] = document
        gone = {key: None for key in self._map if key not in wanted}
        self._map.set(gone | wanted)
