"""What the server takes: a start, a tick and each page, with few and with many interviews stored.

`python bench/server.py [MANY]` prints the times of this machine and, what counts, their ratios.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.content.expectations import EXPECTATIONS
from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store

FEW = 10
TIMES = 40
AT = "2026-11-22T11:38:05+01:00"


def fill(folder: str, count: int) -> None:
    """Store `count` interviews that were held, with marks, answers and notes."""
    store = open_store(folder, summarise, EDITION)
    for number in range(count):
        log = Log(f"interview-{number}")
        edits = [
            *people(number),
            *(Edit(f"expectation:{key}", "wanted", True) for key in EXPECTATIONS),
            *(Edit(f"expectation:{key}", "answer", "partly") for key in EXPECTATIONS),
            *(Edit(f"expectation:{key}", "note", "A note. " * 8) for key in EXPECTATIONS),
        ]
        changes = log.write(
            edits, replica=store.logs.replica, now_ms=1_700_000_000_000 + number, at=AT,
            request=f"fill-{number}", actor="mentor",
        )  # fmt: skip
        with patch("os.fsync"):
            store.logs.append(log.id, changes)
    store.close()


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


def start(folder: str) -> None:
    """Start the app over a folder, and let go of it again."""
    create_app(folder, open_on_loopback=True).extensions["store"].close()


def measure(folders: Sequence[str]) -> Iterator[tuple[str, list[float]]]:
    """What was measured, and its milliseconds over each of the folders."""
    yield "start", ms([partial(start, folder) for folder in folders], times=5)
    apps = [create_app(folder, open_on_loopback=True) for folder in folders]
    clients = [app.test_client() for app in apps]
    yield "tick", ms([tick(client) for client in clients], times=4 * TIMES)
    for address in pages(apps[0]):
        if clients[0].get(address).mimetype == "text/html":
            calls = [partial(client.get, address) for client in clients]
            yield address.replace("interview-3", "…"), ms(calls)
    for app in apps:
        app.extensions["store"].close()


def main(many: int = 10_000) -> None:
    print(f"{'':34}{FEW:>12,} stored{many:>12,} stored{'ratio':>9}")
    with TemporaryDirectory() as few, TemporaryDirectory() as lots:
        fill(few, FEW)
        fill(lots, many)
        for name, (before, after) in measure([few, lots]):
            print(f"{name:34}{before:>16.2f} ms{after:>16.2f} ms{after / before:>9.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
