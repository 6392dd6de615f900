"""The device page: what is kept, what may go from a tablet, what is fetched again."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS, JORIS_AND_OLA, MEHMET
from tests.conftest import Clock, make_interview
from tests.html import page, words
from tests.routes.test_handover import give_back, hand_over
from tests.routes.test_prepare import say
from tests.routes.test_signing import set_field
from webapp import create_app
from webapp.domain.exchange import Ask
from webapp.domain.summary import EDITION, summarise
from webapp.store import StorageFull, open_store
from webapp.sync_client import HEADERS, SyncClient
from webapp.tablet.session import StoreSession


class Tablet:
    """A tablet's own app, and its sync with a server; `client` is its browser."""

    def __init__(self, clock: Clock, server: FlaskClient) -> None:
        self.store = open_store(None, summarise, EDITION)
        app = create_app(store=self.store, home="tablet")
        app.session_interface = StoreSession()
        app.config.update(TESTING=True, CLOCK=clock)
        app.extensions["sync"] = SyncClient(self.store, "workshop", clock)
        self.end: SyncClient = app.extensions["sync"]
        self.client, self.server = app.test_client(), server

    def sync(self, reason: str = "timer") -> None:
        request = self.end.begin(reason)
        while request is not None:
            reply = self.server.open(
                request.path, method=request.method, data=request.body,
                content_type=request.kind, headers=HEADERS,
            )  # fmt: skip
            request = self.end.take(reply.status_code, reply.data)


@pytest.fixture
def tablet(clock: Clock, client: FlaskClient) -> Tablet:
    return Tablet(clock, client)


def kept(client: FlaskClient) -> dict[str, str]:
    """Whose talks the page says are kept, and what it says of each."""
    shown = page(client.get("/device"))
    return {words(line.bdi): words(line) for line in shown.select("#kept-here .held > li")}


def facts(client: FlaskClient) -> dict[str, str]:
    """The page's terms with their answers."""
    shown = page(client.get("/device"))
    return {words(each.dt): words(each.dd) for each in shown.select(".facts.alone > div")}


def elsewhere(client: FlaskClient, query: str = "") -> list[str]:
    """Whose talks Home lists as being on the server only."""
    return [words(name) for name in page(client.get(f"/{query}")).select("#elsewhere bdi")]


def test_what_is_kept_is_listed_the_latest_first_with_its_size(client, clock) -> None:
    for trainee in (MEHMET, GIULIA):
        made = make_interview(client, **JORIS, **trainee)
        clock.forward(minutes=5)
    say(client, made, {"appointment/date": "2026-11-19"})
    listed = kept(client)
    assert list(listed) == ["Giulia Ferrari", "Mehmet Yıldırım"]
    assert "kB" in listed["Giulia Ferrari"] and "19/11/2026" in listed["Giulia Ferrari"]
    assert facts(client)["Talks kept here"] == "2"
    assert "/device" in [link["href"] for link in page(client.get("/")).select("a")]


def test_a_long_list_is_shown_in_parts(client) -> None:
    for _talk in range(12):
        make_interview(client, **JORIS_AND_OLA)
    shown = page(client.get("/device"))
    assert len(shown.select("#kept-here .held > li")) == 10
    more = shown.select_one("#kept-here > .act a")["href"]
    assert len(page(client.get(more)).select("#kept-here .held > li")) == 12


def test_very_many_talks_are_not_counted_to_the_end(client, monkeypatch) -> None:
    for module in ("webapp.talks", "webapp.routes.device"):
        monkeypatch.setattr(f"{module}.COUNTED", 2)
    for seen in ("1", "2", "More than 2"):
        make_interview(client, **JORIS_AND_OLA)
        assert seen in facts(client)["Talks kept here"]


def test_a_server_shows_its_disk_and_lets_nothing_go(client, interview, tmp_path) -> None:
    assert not page(client.get("/device")).select("#kept-here form")
    assert client.post("/device/releases", data={"interview": interview}).status_code == 404
    assert client.post("/device/fetches", data={"interview": interview}).status_code == 404
    on_disk = create_app(tmp_path / "data", open_on_loopback=True)
    meter = page(on_disk.test_client().get("/device")).select_one(".room meter")
    assert 0 < int(meter["value"]) < int(meter["max"])
    on_disk.extensions["store"].close()


def test_the_page_is_behind_the_lock(client, interview) -> None:
    client.post("/pin", data={"pin": "4711"})
    hand_over(client, interview)
    for path in ("/device", "/device/diagnostics.json"):
        assert client.get(path).status_code == 403
    give_back(client, interview)
    for path in ("/device", "/device/diagnostics.json"):
        assert client.get(path).location.startswith("/lock")
    for path in ("/device/releases", "/device/fetches"):
        assert client.post(path, data={"interview": interview}).status_code == 403


def test_a_tablet_says_how_far_it_is_with_its_sync(tablet) -> None:
    make_interview(tablet.client, **JORIS_AND_OLA)
    before = facts(tablet.client)
    assert before["Last sync"] == "Not yet" and int(before["Changes not yet synced"]) > 5
    tablet.sync()
    after = facts(tablet.client)
    assert "11:35" in after["Last sync"] and after["Changes not yet synced"] == "0"


