"""Several servers on one database: either may die at any moment, and nothing acknowledged goes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event
from time import sleep
from urllib.parse import urlencode

import pytest

from tests.cast import JORIS_AND_OLA
from tests.postgres import Cluster
from tests.running import CHECKOUT, Running, environment, running
from tests.test_crash import INTERVIEW, Wish, assert_each_acted_once, post, wishes
from webapp.content.expectations import EXPECTATIONS
from webapp.domain.log import Log
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store

HANDS = 4
OUTAGES = 4
KILLS = 5
MORE = 3
"""What each hand gets acknowledged between one harm and the next, and after the last."""

NONE: Mapping[str, str] = {}

Kill = Callable[[], None]


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server that a test may kill."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


class Hand:
    """Fingers on a tablet: sends one wish after the other, each until it is acknowledged."""

    def __init__(self, number: int, servers: list[Running]) -> None:
        self.servers, self.number = servers, number
        self.more = wishes(list(EXPECTATIONS)[number::HANDS], f"hand-{number}")
        self.acknowledged: list[Wish] = []
        self.refusals: set[int] = set()

    def send_until(self, over: Event) -> None:
        while not over.is_set():
            self.send(next(self.more))

    def send(self, wish: Wish) -> None:
        for attempt in range(2_000):
            server = self.servers[(self.number + attempt) % len(self.servers)]
            with suppress(OSError, HTTPException):
                status = post(server, wish.path, wish.form, wish.request)
                if status == 303:
                    self.acknowledged.append(wish)
                    return
                self.refusals.add(status)
            sleep(0.01)
        raise AssertionError(f"never acknowledged: {wish}")


def wait_for_more(hands: list[Hand]) -> None:
    """Until every hand got more acknowledged than it has now: what was harmed has healed."""
    goals = [len(hand.acknowledged) + MORE for hand in hands]
    for _attempt in range(2_000):
        if all(len(hand.acknowledged) >= goal for hand, goal in zip(hands, goals, strict=True)):
            return
        sleep(0.02)
    raise AssertionError("a hand got nothing more acknowledged")


def under_load(
    place: str, servers: list[Running], harm: Callable[[], object], times: int
) -> list[Hand]:
    """Let the hands write at all servers at once while harm is done so often; what they did."""
    assert post(servers[0], "/interviews", JORIS_AND_OLA, "the-interview") == 303
    hands, over = [Hand(number, servers) for number in range(HANDS)], Event()
    with ThreadPoolExecutor(HANDS) as threads:
        sent = [threads.submit(hand.send_until, over) for hand in hands]
        try:
            for _time in range(times):
                wait_for_more(hands)
                harm()
            wait_for_more(hands)
        finally:
            over.set()
        for each in sent:
            each.result()
    log = read_log(place)
    acknowledged = [wish for hand in hands for wish in hand.acknowledged]
    assert [wish for wish in acknowledged if not log.knows(wish.request)] == []
    assert_each_acted_once(log, acknowledged, [])
    return hands


def read_log(place: str) -> Log:
    with closing(open_store(place, summarise, EDITION)) as store:
        return store.logs.open(INTERVIEW)


def test_killing_the_database_under_load_loses_nothing_and_it_heals_by_itself(own_cluster) -> None:
    place, random = own_cluster.fresh(), Random(6)

    def harm() -> None:
        sleep(random.uniform(0, 0.6))
        own_cluster.kill()
        sleep(random.uniform(0, 0.4))
        own_cluster.start()

    with running(DATABASE_URL=place) as one, running(DATABASE_URL=place) as two:
        hands = under_load(place, [one, two], harm, OUTAGES)
        assert one.process.poll() is two.process.poll() is None
    assert set().union(*(hand.refusals for hand in hands)) == {503}


def test_killing_servers_under_load_loses_nothing(cluster) -> None:
    place, random = cluster.fresh(), Random(7)
    with ExitStack() as stack:
        servers = [stack.enter_context(running(DATABASE_URL=place)) for _number in range(2)]

        def harm() -> None:
            sleep(random.uniform(0, 0.3))
            os.killpg(servers[0].process.pid, 9)
            servers[0] = stack.enter_context(running(DATABASE_URL=place))
            servers.reverse()

        hands = under_load(place, servers, harm, KILLS)
    assert set().union(*(hand.refusals for hand in hands)) == set()


def test_workers_that_start_at_once_share_one_access_code_and_one_secret(cluster) -> None:
    """As the Procfile says, with more workers: a session that one opened holds for all."""
    place = cluster.fresh()
    with workers(3, DATABASE_URL=place) as host, closing(open_store(place, summarise)) as store:
        assert ask(host, "GET", "/")[0] == 302
        code = urlencode({"code": store.settings["access_code"]})
        _status, headers = ask(host, "POST", "/sign-in", code)
        session = {"Cookie": headers["Set-Cookie"].partition(";")[0]}
        assert {ask(host, "GET", "/", headers=session)[0] for _time in range(24)} == {200}


@contextmanager
def workers(number: int, **settings: str) -> Iterator[str]:
    """Workers of gunicorn behind one port; the host and port."""
    command = [sys.executable, "-m", "gunicorn", "webapp:create_app()", "--bind", "127.0.0.1:0"]
    process = subprocess.Popen(
        [*command, "--workers", str(number), "--threads", "4"],
        stderr=subprocess.PIPE, text=True, cwd=CHECKOUT, env={**environment(), **settings},
    )  # fmt: skip
    said = ""
    while said.count("Booting worker") < number:
        assert process.stderr and process.poll() is None, said
        said += process.stderr.readline()
    try:
        yield re.findall(r"http://([\d.:]+)", said)[0]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def ask(
    host: str, method: str, path: str, body: str | None = None, headers: Mapping[str, str] = NONE
) -> tuple[int, Mapping[str, str]]:
    """The status and the headers of an answer, on a connection of its own."""
    form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request(method, path, body, form)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders())
