"""Talking again about the same expectations."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.html import page, words
from tests.routes.test_signing import english_talk, set_field


@pytest.fixture
def interview(client: FlaskClient) -> str:
    return english_talk(client)


def later_talk(client, interview: str) -> str:
    answer = client.post(f"/interviews/{interview}/later-talks")
    assert answer.status_code == 303
    return answer.location.split("/")[2]


def test_both_answers_stand_side_by_side(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    set_field(client, interview, "expectation:hands-on", "answer", "partly")
    later = later_talk(client, interview)
    set_field(client, later, "expectation:hands-on", "answer", "yes")
    row = page(client.get(f"/interviews/{later}/comparison")).select_one("#compared-hands-on")
    then, now = row.select("td")
    assert words(then.strong).startswith("Partly ")
    assert words(now.strong).startswith("Yes ")


def test_a_talk_that_follows_none_has_nothing_to_compare(client, interview) -> None:
    assert client.get(f"/interviews/{interview}/comparison").status_code == 404


def test_the_same_request_makes_one_talk(client, interview) -> None:
    sent = {"headers": {"X-Request-ID": "one-and-the-same"}}
    places = {client.post(f"/interviews/{interview}/later-talks", **sent).location for _ in "ab"}
    assert len(places) == 1
