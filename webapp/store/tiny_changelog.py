"""The change log over TinyDB: one TinyDB and one journal per log.

So the cost of a change does not grow with the number of logs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tinydb.table import Table

from webapp.domain.change import Change
from webapp.domain.errors import InvalidChange
from webapp.domain.log import Log
from webapp.domain.schema import understood
from webapp.store.changelog import Summarise, Summary, is_log_id, kept_change, new_replica
from webapp.store.durable_map import DurableMap
from webapp.store.errors import (
    Erased,
    StorageFailed,
    StorageFull,
    UnknownLog,
    refusals_named,
)
from webapp.store.files import Files
from webapp.store.index import Index, some
from webapp.store.lists import LAST
from webapp.store.tiny import JournalDB, JournalStorage

OPEN_LOGS = 32
"""How many folded logs are kept in memory."""
BATCH = 500
"""How many logs are told of at once where the index is made anew."""

_FOLDER = "logs/"
_SUFFIXES = (".journal", ".0", ".1")
"""Of the files that one log may have; see `DurableMap`."""


@dataclass(frozen=True, slots=True)
class _Opened:
    log: Log
    table: Table


class TinyChangeLog:
    """A `ChangeLog` (see there) in files.

    `edition` names what `summarise` makes: another one makes every summary anew.
    """

    def __init__(self, files: Files, summarise: Summarise, edition: str = "") -> None:
        self.replica = new_replica()
        self.damage: list[tuple[str, int]] = []
        self._files = files
        self._opened: OrderedDict[str, _Opened] = OrderedDict()
        self._tombstones = DurableMap(files, "tombstones")
        self._released = DurableMap(files, "released")
        self._index = Index(files, summarise, edition)
        with refusals_named():
            self._start()

    # -- reading ------------------------------------------------------------------------

    def ids(self) -> list[str]:
        return self._index.ids()

    def exists(self, log_id: str) -> bool:
        return log_id in self._index

    def open(self, log_id: str) -> Log:
        if log_id not in self._index:
            raise UnknownLog(log_id)
        log = self._open(log_id).log
        if not len(log):  # nothing of it could be read
            raise UnknownLog(log_id)
        return log

    def summaries(self, ids: Iterable[str] | None = None) -> Mapping[str, Summary]:
        return self._index.summaries(ids)

    def vectors(self, ids: Iterable[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        return self._index.vectors(ids)

    def listed(
        self, name: str, start: str = "", stop: str = LAST, **how: Any
    ) -> Mapping[str, Summary]:
        return self._index.summaries(self._index.lists.ids(name, start, stop, **how))

    def count(self, name: str, most: int) -> int:
        return self._index.lists.count(name, most)

    def tombstones(self, ids: Iterable[str] | None = None) -> Mapping[str, str]:
        return self._tombstones.read_all() if ids is None else some(self._tombstones, ids)

    def released(self) -> Collection[str]:
        return self._released.keys()

    def size(self, log_id: str) -> int:
        names = [_FOLDER + log_id + suffix for suffix in _SUFFIXES]
        return sum(self._files.size(name) for name in names if self._files.exists(name))

    # -- writing ------------------------------------------------------------------------

    def append(self, log_id: str, changes: Iterable[Change]) -> list[Change]:
        changes = list(changes)
        self._refuse(log_id, changes)
        if changes and log_id in self._released:  # before a start would take it away again
            self._released.set({log_id: None})
        opened = self._open(log_id)
        new = opened.log.missing(changes)
        if new:
            opened.table.insert_multiple(change.to_dict() for change in new)
            opened.log.add(new)
            self._index_logs([opened.log])
        return new

    def reissue(self, log_id: str, replica: str, places: Mapping[int, tuple[str, int]]) -> None:
        def rename(document: dict[str, Any]) -> None:
            if document["replica"] == replica and document["seq"] in places:
                document["replica"], document["seq"] = places[document["seq"]]

        self.open(log_id)
        self._open(log_id).table.update(rename)  # one record of the journal: all or none
        del self._opened[log_id]
        self._index_logs([self._open(log_id).log])

    def renew(self) -> None:
        self.replica = new_replica()

    def erase(self, log_id: str, at: str) -> None:
        if not is_log_id(log_id):
            raise UnknownLog(log_id)
        if log_id not in self._tombstones:
            self._tombstones.set({log_id: at})
        if log_id in self._released:
            self._released.set({log_id: None})
        self._remove([log_id])

    def release(self, log_ids: Iterable[str]) -> None:
        leaving = [log_id for log_id in log_ids if log_id in self._index]
        if not leaving:
            return
        self.renew()  # the numbers given under the old one are no longer known here
        try:
            self._released.set(dict.fromkeys(leaving, True))
        except StorageFull:  # there is room once they are gone
            self._remove(leaving)
            self._released.set(dict.fromkeys(leaving, True))
        else:
            self._remove(leaving)

    def _remove(self, log_ids: list[str]) -> None:
        # A browser may have to open a file first: then all of this is asked for again, so nothing
        # is forgotten before its files are gone, or refused to go.
        try:
            with refusals_named():
                for log_id in log_ids:
                    DurableMap.remove(self._files, _FOLDER + log_id)
        except StorageFailed:
            self._forget(log_ids)
            raise
        self._forget(log_ids)
        self._index.remove(log_ids)

    def _forget(self, log_ids: list[str]) -> None:
        for log_id in log_ids:
            self._opened.pop(log_id, None)
        self._index.hide(log_ids)

    def _refuse(self, log_id: str, changes: list[Change]) -> None:
        if not is_log_id(log_id):
            raise InvalidChange(f"not a log: {log_id!r}")
        if log_id in self._tombstones:
            raise Erased(log_id)
        if any(change.log != log_id for change in changes):
            raise InvalidChange(f"a change of another log than {log_id}")

    # -- opened logs --------------------------------------------------------------------

    def _open(self, log_id: str) -> _Opened:
        if log_id not in self._opened:
            self._opened[log_id] = self._read(log_id)
            if len(self._opened) > OPEN_LOGS:
                self._opened.popitem(last=False)
        self._opened.move_to_end(log_id)
        return self._opened[log_id]

    def _read(self, log_id: str) -> _Opened:
        with refusals_named():
            storage = JournalStorage(self._files, _FOLDER + log_id)
        table = JournalDB(storage=lambda: storage).table("changes")
        log = Log(log_id, map(kept_change, table), understood)
        if storage.cut:
            self.damage.append((log_id, storage.cut))
            self.replica = new_replica()
            self._index_logs([log])
        return _Opened(log, table)

    # -- the index ----------------------------------------------------------------------

    def _start(self) -> None:
        """Finish interrupted removals, then bring the index in line with the journals.

        Without room for that, another start finishes them; until then nobody sees what is left.
        """
        lengths = self._lengths()
        gone = self._tombstones.keys() | self._released.keys()
        for log_id in [each for each, length in lengths.items() if each in gone or not length]:
            with suppress(OSError, StorageFailed):
                DurableMap.remove(self._files, _FOLDER + log_id)
            del lengths[log_id]
        stale = self._index.restore(lengths)
        for at in range(0, len(stale), BATCH):  # a start that is cut short goes on from there
            self._index_logs(self._read(log_id).log for log_id in stale[at : at + BATCH])

    def _index_logs(self, logs: Iterable[Log]) -> None:
        self._index.put((log, self.size(log.id)) for log in logs)

    def _lengths(self) -> dict[str, int]:
        """How long the files of each log are together."""
        lengths: dict[str, int] = {}
        for name in self._files.names(_FOLDER):
            log_id = name.removeprefix(_FOLDER).rpartition(".")[0]
            if is_log_id(log_id) and name.endswith(_SUFFIXES):
                lengths[log_id] = lengths.get(log_id, 0) + self._files.size(name)
        return lengths
