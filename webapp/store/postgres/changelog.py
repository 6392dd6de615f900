"""The change log in PostgreSQL: changes as rows, summaries, vectors and lists beside them.

A log's row counts its writes: what is written from an older version than the newest is refused,
so that no process writes over what another one did meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from webapp.domain.change import Change
from webapp.domain.errors import InvalidChange
from webapp.domain.log import Log
from webapp.domain.schema import understood
from webapp.store.changelog import Summarise, Summary, is_log_id, new_replica
from webapp.store.errors import Erased, Overtaken, UnknownLog
from webapp.store.lists import LAST
from webapp.store.postgres.database import Database
from webapp.store.postgres.opened import ERASED, Opened, OpenedLogs
from webapp.store.postgres.told import Told

EVERY = 2**31 - 1
BATCH = 50
"""How many logs are summarised anew in one turn."""


class PostgresChangeLog:
    """A `ChangeLog` (see there) in tables. `edition`: see `TinyChangeLog`."""

    damage: list[tuple[str, int]] = []

    def __init__(self, database: Database, summarise: Summarise, edition: str) -> None:
        self.replica = new_replica()
        self._database = database
        self._summarise = summarise
        self._edition = edition
        self._opened = OpenedLogs(database)
        database.on_connection(self.renew)  # perhaps to a state that was set back

    # -- reading ------------------------------------------------------------------------

    def ids(self) -> list[str]:
        rows = self._database.rows("SELECT id FROM onthaal_logs WHERE erased = ''")
        return sorted(log_id for (log_id,) in rows)

    def exists(self, log_id: str) -> bool:
        return log_id in self.vectors([log_id])

    def open(self, log_id: str) -> Log:
        with self._database:
            opened = self._opened.get(log_id)
            if not len(opened.log):
                raise UnknownLog(log_id)
            return opened.log

    def summaries(self, ids: Iterable[str] | None = None) -> Mapping[str, Summary]:
        return Told(self._database, "edition, summary", self._summary, ids)

    def vectors(self, ids: Iterable[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        return Told(self._database, "vector", lambda _id, vector: json.loads(vector), ids)

    def tombstones(self, ids: Iterable[str] | None = None) -> Mapping[str, str]:
        which = "erased NOT IN ('', '-')"
        return Told(self._database, "erased", lambda _id, at: json.loads(at), ids, which)

    def listed(
        self,
        name: str,
        start: str = "",
        stop: str = LAST,
        *,
        holding: str = "",
        backwards: bool = False,
        most: int | None = None,
    ) -> Mapping[str, Summary]:
        way, rest = "DESC" if backwards else "ASC", len(_place(f"{name}/")) + 1
        with self._database:
            rows = self._database.rows(
                "SELECT logs.id, edition, summary FROM onthaal_lists AS lists"
                " JOIN onthaal_logs AS logs ON logs.id = lists.log"
                " WHERE place >= %s AND place < %s"
                " AND (%s OR position(%s IN substring(place FROM %s)) > 0)"
                f" ORDER BY place {way}, lists.log {way} LIMIT %s",
                _place(f"{name}/{start}"), _place(f"{name}/{stop}"),
                not holding, _place(holding), rest, EVERY if most is None else most,
            )  # fmt: skip
            return {each: self._summary(each, *summary) for each, *summary in rows}

    def count(self, name: str, most: int) -> int:
        query = (
            "SELECT count(*) FROM"
            " (SELECT 1 FROM onthaal_lists WHERE place >= %s AND place < %s LIMIT %s) AS counted"
        )
        beyond = _place(f"{name}/{LAST}")
        [(number,)] = self._database.rows(query, _place(f"{name}/"), beyond, most)
        return int(number)

    def _summary(self, log_id: str, edition: str, summary: str) -> Summary:
        """A summary as it is kept, or made anew where another version of the code made it."""
        if edition == self._edition:
            kept: Summary = json.loads(summary)
            return kept
        made = dict(self._summarise(self.open(log_id)))
        made.pop("lists", None)
        return made

    def size(self, log_id: str) -> int:
        query = "SELECT coalesce(sum(length(change)), 0) FROM onthaal_changes WHERE log = %s"
        [(size,)] = self._database.rows(query, log_id) if is_log_id(log_id) else [(0,)]
        return int(size)

    # -- writing ------------------------------------------------------------------------

    def append(self, log_id: str, changes: Iterable[Change]) -> list[Change]:
        changes = list(changes)
        if not is_log_id(log_id):
            raise InvalidChange(f"not a log: {log_id!r}")
        with self._database:
            opened = self._opened.get(log_id)
            if opened.version == ERASED:
                raise Erased(log_id)
            if any(change.log != log_id for change in changes):
                raise InvalidChange(f"a change of another log than {log_id}")
            new = opened.log.missing(changes)
            if new:
                opened.written = self._database.turn  # before it differs from what is kept
                opened.log.add(new)
                self._keep_log(opened)
                self._keep_changes(opened, new)
            return new

    def _keep_log(self, opened: Opened, rewritten: bool = False) -> None:
        """Count the version up and keep what is told of the log."""
        log = opened.log
        summary = dict(self._summarise(log))
        listed = [*map(_place, summary.pop("lists", ()))]
        told = self._edition, json.dumps(summary), json.dumps(dict(log.vector))
        rows = self._database.rows(
            "INSERT INTO onthaal_logs (id, version, rewritten, erased, edition, summary, vector)"
            " VALUES (%s, 1, 0, '', %s, %s, %s) ON CONFLICT (id) DO UPDATE"
            " SET version = onthaal_logs.version + 1, erased = '', edition = excluded.edition,"
            " summary = excluded.summary, vector = excluded.vector, rewritten ="
            " CASE WHEN %s THEN onthaal_logs.version + 1 ELSE onthaal_logs.rewritten END"
            " WHERE onthaal_logs.version = %s AND onthaal_logs.erased IN ('', '-')"
            " RETURNING version",
            log.id, *told, rewritten, opened.version,
        )  # fmt: skip
        if not rows:
            raise self._database.fail(Overtaken(log.id))
        [(opened.version,)] = rows
        self._keep_places(log.id, listed)

    def _keep_places(self, log_id: str, places: list[bytes]) -> None:
        query = "DELETE FROM onthaal_lists WHERE log = %s AND place <> ALL(%b::bytea[])"
        self._database.rows(query, log_id, places)
        if places:
            self._database.rows(
                "INSERT INTO onthaal_lists (place, log)"
                " SELECT place, %s::text FROM unnest(%b::bytea[]) AS new(place)"
                " ON CONFLICT DO NOTHING",
                log_id, places,
            )  # fmt: skip

    def _keep_changes(self, opened: Opened, changes: Iterable[Change]) -> None:
        texts = [json.dumps(change.to_dict()) for change in changes]
        self._database.rows(
            "INSERT INTO onthaal_changes (log, version, number, change)"
            " SELECT %s::text, %s::bigint, n, c"
            " FROM unnest(%b::integer[], %b::text[]) AS new(n, c)",  # %b: much quicker to send
            opened.log.id, opened.version, [*range(len(texts))], texts,
        )  # fmt: skip

    def reissue(self, log_id: str, replica: str, places: Mapping[int, tuple[str, int]]) -> None:
        def renamed(change: Change) -> Change:
            if change.replica != replica or change.seq not in places:
                return change
            name, seq = places[change.seq]
            return replace(change, replica=name, seq=seq)

        with self._database:
            log = Log(log_id, map(renamed, self.open(log_id)), understood)
            opened = replace(self._opened.get(log_id), log=log, written=self._database.turn)
            self._opened.hold(opened)
            self._database.rows("DELETE FROM onthaal_changes WHERE log = %s", log_id)
            self._keep_log(opened, rewritten=True)
            self._keep_changes(opened, log)

    def renew(self) -> None:
        self.replica = new_replica()

    def erase(self, log_id: str, at: str) -> None:
        if not is_log_id(log_id):
            raise UnknownLog(log_id)
        with self._database:
            self._opened.drop(log_id)
            self._database.rows(
                "INSERT INTO onthaal_logs"
                " (id, version, rewritten, erased, edition, summary, vector)"
                " VALUES (%s, 1, 0, %s, '', '', '') ON CONFLICT (id) DO UPDATE"
                " SET version = onthaal_logs.version + 1, erased = excluded.erased,"
                " edition = '', summary = '', vector = ''"
                " WHERE onthaal_logs.erased IN ('', '-')",
                log_id, json.dumps(at),
            )  # fmt: skip
            self._remove(log_id)

    def release(self, log_ids: Iterable[str]) -> None:
        with self._database:
            for log_id in [*self.vectors(log_ids)]:
                self.renew()
                self._opened.drop(log_id)
                self._database.rows(
                    "UPDATE onthaal_logs SET version = version + 1, rewritten = version + 1,"
                    " erased = '-', edition = '', summary = '', vector = '' WHERE id = %s",
                    log_id,
                )
                self._remove(log_id)

    def released(self) -> Collection[str]:
        rows = self._database.rows("SELECT id FROM onthaal_logs WHERE erased = '-'")
        return {log_id for (log_id,) in rows}

    def _remove(self, log_id: str) -> None:
        for table in ("onthaal_changes", "onthaal_lists"):
            self._database.rows(f"DELETE FROM {table} WHERE log = %s", log_id)

    # -- summaries of another edition ---------------------------------------------------

    def summarise_anew(self) -> bool:
        """Make some summaries anew that another version of the code made; whether any was.

        Processes that start together share the work.
        """
        with self._database:
            rows = self._database.rows(
                "SELECT id FROM onthaal_logs WHERE erased = '' AND edition <> %s"
                " LIMIT %s FOR UPDATE SKIP LOCKED",
                self._edition, BATCH,
            )  # fmt: skip
            for (log_id,) in rows:
                opened = self._opened.get(log_id)
                opened.written = self._database.turn
                self._keep_log(opened)
            return bool(rows)


def _place(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
