"""Whatever is sent, the app answers in words, keeps what it kept, and shows markup as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.anything import OURS, THEIRS, Request, stories
from tests.cast import JORIS_AND_OLA, MEHMET
from tests.html import page
from webapp import create_app
from webapp.domain.summary import EDITION, summarise
from webapp.store import Store, open_store
from webapp.store.files import MemoryFiles

STORIES, LENGTH = 125, 40


@pytest.fixture(scope="module")
def app() -> Flask:
    made = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True)
    made.config.update(PROPAGATE_EXCEPTIONS=True)
    return made


@pytest.fixture(scope="module")
def told() -> Iterator[Counter[int]]:
    """How many requests were sent, by the status they were answered with."""
    counted: Counter[int] = Counter()
    yield counted
    assert counted.total() >= 5_000
    usual = counted[200] + counted[204] + counted[303]
    assert usual > counted.total() / 4, "the requests hardly ever reach what they are to try"


def test_nothing_that_is_sent_breaks_anything(app: Flask, told: Counter[int]) -> None:
    @settings(
        max_examples=STORIES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(stories(app, LENGTH), st.sampled_from(["mentor", "trainee"]))
    def tell(story: list[Request], role: str) -> None:
        files = MemoryFiles()
        app.extensions["store"] = Store(files, summarise, EDITION)
        client = two_at_a_table(app)
        if role == "trainee":
            hand_over(client)
        for request in story:
            answer = request.send(client)
            told[answer.status_code] += 1
            assert_answered_well(answer)
        assert_all_can_be_read(app, files)

    tell()


def two_at_a_table(app: Flask) -> FlaskClient:
    """A browser before which two interviews were made."""
    client = app.test_client()
    for request_id, people in (("make-ours", JORIS_AND_OLA), ("make-theirs", MEHMET)):
        people = {**JORIS_AND_OLA, **people}
        made = client.post("/interviews", data=people, headers={"X-Request-ID": request_id})
        assert made.location.split("/")[2] in (OURS, THEIRS)
    return client


def hand_over(client: FlaskClient) -> None:
    """Give the tablet to the trainee of our interview."""
    client.post(f"/interviews/{OURS}/pin", data={"task": "expectations", "without": "1"})
    assert 'data-holder="trainee"' in client.get(f"/interviews/{OURS}/expectations").text


def assert_answered_well(answer: TestResponse) -> None:
    """No failure of ours, no way to another site, markup as text, and words for a person."""
    assert answer.status_code < 500
    assert "X-Typed" not in answer.headers
    goal = urljoin("http://localhost/", answer.headers.get("Location", ""))
    assert urlsplit(goal).netloc == urlsplit(answer.request.host_url).netloc
    if answer.mimetype == "text/html":
        for markup in ("<typed", '" onfocus=typed', '="javascript:', "\x00", "\u202e"):
            assert markup not in answer.text
        if answer.status_code >= 400 and answer.request.method != "HEAD":
            assert page(answer, answer.status_code).get_text(strip=True)


def assert_all_can_be_read(app: Flask, files: MemoryFiles) -> None:
    """Every page still shows, and the store opens anew with the same in it."""
    mentor = app.test_client()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and set(rule.arguments) <= {"interview_id"}:
            address = rule.rule.replace("<interview_id>", OURS)
            answer = mentor.get(address)
            assert answer.status_code in (200, 302, 303, 404), address
            assert_answered_well(answer)
    store: Store = app.extensions["store"]
    again = Store(files, summarise, EDITION)
    assert again.damage == []
    assert again.logs.summaries() == store.logs.summaries()
    for log_id in store.logs.ids():
        assert list(again.logs.open(log_id)) == list(store.logs.open(log_id))
