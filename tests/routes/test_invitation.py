"""The invitation: both languages on paper, in the mail and in the calendar."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pytest
from flask.testing import FlaskClient

from tests.html import page, words


@pytest.fixture
def invited(client: FlaskClient, interview: str) -> str:
    """An interview with an appointment, its place written in both languages."""
    for field, value in {
        "appointment/date": "2026-11-24",
        "appointment/time": "11:00",
        "appointment/address": "Nijverheidskaai 14",
        "appointment/place": "Hal B",
        "appointment/place.pl": "Hala B",
        "trainee/email": "ola@example.org",
    }.items():
        say(client, interview, field, value)
    return interview


def say(client: FlaskClient, interview: str, field: str, value: str) -> None:
    answer = client.post(f"/interviews/{interview}/fields/{field}", data={"value": value})
    assert answer.status_code == 303, answer.text


def event(client: FlaskClient, interview: str) -> icalendar.Event:
    answer = client.get(f"/interviews/{interview}/invitation.ics")
    (found,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return found


def mailto(client: FlaskClient, interview: str) -> str:
    shown = page(client.get(f"/interviews/{interview}/invitation"))
    return str(shown.select_one("a[href^='mailto:']")["href"])


def test_it_speaks_both_languages_whatever_the_mentor_chose_to_see(client, invited) -> None:
    client.post(f"/interviews/{invited}/languages", data={"shown": "nl"})
    shown = page(client.get(f"/interviews/{invited}/invitation"))
    assert [line["lang"] for line in shown.h1.select("[lang]")] == ["pl", "nl"]
    prepare = page(client.get(f"/interviews/{invited}/prepare"))
    assert [line["lang"] for line in prepare.h1.select("[lang]")] == ["nl"]


def test_an_email_program_gets_blanks_and_lines_as_it_expects_them(client, invited) -> None:
    link = mailto(client, invited)
    assert "+" not in link and "%20" in link  # RFC 6068: a plus sign is a plus sign
    parts = urlsplit(link)
    assert unquote(parts.path) == "ola@example.org"
    (body,) = parse_qs(parts.query)["body"]
    assert "Hala B" in body and "Hal B" in body
    assert body.count("\n") == body.count("\r\n") > 0


def test_an_address_cannot_slip_fields_into_the_email(client, invited) -> None:
    say(client, invited, "trainee/email", "ola@example.org?bcc=x")
    assert set(parse_qs(urlsplit(mailto(client, invited)).query)) == {"subject", "body"}


def test_the_calendar_names_and_places_it_in_both_languages(client, invited) -> None:
    made = event(client, invited)
    assert made["summary"].count("First talk") == 2
    assert made["location"] == "Nijverheidskaai 14, Hala B, Hal B"


def test_that_it_was_shared_is_kept_with_its_day(client, invited) -> None:
    before = event(client, invited)["sequence"]
    shown = page(client.get(f"/interviews/{invited}/invitation"))
    form = shown.select_one("form[action$='appointment/shared']")
    client.post(form["action"], data={"value": form.button["value"]})
    shown = page(client.get(f"/interviews/{invited}/invitation"))
    assert "22 listopada 2026" in words(shown.main)
    assert not shown.select("form[action$='appointment/shared']")
    assert event(client, invited)["sequence"] == before


def test_it_is_shared_with_each_trainee_on_their_own_day(client, invited) -> None:
    say(client, invited, "appointment/shared", "2026-11-20")
    eileen = {"trainee_name": "Eileen", "trainee_language": "en"}
    other = client.post(f"/interviews/{invited}/invitations", data=eileen).location.split("/")[2]
    shown = page(client.get(f"/interviews/{other}/prepare"))
    assert "20 November" not in words(shown.select_one("#share"))
    assert not page(client.get(f"/interviews/{invited}/prepare")).select(
        "#for-all-appointment form"
    )


def test_it_is_a_pdf_too_of_one_page(client, invited) -> None:
    answer = client.get(f"/interviews/{invited}/invitation.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.count(b"/Type /Page\n") == 1
    assert b"Ola" not in answer.data[answer.data.index(b"<x:xmpmeta") :][:3_000]
