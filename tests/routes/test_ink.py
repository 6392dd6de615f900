"""Unfinished ink is kept stroke by stroke, on this device, for its owner only."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.html import page
from tests.routes.test_handover import hand_over
from tests.routes.test_signing import INK, english_talk, sign


@pytest.fixture
def interview(client: FlaskClient) -> str:
    return english_talk(client)


STROKES = json.dumps([[1, 2, 3, 4]], separators=(",", ":"))


def strokes(client, interview: str, role: str) -> str:
    shown = page(client.get(f"/interviews/{interview}/signing"))
    return shown.select_one(f"#pad-{role} [name=strokes]")["value"]


def keep(client, interview: str, role: str, ink: str = STROKES) -> int:
    return client.put(f"/interviews/{interview}/ink/{role}", data={"strokes": ink}).status_code


def test_ink_is_there_again_after_a_reload_for_its_owner_only(client, interview) -> None:
    assert keep(client, interview, "mentor") == 204
    assert strokes(client, interview, "mentor") == STROKES
    assert strokes(client, interview, "trainee") == "[]"


def test_clearing_erases_it(client, interview, store) -> None:
    keep(client, interview, "mentor")
    assert keep(client, interview, "mentor", "[]") == 204
    assert strokes(client, interview, "mentor") == "[]"
    assert not [key for key in store.devices if key.startswith("ink:")]


def test_signing_erases_the_signers_and_keeps_the_others(client, interview, store) -> None:
    keep(client, interview, "mentor", INK)
    keep(client, interview, "trainee")
    sign(client, interview, "mentor")
    assert strokes(client, interview, "trainee") == STROKES
    assert [list(kept) for key, kept in store.devices.items() if "ink" in key] == [["trainee"]]


def test_another_device_never_shows_it(app: Flask, client, interview) -> None:
    keep(client, interview, "mentor")
    assert strokes(app.test_client(), interview, "mentor") == "[]"


def test_it_never_reaches_the_log(client, interview, store) -> None:
    before = len(store.logs.open(interview))
    keep(client, interview, "mentor")
    assert len(store.logs.open(interview)) == before


def test_the_trainee_alone_draws_for_nobody_else(client, interview) -> None:
    hand_over(client, interview, "signing")
    assert keep(client, interview, "mentor") == 403
    assert keep(client, interview, "trainee") == 204


@pytest.mark.parametrize("ink", ["{}", "[[1]]", "[[99999,1]]", "[" * 3000])
def test_what_is_no_ink_is_refused(client, interview, ink) -> None:
    assert keep(client, interview, "mentor", ink) == 422


def test_there_are_two_pads_and_no_more(client, interview) -> None:
    assert keep(client, interview, "school") == 404
