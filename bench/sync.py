"""What the sync of one interview takes, over HTTP on this machine's own address.

`python bench/sync.py [CHANGES]` prints the time up to a server and down to another device, each
beside that of one empty ask.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from werkzeug.serving import make_server

from webapp import create_app
from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store
from webapp.sync_client import HEADERS, SyncClient

TIMES = 7
AT = "2026-11-22T11:38:05+01:00"


def fill(store: Store, log_id: str, count: int) -> None:
    """One interview of `count` changes."""
    edits = [Edit("mentor", "name", "Joris De Smet"), Edit("trainee", "name", "Ola Kowalczyk")]
    edits += [Edit(f"agreement:{n}", "text", "What both agreed on.") for n in range(count)]
    log, now_ms = Log(log_id), int(time.time() * 1000)
    made = log.write(
        edits[:count], replica=store.logs.replica, now_ms=now_ms, at=AT, request="fill"
    )
    store.logs.append(log_id, made)


def device() -> tuple[Store, SyncClient]:
    store = open_store(None, summarise, EDITION)
    return store, SyncClient(store, "bench", lambda: datetime.now(UTC))


def sync_ms(client: SyncClient, port: int) -> float:
    """The time of one whole sync."""
    connection = HTTPConnection("127.0.0.1", port)
    started = time.perf_counter()
    request = client.begin("start")
    while request is not None:
        headers = {**HEADERS, "Content-Type": request.kind}
        connection.request(request.method, request.path, request.body, headers)
        answer = connection.getresponse()
        request = client.take(answer.status, answer.read())
    taken = time.perf_counter() - started
    connection.close()
    assert client.status.failed is None and not client.status.pending
    return taken * 1000


def measure(port: int, count: int) -> dict[str, float]:
    """The median milliseconds of each kind of sync."""
    up, down, empty = [], [], []
    for number in range(TIMES):
        store, client = device()
        fill(store, f"interview-{number}", count)
        up.append(sync_ms(client, port))
        empty.append(sync_ms(client, port))
        store, client = device()
        client.replica.wanted.add(f"interview-{number}")
        down.append(sync_ms(client, port) / (number + 1))  # it fetches all that there are
    return {"nothing new": median(empty), "up": median(up), "down": median(down)}


def served(run: Callable[[int], dict[str, float]]) -> dict[str, float]:
    """What `run` gives with the port of a server over a folder of its own."""
    with TemporaryDirectory() as folder:
        app = create_app(folder, open_on_loopback=True)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            return run(server.server_port)
        finally:
            server.shutdown()
            thread.join()
            app.extensions["store"].close()


def main(count: int = 500) -> None:
    times = served(lambda port: measure(port, count))
    print(f"{f'{count} changes':24}{'time':>14}       ratio")
    for name, taken in times.items():
        print(f"{name:24}{taken:>11.1f} ms{taken / times['nothing new']:>12.2f}")


if __name__ == "__main__":
    import logging

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    main(*map(int, sys.argv[1:]))
