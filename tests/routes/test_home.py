"""Home, and the life of an interview: put away, deleted, erased, out as a file and in again."""

from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient

from tests.cast import EILEEN, GIULIA, JORIS, MEHMET
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_handover import give_back, hand_over
from tests.routes.test_prepare import say
from webapp import create_app
from webapp.domain.change import Edit
from webapp.domain.log import Log
from webapp.domain.notes import notes_log_id
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store


def listed(client: FlaskClient, title: str, query: str = "") -> list[str]:
    """The names in the list of that title."""
    shown = page(client.get(f"/{query}"))
    panels = {words(panel.h2): panel for panel in shown.select(".panel:has(h2)")}
    return [words(name) for name in panels[title].select("bdi")] if title in panels else []


@pytest.fixture
def several(client: FlaskClient) -> dict[str, str]:
    """Four talks: today, in two days, three days ago, and one without a day."""
    days = {"2026-11-22": MEHMET, "2026-11-24": EILEEN, "2026-11-19": GIULIA, "": {}}
    ids = {}
    for day, trainee in days.items():
        people = {**JORIS, **(trainee or {"trainee_name": "Ola", "trainee_language": "pl"})}
        ids[people["trainee_name"].split()[0]] = made = make_interview(client, **people)
        if day:
            say(client, made, {"appointment/date": day, "appointment/time": "15:00"})
    return ids


def test_the_first_visit_asks_for_nothing_but_two_names_and_languages(client) -> None:
    shown = page(client.get("/"))
    assert [field["name"] for field in shown.select("[required]")] == ["trainee_name", "file"]
    assert shown.select_one(".empty")


def test_today_is_shown_large_with_its_clock_and_its_seven_parts(client, several) -> None:
    today = page(client.get("/")).select_one(".today")
    assert "Mehmet" in words(today.h2)
    assert words(today.select_one(".clock time")) == "15:00"
    assert "in 3 hours" in words(today)
    assert len(today.select(".parts a")) == 7


def test_later_and_earlier_ones_stand_beside_it(client, several) -> None:
    assert listed(client, "Later") == ["Eileen O’Brien"]
    assert listed(client, "Earlier") == ["Giulia Ferrari"]
    assert listed(client, "Without a day") == ["Ola"]


def test_a_name_finds_its_talk_whatever_its_case(client, several) -> None:
    shown = page(client.get("/?name=gIULI"))
    assert [words(name) for name in shown.select(".list bdi")] == ["Giulia Ferrari"]


def test_within_the_hour_only_that_talk_is_shown_even_behind_the_lock(
    client, several, clock
) -> None:
    clock.forward(hours=3)
    hand_over(client, several["Mehmet"])
    give_back(client, several["Mehmet"])
    shown = page(client.get("/"))
    assert "Mehmet" in shown.text
    assert not any(name in shown.text for name in ("Giulia", "Eileen"))
    assert client.get("/?all=1").location.startswith("/lock")


def test_a_talk_is_put_away_and_comes_back(client, several) -> None:
    shelf = f"/interviews/{several['Giulia']}/shelf"
    client.post(shelf, data={"shelf": "archive"})
    assert listed(client, "Earlier") == []
    assert listed(client, "Put away") == ["Giulia Ferrari"]
    client.post(shelf, data={"shelf": "home"})
    assert listed(client, "Earlier") == ["Giulia Ferrari"]


def test_a_deleted_talk_can_be_taken_back_for_thirty_days(client, several, clock) -> None:
    shelf = f"/interviews/{several['Giulia']}/shelf"
    answer = client.post(shelf, data={"shelf": "bin"}, follow_redirects=True)
    assert "Giulia Ferrari is deleted" in words(page(answer).select_one(".notice"))
    clock.forward(days=29)
    assert "1 day to take it back" in page(client.get("/")).text
    clock.forward(days=2)
    assert page(client.get("/")).select_one("#shelves .panel li") is None


def test_erasing_asks_first_and_leaves_nothing(client, several, store) -> None:
    giulia = several["Giulia"]
    client.post("/pin", data={"pin": "2468"})
    client.post(f"/interviews/{giulia}/notes", data={"text": "quiet"})
    asked = page(client.get(f"/interviews/{giulia}/erasure"))
    assert "cannot be reached" in words(asked.main)
    client.post(asked.main.form["action"])
    assert client.get(f"/interviews/{giulia}/expectations").status_code == 404
    assert not [each for each in store.logs.ids() if giulia in each]
    assert set(store.logs.tombstones()) == {giulia, f"notes.{giulia}"}


