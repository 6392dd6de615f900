"""The internship agreement, signed by its parties here, on paper or later."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.html import page, words
from tests.routes.test_signing import INK, english_talk, set_field
from webapp.domain.verification import judge


@pytest.fixture
def interview(client: FlaskClient) -> str:
    interview = english_talk(client)
    set_field(client, interview, "internship", "template", "flanders")
    set_field(client, interview, "school", "name", "Szkoła 7")
    return interview


def show(client: FlaskClient, interview: str) -> BeautifulSoup:
    return page(client.get(f"/interviews/{interview}/agreement"))


def sign(client: FlaskClient, interview: str, role: str, **parts: str) -> int:
    set_field(client, interview, f"party:{role}", "signature", "now")
    data = {**form_of_signing(client, interview, role), "method": "drawn", "strokes": INK, **parts}
    return client.post(f"/interviews/{interview}/agreement/signatures", data=data).status_code


def form_of_signing(client: FlaskClient, interview: str, role: str) -> dict[str, str]:
    pad = show(client, interview).select_one(f"#pad-{role}")
    form = next(each for each in pad.select("form") if each["action"].endswith("/signatures"))
    return {field["name"]: field["value"] for field in form.select("input[type=hidden]")}


def file(client: FlaskClient, interview: str) -> dict:
    return json.loads(client.get(f"/interviews/{interview}/agreement.json").data)


def test_the_agreement_is_filled_with_what_is_known(client, interview) -> None:
    said = words(show(client, interview).select_one("#agreement-text"))
    assert "Szkoła 7" in said and "no employment contract" in said


def test_before_a_template_is_chosen_there_is_nothing_to_sign(client) -> None:
    interview = english_talk(client)
    assert not show(client, interview).select(".pad")
    assert client.get(f"/interviews/{interview}/agreement.json").status_code == 404


def test_a_guardian_signs_only_for_whoever_is_under_18(client, interview) -> None:
    assert not show(client, interview).select("#pad-guardian")
    set_field(client, interview, "trainee", "minor", "1")
    assert show(client, interview).select("#pad-guardian")


def test_who_signs_elsewhere_holds_nobody_back(client, interview) -> None:
    set_field(client, interview, "party:school", "signature", "later")
    set_field(client, interview, "party:school", "owner", "mentor")
    assert sign(client, interview, "host") == 303
    assert sign(client, interview, "trainee", method="typed", name="Ola Kowalczyk") == 303
    made = file(client, interview)
    assert [each["role"] for each in made["signatures"]] == ["host", "trainee"]
    assert [each["signature"] for each in made["parties"]] == ["later", "now", "now"]
    after = words(page(client.get(f"/interviews/{interview}/record")).select_one(".promises"))
    assert "Signature under the internship agreement" in after


def test_a_party_that_signs_elsewhere_cannot_sign_here(client, interview) -> None:
    form = {"role": "school", "content": "0" * 64, "method": "typed", "name": "Anna"}
    answer = client.post(f"/interviews/{interview}/agreement/signatures", data=form)
    assert answer.status_code == 404


def test_a_change_of_a_signed_sentence_shows_as_changed(client, interview) -> None:
    sign(client, interview, "host")
    set_field(client, interview, "school", "name", "Szkoła 8")
    shown = show(client, interview)
    assert words(shown.select_one("#changes del")) == "Szkoła 7"
    assert "before the changes above" in words(shown.select_one("#pad-host"))


def test_what_changed_meanwhile_is_not_signed(client, interview) -> None:
    set_field(client, interview, "party:host", "signature", "now")
    form = form_of_signing(client, interview, "host")
    client.post(f"/interviews/{interview}/agreement/clauses", data={"text": "No night work."})
    data = {**form, "method": "drawn", "strokes": INK}
    answer = client.post(f"/interviews/{interview}/agreement/signatures", data=data)
    assert answer.status_code == 409 and "Nothing was signed" in answer.text
    assert not file(client, interview)["signatures"]


def test_signing_the_agreement_leaves_the_talk_unsigned(client, interview) -> None:
    sign(client, interview, "trainee")
    record = json.loads(client.get(f"/interviews/{interview}/record.json").data)
    assert record["signatures"] == record["others"] == []


def test_the_papers_row_follows_the_signing(client, interview) -> None:
    for role in ("school", "host", "trainee"):
        sign(client, interview, role, method="typed", name="Somebody")
    papers = page(client.get(f"/interviews/{interview}/documents"))
    assert "Here, on the screen" in words(papers.select_one("#agreement-signed"))


def test_the_file_is_judged_like_a_record(client, interview) -> None:
    sign(client, interview, "host")
    raw = client.get(f"/interviews/{interview}/agreement.json").data
    assert judge(raw).of("content").state == "intact"
    assert judge(raw.replace("Szkoła 7".encode(), "Szkoła 9".encode())).of("content").state == (
        "altered"
    )


def test_the_agreement_is_printed_with_its_file_inside(client, interview) -> None:
    sign(client, interview, "host")
    made = client.get(f"/interviews/{interview}/agreement.pdf")
    assert made.status_code == 200 and b"agreement.json" in made.data
