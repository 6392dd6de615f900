"""How long talks are kept: proposed and never taken, but for what was deleted long ago."""

from __future__ import annotations

import csv

import pytest

from tests.cast import GIULIA, JORIS, JORIS_AND_OLA, MEHMET
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_office import enter
from webapp import create_app, keeping
from webapp.access import code_of

KEEPING = "/office/keeping"


@pytest.fixture
def in_office(client, store, app):
    def again():
        enter(client, code_of(store))
        return client

    return again


@pytest.fixture
def talks(client, clock) -> dict[str, str]:
    """Ola's talk of three years ago, Mehmet's of two and a half, Giulia's of today."""
    made = {"ola": make_interview(client, **JORIS_AND_OLA)}
    clock.forward(days=180)
    made["mehmet"] = make_interview(client, **JORIS, **MEHMET)
    clock.forward(days=920)
    made["giulia"] = make_interview(client, **JORIS, **GIULIA)
    return made


def test_nothing_is_proposed_before_a_period_is_chosen(in_office, talks) -> None:
    shown = page(in_office().get(KEEPING))
    assert shown.select_one("#months option[selected]") is None
    assert shown.select_one("#old") is None


def test_what_is_older_than_the_period_is_proposed_and_nothing_taken(
    in_office, talks, store
) -> None:
    office = in_office()
    office.post(KEEPING, data={"months": "24"})
    shown = page(office.get(KEEPING))
    assert shown.select_one("#months option[selected]")["value"] == "24"
    assert "Older than 2 years: 2" in words(shown.select_one("#old"))
    assert [words(each) for each in shown.select("#old h3")] == ["Ola Kowalczyk", "Mehmet Yıldırım"]
    assert "2 talks are old enough" in words(page(office.get("/office")))
    assert set(store.logs.summaries()) >= set(talks.values())


def test_only_what_was_agreed_to_is_erased(in_office, talks, store) -> None:
    office = in_office()
    office.post(KEEPING, data={"months": "24"})
    asked = page(office.get("/office/erasures", query_string={"talk": talks["ola"]}))
    assert "Ola Kowalczyk" in words(asked) and "Mehmet" not in words(asked)
    assert store.logs.exists(talks["ola"])
    form = {each["name"]: each["value"] for each in asked.select("form [name=talk]")}
    assert office.post("/office/erasures", data=form).location == KEEPING
    assert not store.logs.exists(talks["ola"]) and store.logs.exists(talks["mehmet"])
    assert talks["ola"] in store.logs.tombstones()


def test_of_many_old_talks_the_oldest_are_erased_together(
    in_office, talks, store, monkeypatch
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    office = in_office()
    office.post(KEEPING, data={"months": "24"})
    shown = page(office.get(KEEPING)).select_one("#old")
    assert "More than 1 talks are old enough to go" in words(shown)
    assert "More than 1 talks are old enough to go" in words(page(office.get("/office")))
    asked = page(office.get(shown.select_one(".act a")["href"]))
    assert "Erase 1 talk?" in words(asked) and "Ola Kowalczyk" in words(asked)
    form = {each["name"]: each["value"] for each in asked.select("form [name=talk]")}
    office.post("/office/erasures", data=form)
    assert not store.logs.exists(talks["ola"])
    left = page(office.get(KEEPING)).select_one("#old")
    assert [words(each) for each in left.select("h3")] == ["Mehmet Yıldırım"]


def test_all_old_talks_can_be_erased_in_one_answer(in_office, talks, store) -> None:
    office = in_office()
    office.post(KEEPING, data={"months": "24"})
    shown = page(office.get(KEEPING)).select_one("#old")
    asked = page(office.get(shown.select_one(".act a")["href"]))
    assert "Erase 2 talks?" in words(asked) and "Giulia" not in words(asked)
    office.post("/office/erasures", data={"talk": [talks["ola"], talks["mehmet"]]})
    assert page(office.get(KEEPING)).select_one("#old h3") is None
    assert store.logs.exists(talks["giulia"])


def test_what_is_not_old_is_not_erased_here(in_office, talks, store) -> None:
    office = in_office()
    office.post(KEEPING, data={"months": "24"})
    office.post("/office/erasures", data={"talk": [talks["giulia"], "workplace", "nothing"]})
    assert store.logs.exists(talks["giulia"]) and store.logs.exists("workplace")
    assert office.get("/office/erasures?talk=" + talks["giulia"]).location == KEEPING


@pytest.mark.parametrize("months", ["7", "-12", "x", "²", "99999999"])
def test_a_period_that_is_none_is_refused(in_office, months) -> None:
    assert in_office().post(KEEPING, data={"months": months}).status_code == 422


def test_a_period_can_be_given_up(in_office, talks, store) -> None:
    office = in_office()
    office.post(KEEPING, data={"months": "24"})
    office.post(KEEPING, data={"months": ""})
    assert page(office.get(KEEPING)).select_one("#old") is None


def test_a_deleted_talk_is_erased_by_itself_after_thirty_days(
    client, interview, store, clock
) -> None:
    client.post(f"/interviews/{interview}/shelf", data={"shelf": "bin"})
    clock.forward(days=29)
    client.get("/")
    assert store.logs.exists(interview)
    clock.forward(days=1)
    client.get("/")
    assert interview in store.logs.tombstones() and not store.logs.exists(interview)


def test_a_tablet_erases_nothing_by_itself(client, interview, store, clock) -> None:
    client.post(f"/interviews/{interview}/shelf", data={"shelf": "bin"})
    tablet = create_app(store=store, home="tablet")
    tablet.secret_key = "a tablet keeps its session elsewhere"
    clock.forward(days=90)
    tablet.config["CLOCK"] = clock
    assert tablet.test_client().get("/").status_code == 200
    assert store.logs.exists(interview)


def test_the_register_says_what_went_and_how_and_names_nobody(
    in_office, talks, client, clock, store
) -> None:
    client.post(f"/interviews/{talks['ola']}/erasure")
    client.post(f"/interviews/{talks['giulia']}/shelf", data={"shelf": "bin"})
    clock.forward(days=31)
    client.get("/")
    store.logs.erase("elsewhere", "2026-01-01T10:00:00+01:00")
    office = in_office()
    shown = words(page(office.get(KEEPING)).select_one("#register"))
    assert "A talk was erased by hand." in shown
    assert "A talk deleted 30 days ago was erased." in shown
    assert "A talk was erased on another device." in shown
    table = list(csv.DictReader(office.get("/office/register.csv").text.splitlines()))
    assert {row["how"] for row in table} == {"erased", "erased-deleted", ""}
    assert {row["id"] for row in table} == {talks["ola"], talks["giulia"], "elsewhere"}
    assert "Ola" not in shown and "Giulia" not in shown