def test_after_the_placement_its_deletion_is_proposed_notes_first(client, several) -> None:
    say(client, several["Giulia"], {"placement/end": "2026-11-20"})
    proposal = page(client.get("/")).select_one(".home .notice")
    assert "Giulia Ferrari" in words(proposal)
    assert words(proposal).index("notes") < words(proposal).index("Delete the talk")
    [keep] = proposal.select("form")
    client.post(keep["action"], data={"shelf": "kept"})
    assert not page(client.get("/")).select(".home .notice")


# -- files ----------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(clock):
    """A browser before another installation."""
    app = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True)
    app.config.update(TESTING=True, CLOCK=clock)
    return app.test_client()


def take_in(client: FlaskClient, content: bytes):
    file = (io.BytesIO(content), "onthaal.json")
    return client.post("/imports", data={"file": file}, follow_redirects=True)


def test_everything_is_the_same_after_export_and_import(client, several, elsewhere) -> None:
    say(client, several["Ola"], {"expectation:hands-on/wanted": "1"})
    file = client.get("/export.json").data
    answer = page(take_in(elsewhere, file))
    assert "4 talks are new here" in words(answer.select_one(".notices"))
    row = page(elsewhere.get(f"/interviews/{several['Ola']}/expectations"))
    assert row.select_one("#expectation-hands-on input[checked]")


def test_taking_the_same_file_in_again_changes_nothing(client, several, elsewhere) -> None:
    file = client.get("/export.json").data
    take_in(elsewhere, file)
    before = elsewhere.get("/export.json").json["logs"]
    assert "0 talks are new" in page(take_in(elsewhere, file)).text
    assert elsewhere.get("/export.json").json["logs"] == before


def test_taking_in_merges_and_never_overwrites(client, several, elsewhere, clock) -> None:
    ola = several["Ola"]
    take_in(elsewhere, client.get(f"/interviews/{ola}/export.json").data)
    say(client, ola, {"expectation:hands-on/answer": "yes"})
    clock.forward(minutes=1)
    say(elsewhere, ola, {"expectation:daily-life/answer": "no"})
    answer = take_in(elsewhere, client.get(f"/interviews/{ola}/export.json").data)
    assert "1 was brought up to date" in page(answer).text
    both = page(elsewhere.get(f"/interviews/{ola}/expectations"))
    assert both.select_one("#expectation-hands-on input[checked][value=yes]")
    assert both.select_one("#expectation-daily-life input[checked][value=no]")


def test_notes_never_leave_in_an_export(client, several) -> None:
    client.post("/pin", data={"pin": "2468"})
    client.post(f"/interviews/{several['Ola']}/notes", data={"text": "canary-7319"})
    assert b"canary-7319" not in client.get("/export.json").data


def test_what_was_erased_is_not_taken_in_again(client, several) -> None:
    file = client.get("/export.json").data
    client.post(f"/interviews/{several['Ola']}/erasure")
    assert "left out: Ola" in page(take_in(client, file)).text
    assert client.get(f"/interviews/{several['Ola']}/prepare").status_code == 404


def broken_exports(whole: dict) -> list[bytes]:
    """Files that look like exports and are none."""
    log_id = next(iter(whole["logs"]))
    changes = whole["logs"][log_id]
    foreign = [{**changes[0], "log": "another"}]
    return [
        b"", b"{", b"[]", b"null", b'{"format": "onthaal-export/1"}', b"\xff\xfe",
        *(json.dumps(each).encode() for each in (
            {**whole, "format": "onthaal-export/2"},
            {**whole, "logs": {"../../etc": changes}},
            {**whole, "logs": {log_id: foreign}},
            {**whole, "logs": {log_id: [{**changes[0], "seq": -1}]}},
            {**whole, "logs": {log_id: []}},
            {**whole, "logs": {f"notes.{log_id}": changes}},
            {**whole, "blobs": {"a" * 64: "AAAA"}},
            {**whole, "blobs": {"a" * 64: "not base64"}},
            {**whole, "blobs": []},
        )),
    ]  # fmt: skip


