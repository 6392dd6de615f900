"""What most tests stand on: an app in memory with a clock of our own, and one interview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from tests.cast import JORIS_AND_OLA
from tests.postgres import Cluster
from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser comes last: the others are quick, and meet no running event loop."""
    items.sort(key=lambda item: "browser" in item.path.parent.parts)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", action="store_true", help="keep in PostgreSQL what is in memory otherwise"
    )


class Clock:
    """Time that moves only when a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 10, 35, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **parts: int) -> None:
        """Let time pass: `clock.forward(minutes=5)`."""
        self.moment += timedelta(**parts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """In memory; with `--database` in a database."""
    place = None
    if request.config.getoption("--database"):
        place = request.getfixturevalue("cluster").fresh()
    store = open_store(place, summarise, EDITION)
    yield store
    store.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of our own; skips where there is none to start, and fails in CI."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let every language say the message ids, so that tests name the sentences of the code."""
    monkeypatch.setattr("webapp.translations_folder", lambda: tmp_path)


@pytest.fixture
def app(store: Store, clock: Clock, untranslated: None) -> Flask:
    app = create_app(store=store, open_on_loopback=True)
    app.config.update(TESTING=True, CLOCK=clock, PROPAGATE_EXCEPTIONS=False)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser on this machine, with the mentor before it."""
    return app.test_client()


@pytest.fixture
def interview(client: FlaskClient) -> str:
    """The id of the interview of Joris (Dutch) and Ola (Polish)."""
    return make_interview(client, **JORIS_AND_OLA)


def make_interview(client: FlaskClient, **people: str) -> str:
    """Make an interview as Home does, and return its id."""
    answer = client.post("/interviews", data=people)
    assert answer.status_code == 303, answer.text
    return answer.location.split("/")[2]
