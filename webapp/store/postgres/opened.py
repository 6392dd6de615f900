"""The folded logs that a process keeps in memory, brought up to date from the database."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass

from webapp.domain.change import Change
from webapp.domain.log import Log
from webapp.domain.schema import understood
from webapp.store.changelog import is_log_id, kept_change
from webapp.store.postgres.database import Database

OPEN_LOGS = 64
"""How many folded logs are kept in memory."""

ERASED = -1
RELEASED = "-"
"""In place of the time when a log was erased."""


@dataclass(slots=True)
class Opened:
    """A log as of a version: 0 where there never was one, `ERASED` once it was.

    `turn`: the turn in which that was last looked at; `written`: in which it was changed here.
    """

    log: Log
    version: int = 0
    turn: int = 0
    written: int = 0


class OpenedLogs:
    """Folded logs by id. What a turn wrote is dropped when nothing of that turn is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        database.on_connection(self._opened.clear)  # perhaps to a state that was set back
        database.on_undone(self._forget_written)

    def get(self, log_id: str) -> Opened:
        """The log as it is in this turn; of what is known only what others added is read."""
        opened = self._opened.get(log_id)
        if opened and opened.turn == self._database.turn:
            return opened
        query = "SELECT version, rewritten, erased FROM onthaal_logs WHERE id = %s"
        if self._database.insists:
            query += " FOR UPDATE"
        rows = self._database.rows(query, log_id) if is_log_id(log_id) else []
        version, rewritten, erased = rows[0] if rows else (0, 0, "")
        erased = erased not in ("", RELEASED)
        opened = self._opened.get(log_id)  # only now: a connection just made has emptied it
        if not opened or not rewritten <= opened.version <= version or erased:
            opened = Opened(Log(log_id, (), understood), version=ERASED if erased else 0)
        if opened.version < version and not erased:
            opened.log.add(self._changes(log_id, opened.version))
            opened.version = version
        self.hold(opened)
        return opened

    def hold(self, opened: Opened) -> None:
        """Keep a log in memory, instead of what is known of it."""
        opened.turn = self._database.turn
        self._opened[opened.log.id] = opened
        self._opened.move_to_end(opened.log.id)
        if len(self._opened) > OPEN_LOGS:
            self._opened.popitem(last=False)

    def drop(self, log_id: str) -> None:
        """Know nothing of a log any more."""
        self._opened.pop(log_id, None)

    def _changes(self, log_id: str, after: int) -> list[Change]:
        query = "SELECT change FROM onthaal_changes WHERE log = %s AND version > %s"
        rows = self._database.rows(query, log_id, after)
        return [kept_change(json.loads(text)) for (text,) in rows]

    def _forget_written(self) -> None:
        turn = self._database.turn
        for log_id in [each for each, opened in self._opened.items() if opened.written == turn]:
            self.drop(log_id)
