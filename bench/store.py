"""What the store costs: a change and a start, with few and with many logs.

`python bench/store.py [MANY]` prints times of this machine and, what counts, their ratios.
"""

from __future__ import annotations

import sys
import tempfile
import time
from statistics import median

from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store

FEW = 10
CHANGES = 40
TIMES = 200


def write(store: Store, log_id: str, *edits: Edit, request: str) -> None:
    logs = store.logs
    log = logs.open(log_id) if logs.exists(log_id) else Log(log_id)
    changes = log.write(
        edits, replica=logs.replica, now_ms=int(time.time() * 1000),
        at="2026-11-22T11:38:05+01:00", request=request, actor="mentor",
    )  # fmt: skip
    logs.append(log_id, changes)


def fill(store: Store, count: int) -> None:
    """`count` interviews of CHANGES changes each."""
    for number in range(count):
        people = [
            Edit(f"person:{role}", "name", f"{role} {number}") for role in ("mentor", "trainee")
        ]
        answers = [Edit(f"answer:{n}", "text", "An answer. " * 5) for n in range(CHANGES - 2)]
        write(store, f"interview-{number}", *people, *answers, request="fill")


def change_ms(store: Store) -> float:
    """The median time of one durable change, in FEW logs in turn, read beforehand."""
    times = []
    for number in range(TIMES):
        log_id = f"interview-{number % FEW}"
        edit = Edit("expectation:hands-on", "wanted", number)
        started = time.perf_counter()
        write(store, log_id, edit, request=f"tick-{number}")
        times.append(time.perf_counter() - started)
    return median(times[FEW:]) * 1000


def start_ms(folder: str) -> float:
    started = time.perf_counter()
    store = open_store(folder, summarise, EDITION)
    duration = time.perf_counter() - started
    store.close()
    return duration * 1000


def measure(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(folder, summarise, EDITION)
        fill(store, count)
        change = change_ms(store)
        store.close()
        start = median(start_ms(folder) for _time in range(5))
        store = open_store(folder, summarise, "another edition")
        store.close()
        return {"change": change, "start": start, "start, index made anew": start_ms(folder)}


def main(many: int = 10_000) -> None:
    few, lots = measure(FEW), measure(many)
    print(f"{'':24}{FEW:>12,} logs{many:>12,} logs       ratio")
    for name in few:
        ratio = lots[name] / few[name]
        print(f"{name:24}{few[name]:>14.2f} ms{lots[name]:>14.2f} ms{ratio:>12.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
