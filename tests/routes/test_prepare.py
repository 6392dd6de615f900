"""Preparing the talk: the appointment, the company's facts, the invitation, several trainees."""

from __future__ import annotations

import icalendar
import pytest
from flask.testing import FlaskClient

from tests.cast import EILEEN, JORIS
from tests.conftest import make_interview
from tests.html import page, words

APPOINTMENT = {
    "appointment/date": "2026-11-24",
    "appointment/time": "11:00",
    "appointment/address": "Nijverheidskaai 14, 9000 Gent",
    "appointment/place": "Hal B",
    "bring:safety-shoes/chosen": "1",
}


def say(client: FlaskClient, interview: str, fields: dict[str, str]) -> None:
    for field, value in fields.items():
        answer = client.post(f"/interviews/{interview}/fields/{field}", data={"value": value})
        assert answer.status_code == 303, (field, answer.text)


def event(client: FlaskClient, interview: str) -> icalendar.Event:
    answer = client.get(f"/interviews/{interview}/invitation.ics")
    assert answer.mimetype == "text/calendar"
    (found,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return found


@pytest.fixture
def invited(client: FlaskClient, interview: str) -> str:
    """An interview with an appointment."""
    say(client, interview, APPOINTMENT)
    return interview


def test_nothing_on_the_page_is_required(client, interview) -> None:
    shown = page(client.get(f"/interviews/{interview}/prepare"))
    inside_dialogs = shown.select("form.with-button [required], form.fields [required]")
    assert shown.main.select("[required]") == inside_dialogs


def test_what_was_written_stands_in_its_field_again(client, invited) -> None:
    shown = page(client.get(f"/interviews/{invited}/prepare"))
    assert shown.select_one("#appointment-date")["value"] == "2026-11-24"
    assert shown.select_one("#appointment-time")["value"] == "11:00"
    assert shown.select_one("#bring-safety-shoes").has_attr("checked")


def test_objectives_are_added_and_taken_away(client, interview) -> None:
    client.post(f"/interviews/{interview}/objectives", data={"text": "Meten en controleren"})
    shown = page(client.get(f"/interviews/{interview}/prepare"))
    (entry,) = shown.select("#objective-list > li")
    assert entry.textarea.string == "Meten en controleren"
    client.post(entry.select("form")[-1]["action"], data={"value": "1"})
    assert not page(client.get(f"/interviews/{interview}/prepare")).select("#objective-list > li")


def test_an_objective_moves_before_the_one_above_it(client, interview) -> None:
    for words_ in ("Meten", "Draaien", "Veilig werken"):
        client.post(f"/interviews/{interview}/objectives", data={"text": words_})
    shown = page(client.get(f"/interviews/{interview}/prepare"))
    rises = [form["action"] for form in shown.select("form[action$='/rises']")]
    assert len(rises) == 2, "the first one is first already"
    client.post(rises[1])
    shown = page(client.get(f"/interviews/{interview}/prepare"))
    order = [field.string for field in shown.select("#objective-list textarea[id$=-text]")]
    assert order == ["Meten", "Veilig werken", "Draaien"]


def test_moving_an_objective_that_is_not_there_is_refused(client, interview) -> None:
    assert client.post(f"/interviews/{interview}/objectives/nope/rises").status_code == 404


def test_what_a_change_sends_back_fits_the_page(client, interview) -> None:
    """An id means the same region everywhere: no other page's region lands on this one."""
    client.post(f"/interviews/{interview}/objectives", data={"text": "Meten"})
    here = page(client.get(f"/interviews/{interview}/prepare"))
    objective = here.select_one("#objective-list > li")
    deletion = objective.select("form")[-1]["action"]
    place = f"/interviews/{interview}/fields/appointment/place"
    for action, value, region in ((place, "Hal B", "#share"), (deletion, "1", "#objective-list")):
        answer = page(client.post(action, data={"value": value}, headers={"HX-Request": "true"}))
        sent = {part["hx-target"]: part.find() for part in answer.select("hx-partial")}
        assert region in sent
        for target, element in sent.items():
            if there := here.select_one(target):
                assert (there.name, there["class"]) == (element.name, element["class"]), target


def test_once_there_are_words_they_can_be_said_in_the_other_language(client, interview) -> None:
    answer = page(
        client.post(
            f"/interviews/{interview}/fields/sheet/lunch",
            data={"value": "Refter"},
            headers={"HX-Request": "true"},
        )
    )
    twins = answer.select_one("hx-partial[hx-target='#sheet-lunch-twins']")
    assert "Polski" in words(twins.summary)
    assert not answer.select("#sheet-lunch"), "the field being edited is never swapped"


def test_without_a_day_there_is_no_calendar_file(client, interview) -> None:
    assert client.get(f"/interviews/{interview}/invitation.ics").status_code == 404


def test_the_calendar_file_holds_the_appointment_in_its_own_time_zone(client, invited) -> None:
    made = event(client, invited)
    start = made["dtstart"].dt
    assert (start.isoformat(), start.tzinfo.key) == ("2026-11-24T11:00:00+01:00", "Europe/Brussels")
    assert (made["dtend"].dt - start).total_seconds() == 45 * 60
    assert "Nijverheidskaai" in made["location"]


def test_a_moved_appointment_keeps_its_uid_and_counts_its_sequence_up(client, invited) -> None:
    before = event(client, invited)
    say(client, invited, {"appointment/time": "14:00"})
    after = event(client, invited)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_other_changes_leave_the_sequence_alone(client, invited) -> None:
    before = event(client, invited)["sequence"]
    say(client, invited, {"expectation:hands-on/wanted": "1"})
    assert event(client, invited)["sequence"] == before


def test_an_appointment_that_is_called_off_is_cancelled_in_calendars_too(client, invited) -> None:
    client.post(f"/interviews/{invited}/cancellations", data={"value": "1"})
    calendar = icalendar.Calendar.from_ical(
        client.get(f"/interviews/{invited}/invitation.ics").data
    )
    assert calendar["method"] == "CANCEL"
    assert event(client, invited)["status"] == "CANCELLED"


def test_without_an_hour_the_event_takes_the_whole_day(client, interview) -> None:
    say(client, interview, {"appointment/date": "2026-11-24"})
    assert event(client, interview)["dtstart"].dt.isoformat() == "2026-11-24"


def test_the_invitation_speaks_both_languages_the_trainees_first(client, invited) -> None:
    shown = page(client.get(f"/interviews/{invited}/invitation"))
    assert [span["lang"] for span in shown.h1.select("span[lang]")] == ["pl", "nl"]
    assert len(shown.select(".think li")) == 13
    assert shown.select_one(".qr svg")
    mail = shown.select_one("#mail-text").string
    assert "24 listopada 2026" in mail and "24 november 2026" in mail


def test_the_next_trainee_of_the_company_starts_with_what_is_known(client, interview) -> None:
    say(client, interview, {
        "host/company": "Van Acker Metaal", "sheet/lunch": "Refter", "mentor/phone": "+32 9 1",
        "outside/name": "Marta", "appointment/address": "Gent", "trainee/phone": "+48 1",
        "appointment/date": "2026-11-24",
    })  # fmt: skip
    later = make_interview(client, **JORIS, **EILEEN)
    shown = page(client.get(f"/interviews/{later}/prepare"))
    for field, value in {
        "host-company": "Van Acker Metaal", "mentor-phone": "+32 9 1", "outside-name": "Marta",
        "appointment-address": "Gent", "trainee-phone": "", "appointment-date": "",
    }.items():  # fmt: skip
        assert shown.select_one(f"#{field}")["value"] == value, field
    assert shown.select_one("#sheet-lunch").string == "Refter"


def test_another_mentor_does_not_get_the_first_ones_number(client, interview) -> None:
    say(client, interview, {"mentor/phone": "+32 9 1"})
    later = make_interview(client, **{**JORIS, "mentor_name": "Leen"}, **EILEEN)
    shown = page(client.get(f"/interviews/{later}/prepare"))
    assert shown.select_one("#mentor-phone")["value"] == ""


def test_under_18_brings_what_the_law_says(client, interview) -> None:
    assert not page(client.get(f"/interviews/{interview}/prepare")).select("#under-18 .notice")
    say(client, interview, {"trainee/minor": "1"})
    shown = page(client.get(f"/interviews/{interview}/prepare"))
    assert "18" in words(shown.select_one("#under-18 .notice"))


@pytest.fixture
def eileens(client: FlaskClient, invited: str) -> str:
    """The interview of a second trainee, invited to the same appointment."""
    say(client, invited, {"expectation:hands-on/wanted": "1", "trainee/phone": "+48 1"})
    answer = client.post(f"/interviews/{invited}/invitations", data=EILEEN)
    return answer.location.split("/")[2]


def test_a_second_trainee_has_an_interview_of_their_own(client, invited, eileens) -> None:
    assert eileens != invited
    shown = page(client.get(f"/interviews/{eileens}/prepare"))
    assert shown.select_one("#appointment-date")["value"] == "2026-11-24"
    assert shown.select_one("#trainee-phone")["value"] == ""
    marks = page(client.get(f"/interviews/{eileens}/expectations"))
    assert not marks.select("#expectation-hands-on input[checked]")


def test_one_tap_switches_to_the_other_through_the_curtain(client, invited, eileens) -> None:
    switch = page(client.get(f"/interviews/{invited}/prepare")).select_one("a.chip")
    assert switch["href"] == f"/interviews/{eileens}/handover"
    assert "Eileen" in words(page(client.get(switch["href"])).h1)


def test_a_moved_appointment_asks_whether_for_all_and_moves_them(client, invited, eileens) -> None:
    here = f"/interviews/{invited}/prepare"
    assert not page(client.get(here)).select("#for-all-appointment form")
    say(client, invited, {"appointment/time": "15:00"})
    form = page(client.get(here)).select_one("#for-all-appointment form")
    assert "2" in words(form.button)
    client.post(form["action"], data={"what": form.button["value"]})
    theirs = page(client.get(f"/interviews/{eileens}/prepare"))
    assert theirs.select_one("#appointment-time")["value"] == "15:00"


def test_papers_read_with_all_are_marked_once_for_all(client, invited, eileens) -> None:
    say(client, invited, {"paper:insurance/read": "1"})
    form = page(client.get(f"/interviews/{invited}/documents")).select_one("#for-all-papers form")
    client.post(form["action"], data={"what": "papers"})
    theirs = page(client.get(f"/interviews/{eileens}/documents"))
    assert theirs.select_one("#paper-insurance input[checked]")


def test_who_brought_a_paper_is_not_said_for_all(client, invited, eileens) -> None:
    say(client, invited, {"paper:insurance/state": "here", "paper:insurance/brought": "trainee"})
    assert not page(client.get(f"/interviews/{invited}/documents")).select("#for-all-papers form")
    client.post(f"/interviews/{invited}/copies", data={"what": "papers"})
    theirs = page(client.get(f"/interviews/{eileens}/documents"))
    assert not theirs.select("#paper-insurance [aria-pressed=true]")


def test_what_a_trainee_said_is_never_copied(client, invited, eileens) -> None:
    say(client, invited, {"rule:ask/reaction": "talk", "rule:logbook/omitted": "1"})
    client.post(f"/interviews/{invited}/copies", data={"what": "rules"})
    theirs = page(client.get(f"/interviews/{eileens}/expectations"))
    assert not theirs.select("#rule-ask [aria-pressed=true], #rule-ask input[checked]")
    assert not theirs.select("#rule-logbook")


def test_copying_something_that_does_not_exist_is_refused(client, invited) -> None:
    answer = client.post(f"/interviews/{invited}/copies", data={"what": "notes"})
    assert answer.status_code == 404
