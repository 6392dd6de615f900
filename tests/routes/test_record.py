"""After the talk: the record on the page and as a file, the card, what follows."""

from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785
from flask.testing import FlaskClient

from tests.html import page, words
from tests.routes.test_signing import english_talk, set_field, sign


@pytest.fixture
def interview(client: FlaskClient) -> str:
    return english_talk(client)


def file_of(client, interview: str) -> dict:
    answer = client.get(f"/interviews/{interview}/record.json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.data == rfc8785.dumps(json.loads(answer.data))
    return json.loads(answer.data)


def test_before_signing_the_file_is_a_marked_draft(client, interview) -> None:
    file = file_of(client, interview)
    assert file["draft"] is True
    assert file["signatures"] == []


def test_the_signed_file_proves_itself(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    file = file_of(client, interview)
    assert file["format"] == "onthaal-record/1"
    assert "draft" not in file
    assert hashlib.sha256(rfc8785.dumps(file["content"])).hexdigest() == file["content_hash"]
    assert [each["role"] for each in file["signatures"]] == ["mentor", "trainee"]
    assert file["content"]["fields"]["expectation:hands-on"] == {"wanted": True}


def test_the_file_holds_what_was_signed_last_whatever_is_said_since(client, interview) -> None:
    sign(client, interview, "mentor")
    signed = file_of(client, interview)
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    assert file_of(client, interview)["content_hash"] == signed["content_hash"]
    sign(client, interview, "mentor")
    again = file_of(client, interview)
    assert again["content_hash"] != signed["content_hash"]
    assert again["others"] == signed["signatures"]


def test_what_was_frozen_is_never_said_anew(client, interview, monkeypatch) -> None:
    sign(client, interview, "mentor")
    before = file_of(client, interview)["content"]
    monkeypatch.setattr("webapp.domain.record.TEMPLATE", 2)
    assert file_of(client, interview)["content"] == before
    assert sign(client, interview, "trainee") == 303
    assert [s["role"] for s in file_of(client, interview)["signatures"]] == ["mentor", "trainee"]


def test_the_page_shows_the_record_with_both_signatures(client, interview) -> None:
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    draft = page(client.get(f"/interviews/{interview}/record"))
    assert "Draft" in words(draft.select_one(".draft"))
    sign(client, interview, "mentor")
    sign(client, interview, "trainee", method="typed", name="Ola Kowalczyk")
    shown = page(client.get(f"/interviews/{interview}/record"))
    assert not shown.select(".draft")
    assert "Do practical work" in words(shown.select_one(".sheet"))
    signed = shown.select(".sheet .signed")
    assert signed[0].select("svg path")
    assert "Ola Kowalczyk" in words(signed[1].select_one(".typed"))
    assert not shown.select(".sheet .btn, .sheet button, .sheet form")


def test_a_change_since_signing_is_told_above_what_was_signed(client, interview) -> None:
    sign(client, interview, "mentor")
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    shown = page(client.get(f"/interviews/{interview}/record"))
    assert "Something changed since signing" in words(shown.select_one("main > .notice"))
    assert "Do practical work" not in words(shown.select_one(".sheet"))


def test_private_notes_are_nowhere_in_the_record(client, interview) -> None:
    client.post("/pin", data={"pin": "1234"})
    client.post(f"/interviews/{interview}/notes", data={"text": "canary in the notes"})
    assert "canary" in client.get(f"/interviews/{interview}/notes").text
    sign(client, interview, "mentor")
    for name in ("record", "record.json", "signing", "first-day"):
        assert "canary" not in client.get(f"/interviews/{interview}/{name}").text


def test_an_answer_may_follow_after_signing(client, interview) -> None:
    set_field(client, interview, "trainee-question:lunch", "asked", "1")
    sign(client, interview, "mentor")
    shown = page(client.get(f"/interviews/{interview}/record"))
    assert "Where do I eat?" in words(shown.select_one("#follow-ups"))
    set_field(client, interview, "trainee-question:lunch", "later_answer", "In the canteen")
    assert file_of(client, interview)["signatures"]


def test_the_first_days_card_says_what_is_known_and_always_the_emergency_number(
    client, interview
) -> None:
    set_field(client, interview, "mentor", "phone", "+32 9 123 45 67")
    card = page(client.get(f"/interviews/{interview}/first-day")).select_one(".first-day")
    calls = [a["href"] for a in card.select("a")]
    assert calls == ["tel:+3291234567", "tel:112"]
    assert "Joris De Smet" in words(card)
    assert "Lunch" not in words(card)


def test_the_pdf_is_a_file_to_keep(client, interview) -> None:
    answer = client.get(f"/interviews/{interview}/record.pdf")
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].endswith('.pdf"')
    assert answer.headers["Cache-Control"] == "no-store"
    links = [a["href"] for a in page(client.get(f"/interviews/{interview}/record")).select("a")]
    assert f"/interviews/{interview}/record.pdf" in links


def test_the_pdf_holds_what_was_signed_last(client, interview) -> None:
    sign(client, interview, "mentor")
    sign(client, interview, "trainee")
    signed = client.get(f"/interviews/{interview}/record.pdf").data
    set_field(client, interview, "expectation:hands-on", "wanted", "1")
    assert client.get(f"/interviews/{interview}/record.pdf").data == signed


def test_a_letter_that_a_pdf_cannot_show_is_named_with_its_place(client, interview) -> None:
    client.post(f"/interviews/{interview}/agreements", data={"text": "Elke vrijdag 🙂"})
    said = words(page(client.get(f"/interviews/{interview}/record.pdf"), 422))
    assert "🙂 (SLIGHTLY SMILING FACE)" in said and "What we agree" in said


def test_the_code_on_the_paper_leads_to_where_records_are_checked(client, interview) -> None:
    sign(client, interview, "mentor")
    app = client.application
    if not app.url_map.bind("").test("/verify"):
        assert b"/verify" not in client.get(f"/interviews/{interview}/record.pdf").data
        app._got_first_request = False
        app.add_url_rule("/verify", "test_verify", lambda: "")
    assert b"http://localhost/verify" in client.get(f"/interviews/{interview}/record.pdf").data


def test_the_trainee_who_holds_the_tablet_takes_no_file_away(client, interview) -> None:
    client.post(f"/interviews/{interview}/pin", data={"task": "expectations", "without": "1"})
    assert client.get(f"/interviews/{interview}/record.pdf").status_code == 403
