"""The device's end of the sync. It does no transport: it gives requests and takes replies.

    request = client.begin(reason)          # None while a sync is under way already
    while request is not None:
        status, body = …                    # carry it; client.lost() where nobody answers in time
        request = client.take(status, body)

Between two calls nothing is held and nothing is half done: the vectors say what has arrived,
so a sync that is cut goes on where it stopped. Nothing is ever deleted because it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from webapp.domain.errors import DomainError
from webapp.domain.exchange import PIECE, Answer, Unreadable, refused_replicas
from webapp.domain.syncing import Failure, Reason, Status, wait
from webapp.freeing import freed
from webapp.store import StorageFailed, StorageFull, Store
from webapp.sync_replica import SyncReplica

JSON = "application/json"
BYTES = "application/octet-stream"
HEADERS = {"X-Sync": "1", "Accept": JSON}
"""Say that the device itself asks, not a page: `webapp.guard` asks for it beside a trainee."""

_AT = "synced-at"


@dataclass(frozen=True)
class Request:
    """What is to be sent to the server, with `HEADERS`. `kind`: the content type of its body."""

    method: str
    path: str
    body: bytes = b""
    kind: str = ""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes


Round: TypeAlias = Generator[Request, Reply, None]


class _Ended(Exception):
    """A sync ended before it was through; no failure: the server asks to sign in."""

    def __init__(self, failure: Failure | None) -> None:
        super().__init__(failure)
        self.failure = failure


class SyncClient:
    """Keeps one device's store and a server's the same. `device`: its name for the server.

    `clock` gives the device's time with its offset. `replica` says what is wanted and known.
    """

    def __init__(self, store: Store, device: str, clock: Callable[[], datetime]) -> None:
        self.replica = SyncReplica(store, device)
        self._store, self._clock = store, clock
        at = store.settings.get(_AT)
        self._status = Status(synced_at=datetime.fromisoformat(at) if at else None)
        self._round: Round | None = None
        self._tried: datetime | None = None
        self._failures = 0

    @property
    def status(self) -> Status:
        """How far it is, now."""
        return replace(self._status, pending=self.replica.pending)

    def wait(self, reason: Reason, chance: float) -> float:
        """Seconds until `begin` should be called for that reason; `chance`: from 0 to 1."""
        passed = (self._clock() - self._tried).total_seconds() if self._tried else None
        if passed is not None and passed < 0:  # the clock was set back
            passed = None
        return wait(reason, passed=passed, failures=self._failures, chance=chance)

    def begin(self, reason: Reason) -> Request | None:
        """The first request of a sync; None while one is under way.

        After a change only what changed is spoken of, else everything that is held here.
        """
        if self._round is not None:
            return None
        self._tried = self._clock()
        self._round = self._exchange(everything=reason != "changed" or self._failures > 0)
        return self._go_on(next)

    def take(self, status: int, body: bytes) -> Request | None:
        """The next request after a reply, or None at the end of the sync."""
        return self._go_on(lambda under_way: under_way.send(Reply(status, body)))

    def lost(self) -> None:
        """Nobody answered in time: the sync ends here, and nothing has changed."""
        self._end("network")

    def _go_on(self, step: Callable[[Round], Request]) -> Request | None:
        if self._round is None:
            return None
        with self._store.lock:
            try:
                return step(self._round)
            except StopIteration:
                self._through()
            except _Ended as end:
                self._end(end.failure)
            except Unreadable:
                self._end("no-answer")
            except StorageFull:
                self._end("full")
            except (StorageFailed, DomainError):
                self._end("refused")
            except BaseException:  # it is over, and may begin again
                self._round = None
                raise
        return None

    def _through(self) -> None:
        self._round, self._failures = None, 0
        at = self._clock()
        self._status = Status(synced_at=at)
        self._store.settings.set({_AT: at.isoformat(timespec="seconds")}, flush=False)

    def _end(self, failure: Failure | None) -> None:
        self._round = None
        self._failures += 1
        self._status = replace(self._status, failed=failure, sign_in=failure is None)

    # -- one sync -------------------------------------------------------------------------

    def _exchange(self, everything: bool) -> Round:
        about = self._store.logs.ids() if everything else self.replica.behind()
        before: object = None
        while True:
            ask = self.replica.ask(about, everything)
            reply = yield Request("POST", "/sync", ask.encode(), JSON)
            more = True
            if reply.status == 409:
                self.replica.doubt(refused_replicas(reply.body))
            else:
                answer = Answer.decode(_body(reply, 200))
                yield from self._fetch(answer.blobs)
                self.replica.take_in(ask, answer)
                yield from self._hand_in(answer)
                everything, more = False, answer.more
                about = [*{*about, *answer.vectors, *self.replica.behind()}]
            if not more and self.replica.done:
                return
            now = self.replica.progress
            if now == before:
                raise _Ended("stuck")
            before = now

    def _fetch(self, blobs: Iterable[str]) -> Round:
        """Get the blobs that are not here, before the changes that name them."""
        for sha in blobs:
            if not self._store.blobs.exists(sha) and sha not in freed(self._store):
                there = yield from self._fetch_one(sha)
                if not there:  # erased meanwhile
                    continue
            self.replica.is_there(sha)

    def _fetch_one(self, sha: str) -> Generator[Request, Reply, bool]:
        """Get a blob piece by piece, from where an earlier sync was cut."""
        more = True
        while more:
            at = self._store.blobs.begun(sha)
            reply = yield Request("GET", f"/blobs/{sha}?from={at}")
            if reply.status == 404:
                return False
            piece, more = _body(reply, 200, 206), reply.status == 206
            have = self._store.blobs.put_piece(sha, at, piece, last=not more)
            if have <= at if more else not self._store.blobs.exists(sha):
                raise _Ended("no-answer")
        return True

    def _hand_in(self, answer: Answer) -> Round:
        """Send the blobs that the server lacks, as far as they are here."""
        for sha in answer.lacking:
            if self._store.blobs.exists(sha):
                yield from self._send_one(sha, answer.begun.get(sha, 0))
                self.replica.is_there(sha)

    def _send_one(self, sha: str, at: int) -> Round:
        """Send a blob piece by piece, from where the server has it; a small one whole."""
        blobs, path = self._store.blobs, f"/blobs/{sha}"
        size = blobs.begun(sha)
        if size <= PIECE:
            _body((yield Request("PUT", path, blobs.get(sha), BYTES)), 201, 204)
            return
        while True:
            piece = blobs.read(sha, at, PIECE)
            end = at + len(piece)
            last = "&last=1" if end >= size else ""
            reply = yield Request("PUT", f"{path}?from={at}{last}", piece, BYTES)
            if reply.status == 422 and at:  # what it had was torn
                at = 0
                continue
            _body(reply, 201, 202)
            at = end
            if last:
                return


def _body(reply: Reply, *fine: int) -> bytes:
    """A reply's body, if its status is one of those."""
    if reply.status == 401:
        raise _Ended(None)
    if reply.status not in fine:
        raise _Ended("refused")
    return reply.body
