"""The papers, as both read them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS
from tests.conftest import make_interview
from tests.html import page, words

HTMX = {"HX-Request": "true"}


@pytest.fixture
def documents(client: FlaskClient, interview: str):
    """The page as it is now."""
    return lambda: page(client.get(f"/interviews/{interview}/documents"))


def put(client: FlaskClient, interview: str, entity: str, field: str, value: str):
    url = f"/interviews/{interview}/fields/{entity}/{field}"
    return page(client.post(url, data={"value": value}, headers=HTMX))


def test_a_tap_on_the_row_marks_it_as_read_and_the_same_tap_undoes(
    client, interview, documents
) -> None:
    row = put(client, interview, "paper:agreement", "read", "1").select_one("#paper-agreement")
    assert row.select_one(".read input").has_attr("checked")
    assert row.select_one(".read small")
    put(client, interview, "paper:agreement", "read", "")
    row = documents().select_one("#paper-agreement")
    assert not row.select_one(".read input").has_attr("checked")


def test_a_second_tap_on_a_state_takes_it_back(client, interview) -> None:
    row = put(client, interview, "paper:insurance", "state", "later")
    here, later, none = row.select(".state .seg button")
    assert [b["aria-pressed"] for b in (here, later, none)] == ["false", "true", "false"]
    assert [b["value"] for b in (here, later, none)] == ["here", "", "none"]
    row = put(client, interview, "paper:insurance", "state", str(later["value"]))
    assert not row.select(".state .seg button[aria-pressed=true]")


def test_a_paper_that_follows_asks_for_a_day_and_one_that_is_here_for_its_bringer(
    client, interview
) -> None:
    row = put(client, interview, "paper:insurance", "state", "later")
    assert [b["value"] for b in row.select(".more button[value]")] == [
        "2026-11-23", "2026-11-29",
    ]  # fmt: skip
    row = put(client, interview, "paper:insurance", "state", "here")
    assert [b["value"] for b in row.select(".more button[value]")] == [
        "trainee", "mentor", "school",
    ]  # fmt: skip


def test_belgian_papers_come_when_asked_for(client, interview, documents) -> None:
    assert not documents().select("#papers-belgium")
    answer = put(client, interview, "pack:belgium", "on", "1")
    assert len(answer.select("#papers-belgium .paper")) == 6
    assert documents().select("#papers-belgium .paper")


def test_an_own_paper_can_be_kept_for_later_talks(client, interview, documents) -> None:
    answer = client.post(
        f"/interviews/{interview}/papers", data={"text": "Stagewijzer"}, headers=HTMX
    )
    assert "Stagewijzer" in words(page(answer).select_one("#papers-first"))
    (own,) = [row for row in documents().select(".paper") if "Stagewijzer" in words(row)]
    entity = str(own["id"]).replace("paper-", "paper:")
    client.post(f"/interviews/{interview}/kept/{entity}", data={"value": "1"})

    later = make_interview(client, **JORIS, **GIULIA)
    offered = page(client.get(f"/interviews/{later}/documents")).select_one("#papers-kept button")
    assert offered["value"] == entity
    client.post(f"/interviews/{later}/papers", data={"kept": entity})
    after = page(client.get(f"/interviews/{later}/documents"))
    assert "Stagewijzer" in words(after.select_one("#papers-first"))
    assert not after.select("#papers-kept button")


def test_a_paper_without_a_name_and_an_unknown_template_are_refused(client, interview) -> None:
    url = f"/interviews/{interview}/papers"
    assert client.post(url, data={"text": "  "}).status_code == 422
    assert client.post(url, data={"kept": "paper:nothing"}).status_code == 404
    assert client.post(f"/interviews/{interview}/kept/paper:agreement").status_code == 404
    assert client.post(f"/interviews/{interview}/kept/trainee").status_code == 404


def test_practical_checks_stand_with_the_papers_and_not_among_the_questions(
    client, interview, documents
) -> None:
    assert len(documents().select(".q")) == 3
    assert not page(client.get(f"/interviews/{interview}/questions")).select("#question-ill")


def test_both_read_that_cards_are_only_looked_at(documents) -> None:
    care = documents().select("main > .stack > .notice .par > p")
    assert [paragraph["lang"] for paragraph in care] == ["nl", "pl"]


def test_a_signature_under_the_agreement_on_paper_asks_for_its_day(client, interview) -> None:
    line = put(client, interview, "party:school", "signature", "paper").select_one("#parties")
    assert line.select_one("#day-school")["type"] == "date"
    line = put(client, interview, "party:school", "signature", "now").select_one("#parties")
    assert not line.select("input")
