"""What we agree, as both see it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from tests.html import page, words
from webapp.content.agreements import USUAL

HTMX = {"HX-Request": "true"}
KEY = "expectation-hands-on"


class Table:
    """Joris and Ola at the tablet; practical work can partly be had."""

    def __init__(self, client: FlaskClient, interview: str) -> None:
        self.client = client
        self.url = f"/interviews/{interview}"
        self.put("expectation:hands-on", "wanted", "1")
        self.put("expectation:hands-on", "answer", "partly")

    def page(self) -> BeautifulSoup:
        return page(self.client.get(f"{self.url}/agreements"))

    def put(self, entity: str, field: str, value: str) -> BeautifulSoup:
        url = f"{self.url}/fields/{entity}/{field}"
        return page(self.client.post(url, data={"value": value}, headers=HTMX))

    def post(self, things: str, status: int = 200, **form: str) -> BeautifulSoup:
        answer = self.client.post(f"{self.url}/{things}", data=form, headers=HTMX)
        return page(answer, status)


@pytest.fixture
def table(client: FlaskClient, interview: str) -> Table:
    return Table(client, interview)


def card(soup: BeautifulSoup, key: str = KEY) -> Tag:
    found = soup.select_one(f"#agreement-{key}")
    assert found is not None
    return found


def agreed(soup: BeautifulSoup) -> list[str]:
    return [each["id"].removeprefix("agreement-") for each in soup.select("#agreements .agree")]


def test_what_the_talk_led_to_is_proposed_and_what_is_often_agreed_is_one_tap_away(
    table: Table,
) -> None:
    soup = table.page()
    assert agreed(soup) == []
    assert [each["id"] for each in soup.select(".proposed")] == [f"proposal-{KEY}"]
    assert len(soup.select("button[id^=propose-usual-]")) == len(USUAL)


def test_one_tap_agrees_in_both_languages_and_counts_in_the_steps(table: Table) -> None:
    soup = table.post("agreements", proposal=KEY)
    assert agreed(soup) == [KEY]
    text = card(soup).select_one(".text")
    assert [each["lang"] for each in text.select("[lang]")] == ["nl", "pl"]
    assert not soup.select(".proposed")
    assert words(table.page().select_one("[aria-current=step] .n")) == "1"


def test_agreeing_twice_makes_one_agreement(table: Table) -> None:
    table.post("agreements", proposal=KEY)
    assert agreed(table.post("agreements", proposal=KEY)) == [KEY]


def test_agreeing_works_without_scripts(table: Table) -> None:
    form = table.page().select_one(f"#proposal-{KEY} form[action$='/agreements']")
    button = form.button
    answer = table.client.post(form["action"], data={button["name"]: button["value"]})
    assert answer.status_code == 303
    assert agreed(table.page()) == [KEY]


def test_a_proposal_is_set_aside_and_proposed_again(table: Table) -> None:
    soup = table.post("dismissals", proposal=KEY)
    assert not soup.select(".proposed")
    assert soup.select_one(f"#dismissed button[value={KEY}]")
    soup = table.post("proposals", proposal=KEY)
    assert soup.select_one(f"#proposal-{KEY}")
    assert not soup.select("#dismissed")


def test_owner_and_day_are_one_tap_each_and_shown(table: Table) -> None:
    table.post("agreements", proposal=KEY)
    assert words(card(table.page()).select_one(".by")) == "J Joris"
    table.put(f"agreement:{KEY}", "owner", "school")
    found = card(table.put(f"agreement:{KEY}", "due", "2026-11-29"))
    assert words(found.select_one(".by")).startswith("The school")
    assert found.select_one("time")["datetime"] == "2026-11-29"
    assert words(found.select_one(".phrase[aria-pressed=true]")).startswith("In a week")


def test_done_is_ticked_and_unticked(table: Table) -> None:
    table.post("agreements", proposal=KEY)
    assert card(table.put(f"agreement:{KEY}", "done", "1"))["data-state"] == "done"
    assert card(table.put(f"agreement:{KEY}", "done", ""))["data-state"] == "open"


def test_a_sentence_to_be_completed_opens_at_once(table: Table) -> None:
    soup = table.post("agreements", proposal="usual-alone")
    assert card(soup, "usual-alone").select_one("details.more").has_attr("open")
    soup = table.post("agreements", proposal=KEY)
    assert not card(soup).select_one("details.more").has_attr("open")


def test_the_words_can_be_changed_and_an_agreement_taken_away(table: Table) -> None:
    table.post("agreements", proposal=KEY)
    table.put(f"agreement:{KEY}", "text", "Vanaf maandag")
    assert "Vanaf maandag" in words(card(table.page()).select_one(".text"))
    soup = table.put(f"agreement:{KEY}", "deleted", "1")
    assert agreed(soup) == []
    assert soup.select_one(f"#proposal-{KEY}"), "it is proposed again"


def test_both_can_agree_on_words_of_their_own(table: Table) -> None:
    soup = table.post("agreements", text="Vrijdag samen <i>eten</i>")
    (key,) = agreed(soup)
    assert "Vrijdag samen <i>eten</i>" in words(card(soup, key).select_one(".text"))
    assert soup.select_one("#agreement-add input[autofocus]"), "the next can follow"
    assert agreed(table.put(f"agreement:{key}", "deleted", "1")) == []


def test_nothing_is_agreed_without_words(table: Table) -> None:
    refused = table.post("agreements", 422, text="  ")
    assert "Write down what you agree" in words(refused.select_one("[role=alert]"))


@pytest.mark.parametrize("things", ["agreements", "dismissals", "proposals"])
def test_a_proposal_that_nobody_made_is_not_found(table: Table, things: str) -> None:
    table.post(things, 404, proposal="expectation-daily-life")


def test_agreements_are_not_open_to_the_trainee_alone(table: Table) -> None:
    table.post("agreements", proposal=KEY)
    with table.client.session_transaction() as session:
        session.update(holder="trainee", interview=table.url.split("/")[2])
    assert table.client.get(f"{table.url}/agreements").status_code == 403
    for things in ("agreements", "dismissals", "proposals"):
        table.post(things, 403, proposal=KEY)


def test_every_id_on_the_page_is_there_once(table: Table) -> None:
    for key in (KEY, "usual-alone", "usual-hours"):
        table.post("agreements", proposal=key)
    table.post("dismissals", proposal="usual-never")
    ids = [each["id"] for each in table.page().select("[id]")]
    assert len(ids) == len(set(ids))
