"""A server killed at random moments: what it acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from threading import Timer
from time import sleep
from urllib.parse import urlencode, urlsplit

from tests.cast import JORIS_AND_OLA
from tests.running import Running, running
from webapp.content.expectations import EXPECTATIONS
from webapp.domain.log import Log
from webapp.domain.schema import derived_id
from webapp.domain.summary import EDITION, summarise
from webapp.store import FolderInUse, open_store

KILLS = 50
LONGEST_LIFE = 0.25  # seconds from the first answer to the kill
INTERVIEW = derived_id("the-interview", "interview")


@dataclass(frozen=True)
class Wish:
    """One form that a finger sends. `field`: what it sets, None where it makes a thing."""

    request: str
    path: str
    value: str
    field: tuple[str, str] | None = None

    @property
    def form(self) -> dict[str, str]:
        return {"value" if self.field else "text": self.value}


def wishes(keys: Sequence[str] = tuple(EXPECTATIONS), name: str = "request") -> Iterator[Wish]:
    """Ticks, notes and things of one's own, one after the other, each with an id of its own."""
    ticked: Counter[str] = Counter()
    at = f"/interviews/{INTERVIEW}"
    for number in range(1_000_000):
        request, key = f"{name}-{number}", keys[number % len(keys)]
        entity = f"expectation:{key}"
        if number % 3 == 0:
            ticked[key] += 1
            value = "1" if ticked[key] % 2 else ""
            yield Wish(request, f"{at}/fields/{entity}/wanted", value, (entity, "wanted"))
        elif number % 3 == 1:
            yield Wish(request, f"{at}/fields/{entity}/note", request, (entity, "note"))
        else:
            yield Wish(request, f"{at}/expectations", request)


def post(server: Running, path: str, form: dict[str, str], request: str) -> int:
    """The status that a form is answered with; raises OSError or HTTPException without one."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Request-ID": request}
    with closing(HTTPConnection(urlsplit(server.address).netloc, timeout=20)) as connection:
        connection.request("POST", path, urlencode(form), headers)
        return connection.getresponse().status


def send_until_killed(server: Running, pending: list[Wish], more: Iterator[Wish]) -> list[Wish]:
    """Send what is pending, then more; what was acknowledged. The one in flight stays pending."""
    acknowledged = []
    with suppress(OSError, HTTPException):
        while True:
            pending[:] = pending or [next(more)]
            assert post(server, pending[0].path, pending[0].form, pending[0].request) == 303
            acknowledged.append(pending.pop())
    return acknowledged


def read_log(folder: Path) -> Log:
    """The interview as the store has it, once the killed processes have let go of the folder."""
    for _attempt in range(200):
        with suppress(FolderInUse), closing(open_store(folder, summarise, EDITION)) as store:
            return store.logs.open(INTERVIEW)
        sleep(0.05)
    raise AssertionError("the folder was never free again")


def test_a_kill_loses_nothing_acknowledged_and_a_repeated_request_acts_once(tmp_path: Path) -> None:
    random, more = Random(20_261_122), wishes()
    pending: list[Wish] = []
    acknowledged: list[Wish] = []
    with running("--data", tmp_path) as server:
        assert post(server, "/interviews", JORIS_AND_OLA, "the-interview") == 303
        server.stop(signal.SIGTERM)
    for _kill in range(KILLS):
        with running("--data", tmp_path) as server:
            for wish in random.sample(acknowledged, min(2, len(acknowledged))):
                assert post(server, wish.path, wish.form, wish.request) == 303
            kill = Timer(random.uniform(0, LONGEST_LIFE), os.killpg, (server.process.pid, 9))
            kill.start()
            acknowledged += send_until_killed(server, pending, more)
            kill.join()
            server.process.wait()
        log = read_log(tmp_path)
        assert [wish for wish in acknowledged if not log.knows(wish.request)] == []
    assert len(acknowledged) > 2 * KILLS, "it was killed before it had anything to lose"
    assert_each_acted_once(log, acknowledged, pending)


def assert_each_acted_once(log: Log, acknowledged: list[Wish], pending: list[Wish]) -> None:
    """The log says what the wishes said, in their order, and nothing else."""
    in_flight = {wish.field for wish in pending}
    for field, value in {wish.field: wish.value for wish in acknowledged if wish.field}.items():
        assert field in in_flight or (log.value(*field) or "") == (value == "1" or value)
    sets = Counter((c.entity, c.field, c.request) for c in log)
    assert set(sets.values()) == {1}
    made = {wish.value for wish in acknowledged if not wish.field}
    own = [log.value(each, "text") for each in log.entities("expectation")]
    assert Counter(text for text in own if text in made) == Counter(made)