def test_a_broken_file_is_refused_in_words_and_nothing_of_it_is_kept(
    client, several, elsewhere
) -> None:
    for content in broken_exports(client.get("/export.json").json):
        answer = take_in(elsewhere, content)
        assert answer.status_code == 422, content[:80]
        assert "Nothing was taken in" in words(page(answer, 422).main)
    assert not elsewhere.get("/export.json").json["logs"]


def test_a_file_that_contradicts_what_is_kept_is_refused(client, several) -> None:
    whole = client.get("/export.json").json
    for changes in whole["logs"].values():
        changes[-1]["value"] = "forged"
    answer = take_in(client, json.dumps(whole).encode())
    assert "contradicts" in words(page(answer, 422).main)


def test_the_trainee_neither_exports_nor_erases(client, several) -> None:
    hand_over(client, several["Ola"])
    for path in ("/export.json", f"/interviews/{several['Ola']}/export.json"):
        assert client.get(path).status_code == 403
    assert client.post(f"/interviews/{several['Ola']}/erasure").status_code == 403


# -- many talks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "beside"),
    [
        ([], 44),
        ([Edit("appointment", "date", "2026-11-22")], 44),
        ([Edit("appointment", "date", "2027-01-01")], 45),
        ([Edit("appointment", "date", "2026-01-01")], 45),
        ([Edit("interview", "archived", True)], 45),
        ([Edit("interview", "deleted", "2026-11-20")], 45),
    ],
    ids=["without a day", "today", "later", "earlier", "put away", "deleted"],
)
def test_a_list_shows_ten_and_more_when_asked(client, store, edits, beside) -> None:
    """`beside`: how many are listed; the one that is shown large is not."""
    for number in range(45):
        log = Log(f"talk-{number}")
        people = [Edit("trainee", "name", f"Ola {number}"), Edit("trainee", "language", "pl")]
        changes = log.write([*people, *edits], replica="r", now_ms=number, at="", request="made")
        store.logs.append(log.id, changes)

    def shown(address: str) -> tuple[int, str | None]:
        home = page(client.get(address))
        [panel] = home.select(".panel:has(ul)")
        more = next((each for each in panel.select("a") if words(each) == "More"), None)
        return len(panel.select("ul > li")), more and more["href"].partition("#")[0]

    address, counts = "/", []
    while address:
        count, address = shown(address)
        counts.append(count)
    assert counts == [10, 30, beside]


def test_within_the_hour_a_search_still_finds_the_others(client, several, clock) -> None:
    clock.forward(hours=3)
    assert page(client.get("/")).select_one("#new") is None
    shown = page(client.get("/?name=giuli"))
    assert [words(name) for name in shown.select(".list bdi")] == ["Giulia Ferrari"]


def test_a_search_behind_the_lock_asks_who_is_there(client, several, clock) -> None:
    clock.forward(hours=3)
    hand_over(client, several["Mehmet"])
    give_back(client, several["Mehmet"])
    for query in ("name=giuli", "more=30", "all=1"):
        assert client.get(f"/?{query}").location.startswith("/lock")


def test_a_talk_whose_end_was_damaged_is_named(tmp_path, clock, untranslated) -> None:
    def served():
        kept = open_store(tmp_path, summarise, EDITION)
        app = create_app(store=kept, open_on_loopback=True)
        app.config.update(TESTING=True, CLOCK=clock)
        return app.test_client(), kept

    client, kept = served()
    ola = make_interview(client, **JORIS, trainee_name="Ola", trainee_language="pl")
    say(client, ola, {"expectation:hands-on/wanted": "1"})
    kept.close()
    journal = tmp_path / "logs" / f"{ola}.journal"
    journal.write_bytes(journal.read_bytes()[:-3])
    client, kept = served()
    assert "The end of the talk of Ola" in words(page(client.get("/")).select_one(".notice.wrong"))
    kept.close()


def test_what_is_kept_beside_the_interviews_is_no_interview(client, interview, app):
    for each in ("workplace", notes_log_id(interview)):
        log = Log(each)
        words = [Edit("host", "company", "Acme")]
        made = log.write(words, replica="r", now_ms=1, at="2026-11-22T11:35:00+01:00", request="r1")
        app.extensions["store"].logs.append(each, made)
        assert client.get(f"/interviews/{each}/record.json").status_code == 404
