"""Both people's languages at once."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.cast import JORIS
from tests.conftest import make_interview
from tests.html import page
from webapp.content.languages import LANGUAGES, known_language
from webapp.domain.text import Text
from webapp.languages import Day, DayOfYear, ShortDay, Size, both, speak, text
from webapp.messages import _, n_


@pytest.fixture
def speaking(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("tag", "ours"),
    [("nl", "nl"), ("nl-BE", "nl"), ("PL_pl", "pl"), ("tr", None), ("", None), (None, None)],
)
def test_a_language_tag_finds_its_language(tag, ours) -> None:
    assert known_language(tag) == ours


def test_dates_and_times_are_said_as_their_readers_expect(speaking) -> None:
    day, hour = date(2026, 11, 22), time(9, 30)
    assert text(day, "nl") == "22 november 2026"
    assert text(day, "en") == "22 November 2026"
    assert text(Day(day), "pl") == "niedziela, 22 listopada 2026"
    assert text(ShortDay(day), "de") == "22.11.26"
    assert text(DayOfYear(day), "nl") == "22 nov"
    assert text(hour, "en") == "09:30"
    assert text(datetime.combine(day, hour), "fr") == "22 novembre 2026 09:30"


def test_a_message_within_a_message_is_said_in_the_same_language(speaking) -> None:
    inner = n_("%(num)s day", "%(num)s days", 2)
    assert text(_("Wait: %(wait)s", wait=inner), "en") == "Wait: 2 days"


def test_a_percent_sign_needs_no_care_without_placeholders(speaking) -> None:
    assert text(_("100 % sure"), "en") == "100 % sure"


def test_words_of_people_are_said_in_the_languages_they_exist_in(speaking) -> None:
    speak(["nl", "pl"])
    assert both(Text("Goed", "nl", {})) == [("nl", "Goed")]
    assert both(Text("Goed", "nl", {"pl": "Dobrze"})) == [("nl", "Goed"), ("pl", "Dobrze")]
    assert both(Text("Gut", "de", {})) == [("de", "Gut")]


@pytest.mark.parametrize("mentor", LANGUAGES)
@pytest.mark.parametrize("trainee", LANGUAGES)
def test_any_pair_of_languages_is_shown_the_holders_first(client, mentor, trainee) -> None:
    interview = make_interview(
        client,
        mentor_name="Joris",
        trainee_name="Ola",
        mentor_language=mentor,
        trainee_language=trainee,
    )
    heading = page(client.get(f"/interviews/{interview}/expectations")).h1
    shown = [span["lang"] for span in heading.select("span[lang]")]
    assert shown == list(dict.fromkeys([mentor, trainee]))


def test_every_second_language_line_names_its_language(client, interview) -> None:
    shown = page(client.get(f"/interviews/{interview}/expectations"))
    seconds = shown.select(".l2")
    assert len(seconds) > 20
    assert all(line["lang"] == "pl" for line in seconds)


@pytest.mark.parametrize(
    ("choice", "languages"), [("both", ["nl", "pl"]), ("nl", ["nl"]), ("pl", ["pl"])]
)
def test_the_three_way_switch_shows_both_or_one(client, interview, choice, languages) -> None:
    answer = client.post(f"/interviews/{interview}/languages", data={"shown": choice})
    heading = page(client.get(answer.location)).h1
    assert [span["lang"] for span in heading.select("span[lang]")] == languages


def test_the_switch_returns_to_the_page_it_stood_on(client, interview) -> None:
    here = f"/interviews/{interview}/questions"
    answer = client.post(
        f"/interviews/{interview}/languages",
        data={"shown": "pl"},
        headers={"Referer": f"http://localhost{here}"},
    )
    assert answer.location == here


def test_home_speaks_the_languages_of_the_browser_until_one_is_chosen(client) -> None:
    def language(**headers):
        return page(client.get("/", headers=headers)).html["lang"]

    assert language(**{"Accept-Language": "tr,fr-BE;q=0.8"}) == "fr"
    client.post("/languages", data={"language": "de"})
    assert language(**{"Accept-Language": "fr"}) == "de"


def test_an_unknown_language_is_refused_in_words(client) -> None:
    people = {**JORIS, "trainee_name": "Mehmet", "trainee_language": "xx"}
    answer = client.post("/interviews", data=people)
    assert "Choose the language" in page(answer, 422).main.get_text()


@pytest.mark.parametrize(
    "amount, said",
    [(0, "0 kB"), (12_345, "12 kB"), (999_499, "999 kB"), (999_500, "1 MB"), (1_250_000, "1,2 MB"),
     (12_500_001, "13 MB"), (999_500_000, "1 GB"), (3_400_000_000, "3,4 GB")],
)  # fmt: skip
def test_an_amount_of_bytes_is_said_in_a_unit_that_fits_it(app, amount: int, said: str) -> None:
    with app.test_request_context():
        assert text(Size(amount), "nl") == said
