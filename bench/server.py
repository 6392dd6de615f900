"""What the server takes: a start, a tick and each page, with few and with many interviews stored.

`python bench/server.py [MANY …]` prints the times of this machine and, what counts, their ratios;
with `--database` first, of a PostgreSQL server that it starts and drops.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.postgres import Cluster
from webapp import create_app
from webapp.access import code_of
from webapp.content.expectations import EXPECTATIONS
from webapp.domain.change import Change, Edit
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store

FEW = 10
TIMES = 40
BATCH = 200
AT = "2026-11-22T11:38:05+01:00"


def fill(place: str, count: int) -> None:
    """Store `count` interviews; the FEW that are used were held, with marks, answers and notes."""
    store = open_store(place, summarise, EDITION)
    for start in range(0, count, BATCH):
        with patch("os.fsync"), store.lock:
            for number in range(start, min(start + BATCH, count)):
                store.logs.append(f"interview-{number}", changes(number, store.logs.replica))
    store.close()


def changes(number: int, replica: str) -> list[Change]:
    """All that was said in one interview."""
    said = [
        Edit(f"expectation:{key}", field, value)
        for key in EXPECTATIONS
        for field, value in {"wanted": True, "answer": "partly", "note": "A note. " * 8}.items()
    ]
    return Log(f"interview-{number}").write(
        [*people(number), *(said if number < FEW else ())], replica=replica, at=AT,
        now_ms=1_700_000_000_000 + number, request=f"fill-{number}", actor="mentor",
    )  # fmt: skip


def people(number: int) -> list[Edit]:
    """Two people, and the day of their talk, some years ago."""
    names = {"mentor": ("Joris De Smet", "nl"), "trainee": (f"Ola {number} Kowalczyk", "pl")}
    day = f"20{16 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    return [
        *(Edit(role, "name", name) for role, (name, _language) in names.items()),
        *(Edit(role, "language", language) for role, (_name, language) in names.items()),
        Edit("appointment", "date", day),
    ]


def ms(calls: Sequence[Callable[[], object]], times: int = TIMES) -> list[float]:
    """The median time of each call. They take turns, so that whatever else runs here hits all."""
    taken: list[list[float]] = [[] for _call in calls]
    for _time in range(times + 1):
        for call, mine in zip(calls, taken, strict=True):
            started = time.perf_counter()
            call()
            mine.append(time.perf_counter() - started)
    return [median(mine[1:]) * 1000 for mine in taken]  # the first one warms up


def pages(app: Flask) -> list[str]:
    """The address of every page of one interview, and of those that belong to none."""
    return sorted(
        rule.rule.replace("<interview_id>", "interview-3")
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.arguments <= {"interview_id"}
    )


def tick(client: FlaskClient) -> Callable[[], object]:
    """A tick in one of FEW interviews, another one each time, durable when it returns."""
    count = 0

    def call() -> None:
        nonlocal count
        count += 1
        address = f"/interviews/interview-{count % FEW}/fields/expectation:hands-on/wanted"
        value = {"value": "1"} if count // FEW % 2 else {}
        assert client.post(address, data=value, headers={"HX-Request": "true"}).status_code == 200

    return call


def in_the_office(app: Flask) -> FlaskClient:
    """A browser that may see every page, where talks are kept for five years."""
    client = app.test_client()
    given = {"code": code_of(app.extensions["store"]), "next": "/office"}
    assert client.post("/sign-in", data=given).status_code == 303
    assert client.post("/office/keeping", data={"months": "60"}).status_code == 303
    return client


def start(place: str) -> None:
    """Start the app over a folder or database, and let go of it again."""
    create_app(place, open_on_loopback=True).extensions["store"].close()


def measure(places: Sequence[str]) -> Iterator[tuple[str, list[float]]]:
    """What was measured, and its milliseconds over each of the places."""
    yield "start", ms([partial(start, place) for place in places], times=5)
    apps = [create_app(place, open_on_loopback=True) for place in places]
    clients = [in_the_office(app) for app in apps]
    yield "tick", ms([tick(client) for client in clients], times=4 * TIMES)
    for address in pages(apps[0]):
        answer = clients[0].get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            calls = [partial(client.get, address) for client in clients]
            yield address.replace("interview-3", "…"), ms(calls)
    for app in apps:
        app.extensions["store"].close()


def main(numbers: Sequence[int], database: bool) -> None:
    with ExitStack() as stack:
        if database:
            cluster = Cluster(fsync="on")
            stack.callback(cluster.remove)
            places = [cluster.fresh() for _number in [FEW, *numbers]]
        else:
            places = [stack.enter_context(TemporaryDirectory()) for _number in [FEW, *numbers]]
        for place, count in zip(places, [FEW, *numbers], strict=True):
            fill(place, count)
        heads = [f"{number:>12,} stored{'ratio':>9}" for number in numbers]
        print(f"{'':34}{FEW:>12,} stored" + "".join(heads))
        for name, (few, *many) in measure(places):
            cells = [f"{time:>16.2f} ms{time / few:>9.2f}" for time in many]
            print(f"{name:34}{few:>16.2f} ms" + "".join(cells), flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    main([int(word) for word in words if word.isdigit()] or [10_000], "--database" in words)
