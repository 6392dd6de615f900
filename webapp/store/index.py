"""What is told of every log without opening it: summaries, vectors, lists.

Only a cache, kept beside the logs: each entry names the length of the log's files and the edition
of the code that it was made from, and is made anew where either differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from webapp.domain.log import Log
from webapp.store.changelog import Summarise, Summary
from webapp.store.durable_map import DurableMap
from webapp.store.errors import StorageFailed
from webapp.store.files import Files
from webapp.store.lists import Lists


class Index:
    """The index of a `TinyChangeLog`."""

    def __init__(self, files: Files, summarise: Summarise, edition: str) -> None:
        self._map = DurableMap(files, "index")
        self._summarise = summarise
        self._edition = edition
        self._summaries: dict[str, Summary] = {}
        self._vectors: dict[str, Mapping[str, int]] = {}
        self.lists = Lists({})

    def __contains__(self, log_id: str) -> bool:
        return log_id in self._summaries

    def ids(self) -> list[str]:
        """Every log's id, sorted."""
        return sorted(self._summaries)

    def summaries(self, ids: Iterable[str] | None = None) -> Mapping[str, Summary]:
        """See `ChangeLog.summaries`."""
        return some(self._summaries, ids)

    def vectors(self, ids: Iterable[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        """See `ChangeLog.vectors`."""
        return some(self._vectors, ids)

    def restore(self, lengths: Mapping[str, int]) -> list[str]:
        """Take in what was kept of logs of these lengths; the ids of those to be put anew."""
        entries, places = self._map.read_all(), {}
        for log_id, length in lengths.items():
            match entries.get(log_id):
                case [source, summary, vector, listed] if source == [length, self._edition]:
                    self._summaries[log_id], self._vectors[log_id] = summary, vector
                    places[log_id] = listed
        self.lists = Lists(places)
        if entries.keys() - lengths.keys():
            with suppress(StorageFailed):
                self._map.set(dict.fromkeys(entries.keys() - lengths.keys()))
                self._map.compact()
        return [log_id for log_id in lengths if log_id not in self._summaries]

    def put(self, logs: Iterable[tuple[Log, int]]) -> None:
        """Tell of logs, each with the length of its files, as they are now."""
        entries: dict[str, object] = {}
        for log, length in logs:
            self._summaries.pop(log.id, None)
            self._vectors.pop(log.id, None)
            entries[log.id], listed = None, []
            if len(log):
                self._summaries[log.id] = summary = dict(self._summarise(log))
                self._vectors[log.id] = vector = dict(log.vector)
                listed = summary.pop("lists", [])
                entries[log.id] = [[length, self._edition], summary, vector, listed]
            self.lists.put(log.id, listed)
        with suppress(StorageFailed):  # the next start makes it anew
            self._map.set(entries, flush=False)

    def remove(self, log_ids: Iterable[str]) -> None:
        """Tell no more of logs; raises StorageFailed where a file may still do so."""
        self.hide(log_ids)
        self._map.set(dict.fromkeys(log_ids))
        self._map.compact()

    def hide(self, log_ids: Iterable[str]) -> None:
        """Tell no more of logs as long as this process runs."""
        for log_id in log_ids:
            self._summaries.pop(log_id, None)
            self._vectors.pop(log_id, None)
            self.lists.put(log_id, ())


def some(kept: Mapping[str, Any], ids: Iterable[str] | None) -> Mapping[str, Any]:
    """What is kept under `ids`, or all of it, read only."""
    if ids is None:
        return MappingProxyType(kept)
    return {each: kept[each] for each in ids if each in kept}
