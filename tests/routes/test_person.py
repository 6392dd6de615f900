"""Everything about one person: found, to read, and for machines."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from tests.cast import JORIS, MEHMET
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_office import enter
from webapp import create_app
from webapp.access import code_of
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store


@pytest.fixture
def office(client, store, app, interview):
    """Ola's talk with something in it, Mehmet's, and the office open."""
    fields = f"/interviews/{interview}/fields"
    client.post(f"{fields}/trainee/phone", data={"value": "+32 470 12 34 56"})
    client.post(f"{fields}/expectation:hands-on/wanted", data={"value": "1"})
    client.post(f"{fields}/trainee/emergency", data={"value": "Mother"})
    client.post(f"{fields}/trainee/emergency", data={"value": "Aunt <Zofia>"})
    client.post(f"/interviews/{interview}/pin", data={"task": "expectations", "pin": "4711"})
    with client.session_transaction() as session:
        for key in ("holder", "interview", "locked", "task"):
            session.pop(key, None)
    client.post(f"/interviews/{interview}/notes", data={"text": "Came on time."})
    make_interview(client, **JORIS, **MEHMET)
    enter(client, code_of(store))
    return client


def found(office, name: str) -> list[str]:
    shown = page(office.get("/office/person", query_string={"name": name}))
    return [str(each["value"]) for each in shown.select("[name=talk]")]


def test_a_person_is_found_by_part_of_a_name_however_it_is_written(office, interview) -> None:
    assert found(office, "ola KOWAL") == found(office, "kowalczyk") == [interview]
    assert len(found(office, "Joris")) == 2
    assert found(office, "Nobody") == found(office, "") == []


def test_put_away_and_deleted_talks_are_found_too(office, interview) -> None:
    office.post(f"/interviews/{interview}/shelf", data={"shelf": "bin"})
    assert found(office, "Ola") == [interview]


def test_the_file_to_read_says_everything_in_words(office, interview) -> None:
    answer = office.get("/office/person.html", query_string={"talk": interview})
    said = words(page(answer))
    assert "attachment" in answer.headers["Content-Disposition"]
    for part in ("Ola Kowalczyk", "Trainee's phone", "+32 470 12 34 56", "Aunt <Zofia>"):
        assert part in said
    assert "Mother" not in said, "what was there before is in the other file"
    assert "Came on time." not in said and "Mehmet" not in said


def test_the_file_for_machines_holds_every_version_and_can_be_taken_in(
    office, interview, clock
) -> None:
    answer = office.get("/office/person.json", query_string={"talk": interview})
    content = json.loads(answer.data)
    values = [change["value"] for change in content["logs"][interview]]
    assert "Mother" in values and "Aunt <Zofia>" in values
    assert "notes" not in content and list(content["logs"]) == [interview]
    other = open_store(None, summarise, EDITION)
    client = create_app(store=other, open_on_loopback=True).test_client()
    sent = {"file": (BytesIO(answer.data), "person.json")}
    assert client.post("/imports", data=sent).status_code == 303
    assert other.logs.ids() == [interview]


def test_private_notes_are_given_out_only_when_ticked(office, interview) -> None:
    asked = {"talk": interview, "notes": "1"}
    assert "Came on time." in words(page(office.get("/office/person.html", query_string=asked)))
    content = json.loads(office.get("/office/person.json", query_string=asked).data)
    assert "Came on time." in json.dumps(content["notes"])
    assert list(content["logs"]) == [interview]


@pytest.mark.parametrize("talk", ["nothing", "workplace", "notes.x"])
def test_what_is_no_talk_is_not_given_out(office, talk) -> None:
    for file in ("html", "json"):
        answer = office.get(f"/office/person.{file}", query_string={"talk": talk})
        assert answer.location == "/office/person"
