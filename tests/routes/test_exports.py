"""Files of talks: taken whole or not at all, and what was erased is named."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS_AND_OLA
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_home import elsewhere, take_in
from tests.routes.test_prepare import say

__all__ = ["elsewhere"]


@pytest.fixture
def two(client: FlaskClient) -> list[str]:
    """Two talks, in the order of their ids."""
    giulia = {"mentor_name": "Joris De Smet", "mentor_language": "nl", **GIULIA}
    return sorted(make_interview(client, **people) for people in (JORIS_AND_OLA, giulia))


def test_a_file_that_contradicts_itself_is_refused_and_nothing_of_it_is_kept(
    client, two, elsewhere
) -> None:
    whole = client.get("/export.json").json
    last = whole["logs"][two[-1]]
    last.append({**last[0], "value": "another"})
    answer = take_in(elsewhere, json.dumps(whole).encode())
    assert "Nothing was taken in" in words(page(answer, 422).main)
    assert elsewhere.get("/export.json").json["logs"] == {}


def test_what_was_erased_is_named_and_the_rest_is_taken_in(client, interview, elsewhere) -> None:
    giulia = make_interview(client, **{**JORIS_AND_OLA, **GIULIA})
    take_in(elsewhere, client.get(f"/interviews/{interview}/export.json").data)
    elsewhere.post(f"/interviews/{interview}/erasure", follow_redirects=True)
    answer = page(take_in(elsewhere, client.get("/export.json").data))
    told = words(answer.select_one(".notices"))
    assert "Ola Kowalczyk" in told and "1 talk is new here" in told
    assert elsewhere.get(f"/interviews/{giulia}/prepare").status_code == 200


def test_after_taking_in_all_talks_are_shown_even_when_one_begins_soon(
    client, interview, elsewhere
) -> None:
    say(client, interview, {"appointment/date": "2026-11-22", "appointment/time": "12:00"})
    answer = page(take_in(elsewhere, client.get("/export.json").data))
    assert answer.select_one("#new")
