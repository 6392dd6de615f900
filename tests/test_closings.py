"""The device's own key under a record: only where both signed last, kept once, in the register."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from tests.html import page
from tests.records import KEY, base64url, jwk
from tests.routes.test_handover import hand_over
from tests.routes.test_record import file_of
from tests.routes.test_signing import english_talk, set_field, sign
from webapp.domain.verification import judge
from webapp.store import Store


@pytest.fixture
def interview(client: FlaskClient) -> str:
    return english_talk(client)


def to_sign(client: FlaskClient, interview: str, part: str = "record") -> str | None:
    element = page(client.get(f"/interviews/{interview}/{part}")).select_one("device-key")
    return element and element["data-message"]


def close(client: FlaskClient, interview: str, message: str, **parts: str) -> int:
    signature = base64url(KEY.sign_deterministic(message.encode()))
    data = {"key": json.dumps({**jwk(), "ext": True}), "signature": signature, **parts}
    return client.post(f"/interviews/{interview}/closings", data=data).status_code


def test_the_device_closes_what_both_signed_on_it(client, interview, store: Store) -> None:
    sign(client, interview, "mentor")
    assert to_sign(client, interview) is None
    sign(client, interview, "trainee")
    message = to_sign(client, interview)
    assert message and to_sign(client, interview, "signing") == message
    assert close(client, interview, message) == 303
    file = file_of(client, interview)
    assert file["device"]["key"] == jwk()
    assert not judge(client.get(f"/interviews/{interview}/record.json").data).altered
    shown = page(client.get(f"/interviews/{interview}/record"))
    assert file["device"]["thumbprint"] in shown.select_one("#device-key").text
    register = store.logs.open("workplace").fields(f"device-key:{file['device']['thumbprint']}")
    assert register == {"seen": "2026-11-22"}
    assert to_sign(client, interview) is None


def test_a_device_that_only_looks_at_the_record_closes_nothing(app, client, interview) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    message = to_sign(client, interview)
    other = app.test_client()
    assert to_sign(other, interview) is None
    assert message and close(other, interview, message) == 303
    assert "device" not in file_of(client, interview)


def test_the_trainee_who_signs_last_lets_the_device_close_it(client, interview) -> None:
    sign(client, interview, "mentor")
    hand_over(client, interview, "signing")
    sign(client, interview, "trainee")
    message = to_sign(client, interview, "signing")
    assert message and close(client, interview, message) == 303


@pytest.mark.parametrize(
    "parts",
    [{"signature": "A" * 86}, {"signature": ""}, {"key": ""}, {"key": "[1]"}, {"key": "[" * 9000},
     {"key": json.dumps({**jwk(), "x": "A" * 43})}, {"key": json.dumps({**jwk(), "crv": "P-384"})}],
)  # fmt: skip
def test_what_does_not_hold_is_not_kept(client, interview, parts) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    message = to_sign(client, interview)
    assert close(client, interview, message, **parts) == 422
    assert "device" not in file_of(client, interview)
    assert to_sign(client, interview) == message


def test_closing_cannot_be_undone_or_written_by_a_form(client, interview, store: Store) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    close(client, interview, to_sign(client, interview))
    client.post(f"/interviews/{interview}/undos")
    assert "device" in file_of(client, interview)
    [entity] = store.logs.open(interview).entities("closing")
    answer = client.post(f"/interviews/{interview}/fields/{entity}/closing", data={"value": "x"})
    assert answer.status_code == 403


def test_who_signs_anew_closes_anew(client, interview) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    close(client, interview, to_sign(client, interview))
    first = file_of(client, interview)["device"]
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    assert "device" not in file_of(client, interview)
    close(client, interview, to_sign(client, interview))
    again = file_of(client, interview)["device"]
    assert again["thumbprint"] == first["thumbprint"] and again["content"] != first["content"]
    assert not judge(client.get(f"/interviews/{interview}/record.json").data).altered
