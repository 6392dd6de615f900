"""The mentor's private notes."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.html import page, words
from tests.routes.test_handover import give_back, hand_over

CANARY = "Ola was nervous: canary-7319"


@pytest.fixture
def notes(client: FlaskClient, interview: str) -> str:
    """The address of the notes on a device with a PIN."""
    client.post("/pin", data={"pin": "2468"})
    return f"/interviews/{interview}/notes"


def test_no_pin_no_notes(client, interview) -> None:
    address = f"/interviews/{interview}/notes"
    assert not page(client.get(address)).select("textarea")
    assert client.post(address, data={"text": CANARY}).status_code == 403


def test_a_note_is_kept_changed_and_taken_away(client, notes) -> None:
    client.post(notes, data={"text": CANARY})
    form = page(client.get(notes)).select("form:has(textarea)")[1]
    assert form.textarea.string == CANARY
    client.post(form["action"], data={"text": "calmer now"})
    assert "calmer now" in words(page(client.get(notes)).main)
    client.post(form["action"], data={"text": ""})
    assert len(page(client.get(notes)).select("form:has(textarea)")) == 1


def test_notes_are_absent_from_every_other_page_and_from_the_history(
    app, client, interview, notes
) -> None:
    client.post(notes, data={"text": CANARY})
    seen = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "notes.show" or rule.arguments != {"interview_id"}:
            continue
        if "GET" in rule.methods:
            with app.test_request_context():
                address = app.url_for(rule.endpoint, interview_id=interview)
            assert b"canary-7319" not in client.get(address).data, rule.endpoint
            seen += 1
    assert seen > 10


def test_the_trainee_never_reaches_the_notes(client, interview, notes) -> None:
    client.post(notes, data={"text": CANARY})
    hand_over(client, interview)
    assert client.get(notes).status_code == 403
    give_back(client, interview)
    assert client.get(notes).location.startswith("/lock")
    assert client.post(notes, data={"text": "x"}).status_code == 403


def test_undo_in_the_talk_never_touches_a_note(client, interview, notes) -> None:
    client.post(notes, data={"text": CANARY})
    client.post(f"/interviews/{interview}/undos")
    assert CANARY in words(page(client.get(notes)).main)


def test_a_forgotten_pin_costs_the_notes_on_this_device_only(
    app, client, interview, notes, clock
) -> None:
    client.post(notes, data={"text": CANARY})
    clock.forward(minutes=1)
    client.post("/pin/forgotten")
    client.post("/pin", data={"pin": "1357"})
    assert "canary" not in client.get(notes).text
    clock.forward(minutes=1)
    client.post(notes, data={"text": "a new one"})
    assert "a new one" in client.get(notes).text

    other = app.test_client()
    other.post("/pin", data={"pin": "9999"})
    assert CANARY in words(page(other.get(notes)).main)
