"""Many tablets that come back to the network at once, each with a talk that no server ever saw.

`python bench/fleet.py [TABLETS [CHANGES]]` prints how long they take over HTTP on this machine, and
counts what was lost or doubled; with `--database` first, before two servers of one PostgreSQL.
The talks are of longer ago than what every tablet holds, so that only the way in is measured.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Barrier, Thread
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.postgres import Cluster
from tests.running import Running, running
from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store
from webapp.sync_client import HEADERS, SyncClient

LONG_AGO = (date.today() - timedelta(days=90)).isoformat()


@dataclass
class Tablet:
    """One tablet, and how long each exchange and the whole took it (s)."""

    name: str
    store: Store = field(default_factory=lambda: open_store(None, summarise, EDITION))
    exchanges: list[float] = field(default_factory=list)
    whole: float = 0
    failures: int = 0

    def hold_talk(self, changes: int) -> None:
        """Hold a talk of so many changes, with no network."""
        edits = [Edit("trainee", "name", self.name), Edit("mentor", "name", "Joris")]
        edits += [Edit("appointment", "date", LONG_AGO)]
        edits += [Edit(f"agreement:{n}", "text", "What both agreed on.") for n in range(changes)]
        made = Log(self.name).write(
            edits[:changes], replica=self.store.logs.replica, now_ms=int(time.time() * 1000),
            at="2026-08-24T11:38:05+02:00", request="request", actor="mentor",
        )  # fmt: skip
        self.store.logs.append(self.name, made)
        self.client = SyncClient(self.store, self.name, lambda: datetime.now(UTC))

    def reconnect(self, host: str) -> None:
        """Sync until all that is here is on the server."""
        begun = time.perf_counter()
        while self.client.status.pending:
            try:
                with closing(HTTPConnection(host, timeout=60)) as connection:
                    self._sync(connection)
            except (OSError, HTTPException):
                self.client.lost()
            self.failures += self.client.status.failed is not None
        self.whole = time.perf_counter() - begun

    def _sync(self, connection: HTTPConnection) -> None:
        request = self.client.begin("online")
        while request is not None:
            begun = time.perf_counter()
            headers = {**HEADERS, "Content-Type": request.kind}
            connection.request(request.method, request.path, request.body, headers)
            answer = connection.getresponse()
            body = answer.read()
            self.exchanges.append(time.perf_counter() - begun)
            request = self.client.take(answer.status, body)


def all_at_once(tablets: Sequence[Tablet], servers: Sequence[Running]) -> float:
    """Let them reconnect in one moment, spread over the servers; the seconds until all are in."""
    start = Barrier(len(tablets) + 1)

    def run(tablet: Tablet, server: Running) -> None:
        start.wait()
        tablet.reconnect(urlsplit(server.address).netloc)

    threads = [
        Thread(target=run, args=(tablet, servers[number % len(servers)]))
        for number, tablet in enumerate(tablets)
    ]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def lost_and_doubled(tablets: Sequence[Tablet], place: str) -> tuple[int, int]:
    """How many changes of the tablets the server lacks, and how many it has more than once."""
    lost = doubled = 0
    with closing(open_store(place, summarise, EDITION)) as server:
        for tablet in tablets:
            made, kept = (
                Counter((change.entity, change.field) for change in store.logs.open(tablet.name))
                for store in (tablet.store, server)
            )
            lost += (made - kept).total()
            doubled += (kept - made).total()
    return lost, doubled


@contextmanager
def servers(database: bool) -> Iterator[tuple[str, list[Running]]]:
    """Where everything is kept, and the servers before it."""
    with ExitStack() as stack:
        if not database:
            place = stack.enter_context(TemporaryDirectory())
            yield place, [stack.enter_context(running("--data", place))]
            return
        cluster = Cluster(fsync="on")
        stack.callback(cluster.remove)
        place = cluster.fresh()
        yield place, [stack.enter_context(running(DATABASE_URL=place)) for _number in range(2)]


def line(name: str, times: Sequence[float]) -> None:
    cuts = quantiles(times, n=20)
    print(f"{name:34}{cuts[9]:>9.2f} s    p95 {cuts[-1]:>9.2f} s")


def main(count: int = 200, changes: int = 500, database: bool = False) -> None:
    tablets = [Tablet(f"tablet-{number}") for number in range(count)]
    for tablet in tablets:
        tablet.hold_talk(changes)
    with servers(database) as (place, started):
        taken = all_at_once(tablets, started)
        for server in started:
            server.stop(15)
        lost, doubled = lost_and_doubled(tablets, place)
    print(f"{count} tablets with {changes} changes each, {len(started)} server(s)")
    line("a sync", [each for tablet in tablets for each in tablet.exchanges])
    line("a tablet, until all of it is in", [tablet.whole for tablet in tablets])
    print(f"{'all of them in after':34}{taken:>9.2f} s")
    failures = sum(tablet.failures for tablet in tablets)
    print(f"lost {lost}, doubled {doubled}, begun anew {failures}")


if __name__ == "__main__":
    words = sys.argv[1:]
    main(*(int(word) for word in words if word.isdigit()), database="--database" in words)