def test_only_what_the_server_has_can_be_taken_off(tablet) -> None:
    talk = make_interview(tablet.client, **JORIS_AND_OLA)
    assert "not all of it is on the server yet" in kept(tablet.client)["Ola Kowalczyk"]
    refused = tablet.client.post("/device/releases", data={"interview": talk})
    assert refused.status_code == 404
    tablet.sync()
    assert "Remove from this tablet" in kept(tablet.client)["Ola Kowalczyk"]
    answer = tablet.client.post(
        "/device/releases", data={"interview": talk}, headers={"HX-Request": "true"}
    )
    assert "Goes as soon as" in words(page(answer).select_one(f"#held-{talk}"))
    assert tablet.store.logs.exists(talk)
    tablet.sync("changed")
    assert not tablet.store.logs.exists(talk) and kept(tablet.client) == {}
    assert tablet.client.get(f"/interviews/{talk}/expectations").status_code == 404


def test_what_was_taken_off_is_listed_on_home_and_fetched_again(tablet) -> None:
    talk = make_interview(tablet.client, **JORIS_AND_OLA)
    set_field(tablet.client, talk, "expectation:hands-on", "wanted", "1")
    tablet.sync()
    tablet.client.post("/device/releases", data={"interview": talk})
    tablet.sync("changed")
    assert elsewhere(tablet.client) == ["Ola Kowalczyk"]
    assert elsewhere(tablet.client, "?name=nobody") == []
    assert elsewhere(tablet.client, "?name=OLA") == ["Ola Kowalczyk"]
    answer = tablet.client.post(
        "/device/fetches", data={"interview": talk}, headers={"HX-Request": "true"}
    )
    assert "Comes with the next sync" in words(page(answer))
    tablet.sync("changed")
    assert elsewhere(tablet.client) == []
    row = page(tablet.client.get(f"/interviews/{talk}/expectations")).select_one(
        "#expectation-hands-on input[type=checkbox]"
    )
    assert row.has_attr("checked")


def test_all_that_are_old_can_go_together(tablet, clock) -> None:
    for trainee in (MEHMET, GIULIA):
        make_interview(tablet.client, **JORIS, **trainee)
    clock.forward(days=31)
    make_interview(tablet.client, **JORIS_AND_OLA)
    tablet.sync()
    offer = page(tablet.client.get("/device")).select_one("#kept-here [name=old]")
    assert "older than 30 days: 2 (" in words(offer)
    tablet.client.post("/device/releases", data={"old": "1"})
    assert not page(tablet.client.get("/device")).select("#kept-here [name=old]")
    tablet.sync("changed")
    assert list(kept(tablet.client)) == ["Ola Kowalczyk"]
    assert sorted(elsewhere(tablet.client)) == ["Giulia Ferrari", "Mehmet Yıldırım"]


def test_only_what_is_listed_can_be_fetched(tablet) -> None:
    assert tablet.client.post("/device/fetches", data={"interview": "x"}).status_code == 404


def test_what_is_deleted_is_not_offered_from_the_server(client, interview, tablet, clock) -> None:
    clock.forward(days=60)
    tablet.sync()
    assert elsewhere(tablet.client) == ["Ola Kowalczyk"]
    client.post(f"/interviews/{interview}/shelf", data={"shelf": "bin"})
    tablet.sync()
    assert elsewhere(tablet.client) == []


def test_the_server_says_what_it_knows_of_and_never_got(client, interview) -> None:
    notice = "have not arrived yet"
    assert notice not in client.get("/").text
    ask = Ask(vectors={interview: {"f" * 16: 2}}, device="cupboard")
    client.post("/sync", data=ask.encode(), headers=HEADERS)
    other = make_interview(client, **JORIS, **MEHMET)
    said = words(page(client.get("/")).select_one(".notice:-soup-contains('arrived')"))
    assert said.startswith("2 changes made on another tablet have not arrived yet.")
    assert notice in client.get(f"/interviews/{interview}/expectations").text
    assert notice not in client.get(f"/interviews/{other}/expectations").text
    assert facts(client)["Changes that have not arrived yet"] == "2"
    hand_over(client, interview)
    assert notice not in client.get(f"/interviews/{interview}/expectations").text


def test_a_tablet_waits_with_words_for_little_room_where_a_talk_begins(tablet, client) -> None:
    talk = make_interview(tablet.client, **JORIS_AND_OLA)
    for path in ("/?all=1", f"/interviews/{talk}/welcome"):
        notice = page(tablet.client.get(path)).select_one("room-notice[hidden]")
        assert notice.select_one("a")["href"].startswith("/device")
    assert not page(client.get("/?all=1")).select("room-notice")


def test_a_full_tablet_says_where_to_make_room(tablet, monkeypatch) -> None:
    talk = make_interview(tablet.client, **JORIS_AND_OLA)

    def refuse(*_given: object) -> None:
        raise StorageFull

    monkeypatch.setattr(tablet.store.logs, "append", refuse)
    path = f"/interviews/{talk}/fields/expectation:hands-on/wanted"
    for headers in ({"HX-Request": "true"}, {}):
        answer = tablet.client.post(path, data={"value": "1"}, headers=headers)
        assert page(answer, 507).select_one("a[href^='/device']")


@pytest.mark.parametrize("bundle", ["x", None])
def test_installing_is_offered_where_there_is_an_engine(app, client, bundle) -> None:
    app.config["BUNDLE"] = bundle
    assert len(page(client.get("/")).select("install-card[hidden]")) == (1 if bundle else 0)
