"""Start a writer, kill it at a random moment, again and again; print what it acknowledged.

`python killed.py FOLDER KILLS`. The writer opens the store that the one before it left.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import select
import signal
import sys
import time

from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.store import open_store


def write_until_killed(folder: str, number: int, acknowledge: int) -> None:
    store = open_store(folder, lambda log: {"changes": len(log)})
    for count in itertools.count():
        log_id = f"log-{random.randrange(3)}"
        log = store.logs.open(log_id) if store.logs.exists(log_id) else Log(log_id)
        entities = [f"answer:{number}-{count}-{part}" for part in range(random.randint(1, 4))]
        repeats = [random.randint(1, 200) for _entity in entities]
        blob = store.blobs.put(os.urandom(random.randrange(3000)))
        edits = [Edit(e, "text", e * times) for e, times in zip(entities, repeats, strict=True)]
        changes = log.write(
            edits, replica=store.logs.replica, now_ms=int(time.time() * 1000),
            at="", request=f"{number}-{count}",
        )  # fmt: skip
        store.logs.append(log_id, changes)
        store.settings.set({"last": number * 1_000_000 + count})
        line = {
            "round": number, "count": number * 1_000_000 + count, "log": log_id,
            "entities": entities, "repeats": repeats, "blob": blob,
        }  # fmt: skip
        os.write(acknowledge, json.dumps(line).encode() + b"\n")


def main(folder: str, kills: int) -> None:
    for number in range(kills):
        read, acknowledge = os.pipe()
        writer = os.fork()
        if not writer:
            write_until_killed(folder, number, acknowledge)
        os.close(acknowledge)
        if number % 3:  # the others are killed while they start, perhaps
            select.select([read], [], [])
        time.sleep(random.random() * 0.15)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        with open(read, encoding="utf-8") as told:
            print("".join(line for line in told if line.endswith("\n")), end="")


main(sys.argv[1], int(sys.argv[2]))
