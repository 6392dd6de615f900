"""The sync through the app itself: two tablets, a server, and what people see afterwards."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient

from tests.cast import JORIS_AND_OLA
from tests.conftest import Clock, make_interview
from tests.papers import add, named, photo, rules, send
from tests.routes.test_handover import hand_over
from tests.routes.test_signing import english_talk, set_field, sign
from tests.schedules import TODAY, Device, contents, serve
from webapp import create_app, sync
from webapp.domain.change import Edit
from webapp.domain.exchange import Answer, Ask
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.signatures import heads
from webapp.domain.summary import EDITION, summarise
from webapp.freeing import free, freed, room_in
from webapp.store import Store, open_store
from webapp.store.files import MemoryFiles
from webapp.sync_client import HEADERS, SyncClient


@dataclass
class Tablet:
    """A tablet with its own app and store; `client` is its browser."""

    store: Store
    client: FlaskClient
    end: SyncClient

    def sync(self, server: FlaskClient, reason: str = "timer") -> None:
        request = self.end.begin(reason)
        while request is not None:
            reply = server.open(
                request.path, method=request.method, data=request.body,
                content_type=request.kind, headers=HEADERS,
            )  # fmt: skip
            request = self.end.take(reply.status_code, reply.data)


@pytest.fixture
def new_tablet(clock: Clock, untranslated: None):
    def make(name: str) -> Tablet:
        store = open_store(None, summarise, EDITION)
        app = create_app(store=store, open_on_loopback=True)
        app.config.update(TESTING=True, CLOCK=clock)
        return Tablet(store, app.test_client(), SyncClient(store, name, clock))

    return make


@pytest.fixture
def tablet(new_tablet) -> Tablet:
    return new_tablet("workshop")


class DroppingLink:
    """Carries what a tablet asks, and drops whenever it has carried so many bytes."""

    def __init__(self, server: FlaskClient, carries: int) -> None:
        self.server, self.carries, self.left, self.drops = server, carries, carries, 0

    def sync(self, tablet: Tablet) -> None:
        """One try of a sync; it ends where the link drops."""
        request = tablet.end.begin("start")
        while request is not None:
            if not self._carry(len(request.body)):
                return tablet.end.lost()
            reply = self.server.open(
                request.path, method=request.method, data=request.body,
                content_type=request.kind, headers=HEADERS,
            )  # fmt: skip
            if not self._carry(len(reply.data)):
                return tablet.end.lost()
            request = tablet.end.take(reply.status_code, reply.data)

    def _carry(self, count: int) -> bool:
        self.left -= count + 600  # the heads
        if self.left > 0:
            return True
        self.left, self.drops = self.carries, self.drops + 1
        return False


def test_many_large_files_come_through_a_link_that_drops_all_the_time(
    client, store, tablet, new_tablet
) -> None:
    talk, other = english_talk(tablet.client), new_tablet("office")
    contents = [b"%PDF-1.4 " + random.Random(each).randbytes(5_000_000) for each in range(20)]
    for number, content in enumerate(contents):
        sha = tablet.store.blobs.put(content)
        add(tablet.client, talk, "agreement", named(sha, f"{number}.pdf"))
    link = DroppingLink(client, 300_000)
    for end in (tablet, other):
        for _try in range(2_000):
            link.sync(end)
            if end.end.status.failed is None:
                break
        assert end.end.status.failed is None
    assert link.drops > 2 * sum(map(len, contents)) / 300_000
    for kept in (store, other.store):
        files = Interview(kept.logs.open(talk)).papers[0].files
        assert [kept.blobs.get(file.sha256) for file in files] == contents


def test_what_was_freed_stays_away_until_somebody_opens_it(client, store, tablet) -> None:
    talk = english_talk(tablet.client)
    sha, small = (tablet.store.blobs.put(each) for each in (rules(), photo(24, 16)))
    add(tablet.client, talk, "agreement", named(sha, thumbnail=small))
    replica = tablet.end.replica

    def interview() -> Interview:
        return Interview(tablet.store.logs.open(talk))

    free(tablet.store, replica, interview())
    assert tablet.store.blobs.exists(sha), "the server has nothing of it yet"
    tablet.sync(client)
    assert room_in(tablet.store, replica, interview()) == len(rules())
    tablet.client.application.extensions["sync"] = tablet.end
    page = tablet.client.get(f"/interviews/{talk}/documents").text
    assert f"/interviews/{talk}/freed-papers" in page
    tablet.client.post(f"/interviews/{talk}/freed-papers")
    [file] = interview().papers[0].files
    tablet.sync(client, "start")
    assert tablet.end.status.failed is None
    assert [tablet.store.blobs.exists(each) for each in (sha, file.thumbnail)] == [False, True]
    address = f"/interviews/{talk}/papers/agreement/files/{file.key}"
    assert tablet.client.get(address).status_code == 404
    send(tablet.client, talk, client.get(f"/blobs/{sha}").data)
    assert tablet.client.get(address).data == rules()
    assert not freed(tablet.store)


def status_words(tablet: Tablet) -> str:
    now = tablet.client.application.config["CLOCK"]()
    return str(tablet.end.status.words("office.example", now))


def test_a_talk_held_without_network_is_whole_on_the_server_and_other_tablets(
    client, store, tablet, new_tablet
) -> None:
    talk = english_talk(tablet.client)
    sign(tablet.client, talk, "mentor")
    assert status_words(tablet).startswith("Saved on this tablet. Not yet synced: ")
    tablet.sync(client)
    assert status_words(tablet).startswith("Synced with office.example")
    record = client.get(f"/interviews/{talk}/record.json").data
    assert record == tablet.client.get(f"/interviews/{talk}/record.json").data
    other = new_tablet("office")
    other.sync(client)
    assert record == other.client.get(f"/interviews/{talk}/record.json").data


def test_a_change_that_comes_after_signing_shows_as_changed_since(
    client, tablet, new_tablet
) -> None:
    talk, other = english_talk(tablet.client), new_tablet("office")
    tablet.sync(client)
    other.sync(client)
    set_field(other.client, talk, "expectation:hands-on", "wanted", "1")
    sign(tablet.client, talk, "mentor")
    tablet.sync(client)
    other.sync(client)
    for each in (client, other.client):
        assert each.application.extensions["store"].logs.summaries()[talk]["changed"] is True
    tablet.sync(client)
    signing = Interview(tablet.store.logs.open(talk)).signing
    assert (signing.standing("mentor"), len(signing.signatures)) == ("outdated", 1)


def test_two_people_who_sign_apart_end_in_one_chain_with_two_heads(
    client, tablet, new_tablet
) -> None:
    talk, other = english_talk(tablet.client), new_tablet("home")
    tablet.sync(client)
    other.sync(client)
    sign(tablet.client, talk, "mentor")
    sign(other.client, talk, "trainee")
    for each in (tablet, other, tablet):
        each.sync(client)
    signing = Interview(tablet.store.logs.open(talk)).signing
    assert signing.complete and len(signing.events) == 2
    assert len(heads(signing.events)) == 2


def test_an_erased_talk_never_comes_back(client, store, tablet, new_tablet) -> None:
    talk, late = english_talk(tablet.client), new_tablet("cupboard")
    tablet.sync(client)
    late.sync(client)
    late.client.post(f"/interviews/{talk}/notes", data={"text": "A note of a year ago"})
    set_field(late.client, talk, "expectation:hands-on", "wanted", "1")
    client.post(f"/interviews/{talk}/erasure")
    for each in (tablet, late):
        each.sync(client)
        assert each.store.logs.ids() == ["workplace"]
        assert each.end.status.pending == 0 and each.end.status.failed is None
    assert store.logs.ids() == ["workplace"]


def test_whatever_is_no_answer_changes_nothing_and_says_why(client, tablet) -> None:
    english_talk(tablet.client)
    pending = tablet.end.status.pending
    for status, body, failed, sign_in in [
        (200, b"<!doctype html>", "no-answer", False), (200, b"", "no-answer", False),
        (200, b'{"format": "onthaal-sync/1", "cha', "no-answer", False),
        (302, b"", "refused", False), (500, b"", "refused", False), (401, b"{}", None, True),
    ]:  # fmt: skip
        assert tablet.end.begin("timer")
        assert tablet.end.take(status, body) is None
        said = tablet.end.status
        assert (said.failed, said.sign_in, said.pending) == (failed, sign_in, pending)
    assert status_words(tablet) == "Saved on this tablet. Sign in to sync."
    assert tablet.end.begin("timer") and tablet.end.begin("timer") is None
    tablet.end.lost()
    assert tablet.end.status.failed == "network"
    assert tablet.end.wait("changed", 1.0) > 60
    assert tablet.end.wait("online", 1.0) == 0
    tablet.sync(client)
    assert tablet.end.status.pending == 0 and tablet.end.wait("changed", 1.0) == 0


def test_the_server_says_what_it_knows_of_and_never_got(client, store, tablet) -> None:
    talk = english_talk(tablet.client)
    request = tablet.end.begin("timer")
    ask = Ask.decode(request.body)
    client.post("/sync", data=Ask(vectors=ask.vectors, device="workshop").encode())
    assert sync.awaited(store) == {talk: ["workshop"], "workplace": ["workshop"]}
    tablet.end.lost()
    tablet.sync(client)
    assert sync.awaited(store) == {}


def test_an_older_talk_is_listed_and_comes_when_it_is_wanted(
    client, clock, tablet, new_tablet
) -> None:
    talk = english_talk(client)
    clock.forward(days=60)
    tablet.sync(client)
    assert not tablet.store.logs.exists(talk)
    assert tablet.end.replica.others[talk]["trainee"] == JORIS_AND_OLA["trainee_name"]
    tablet.end.replica.wanted.add(talk)
    tablet.sync(client)
    assert tablet.store.logs.exists(talk) and not tablet.end.replica.wanted


def test_a_talk_that_is_let_go_stays_on_the_server_until_it_is_wanted_again(
    client, store, tablet, clock
) -> None:
    talk = english_talk(tablet.client)
    tablet.client.post("/pin", data={"pin": "4711"})
    tablet.client.post(f"/interviews/{talk}/notes", data={"text": "A note"})
    sign(tablet.client, talk, "mentor")
    record = tablet.client.get(f"/interviews/{talk}/record.json").data
    replica = tablet.end.replica
    assert not replica.may_release(talk)
    tablet.sync(client)
    assert replica.may_release(talk)
    replica.leave({talk})
    tablet.sync(client, "changed")
    assert tablet.store.logs.ids() == ["workplace"] and tablet.store.blobs.hashes() == []
    assert not replica.may_release(talk) and not replica.leaving
    assert replica.others[talk]["trainee"] == JORIS_AND_OLA["trainee_name"]
    tablet.end = SyncClient(tablet.store, "workshop", clock)
    tablet.sync(client)
    assert tablet.store.logs.ids() == ["workplace"] and tablet.end.status.pending == 0
    assert tablet.end.replica.others[talk]["trainee"] == JORIS_AND_OLA["trainee_name"]
    assert sync.awaited(store) == {}
    tablet.end.replica.wanted.add(talk)
    tablet.sync(client, "changed")
    assert tablet.store.logs.ids() == [talk, f"notes.{talk}", "workplace"]
    assert tablet.client.get(f"/interviews/{talk}/record.json").data == record
    assert list(tablet.store.logs.released()) == []
    tablet.sync(client)
    assert talk not in tablet.end.replica.others


def test_a_talk_that_is_let_go_comes_again_in_several_batches_with_its_notes() -> None:
    server, tablet = (Device(name, MemoryFiles()) for name in "st")
    tablet.write("ola", "r-1", *(Edit(f"e:{n}", "f", "x" * 900) for n in range(700)))
    tablet.write("notes.ola", "r-1", Edit("note:1", "text", "x"))
    tablet.sync(server.store)
    tablet.client.replica.leave({"ola"})
    tablet.start()  # as where a file had to be opened first
    tablet.sync(server.store)
    assert tablet.store.logs.ids() == []
    tablet.start()
    tablet.client.replica.want({"ola"})
    tablet.start()  # a wish outlives the evening
    request = tablet.client.begin("timer")
    tablet.client.take(*serve(server.store, request))  # one batch, and the network is gone
    tablet.start()
    tablet.sync(server.store)
    assert contents(tablet.store) == contents(server.store)


@pytest.mark.parametrize("ending", ["it comes", "it is erased"])
def test_notes_before_their_talk_are_remembered_until_there_is_no_need(store, ending) -> None:
    def brought(log_id: str) -> Ask:
        made = Log(log_id).write(
            [Edit("note:1", "text", "x")], replica="tablet", at="", now_ms=1, request="r"
        )
        return Ask(changes={log_id: made})

    def early() -> list[str]:
        return [key for key in store.settings if key.startswith("early.")]

    sync.answer(store, brought("notes.ola"), TODAY)
    assert early() == ["early.ola"]
    sync.answer(store, Ask(), TODAY)
    assert early() == ["early.ola"]
    last = brought("ola") if ending == "it comes" else Ask(tombstones={"ola": "2026-11-22"})
    sync.answer(store, last, TODAY)
    assert early() == []


def test_a_talk_that_went_in_the_middle_of_a_long_sync_is_not_sent_back() -> None:
    server, tablet, other = (Device(name, MemoryFiles()) for name in "sto")
    tablet.write("ola", "r-1", *(Edit(f"e:{n}", "f", "x" * 900) for n in range(300)))
    tablet.sync(server.store)
    other.write("mehmet", "r-1", *(Edit(f"e:{n}", "f", "x" * 900) for n in range(700)))
    other.sync(server.store)
    tablet.client.replica.leave({"ola"})
    tablet.sync(server.store)
    assert tablet.client.status.failed is None
    assert tablet.store.logs.ids() == ["mehmet"]
    assert len(tablet.store.logs.open("mehmet")) == 700


def test_a_talk_that_went_stays_away_whatever_an_older_server_sends() -> None:
    server, tablet = (Device(name, MemoryFiles()) for name in "st")
    tablet.write("ola", "r-1", Edit("e:1", "f", 1))
    tablet.sync(server.store)
    tablet.client.replica.leave({"ola"})
    tablet.sync(server.store)
    request = tablet.client.begin("timer")
    unheard = replace(Ask.decode(request.body), released=[])
    answer = sync.answer(server.store, unheard, TODAY)
    assert "ola" in answer.changes
    assert tablet.client.take(200, answer.encode()) is None
    assert tablet.client.status.failed is None and tablet.store.logs.ids() == []


def test_a_change_keeps_a_talk_that_was_about_to_go(client, tablet) -> None:
    talk = english_talk(tablet.client)
    tablet.sync(client)
    tablet.end.replica.leave({talk})
    set_field(tablet.client, talk, "expectation:hands-on", "wanted", "1")
    tablet.sync(client)
    assert tablet.store.logs.exists(talk) and not tablet.end.replica.leaving


def test_a_talk_of_which_the_server_lost_a_part_does_not_go(client, clock, tablet) -> None:
    talk = english_talk(tablet.client)
    sign(tablet.client, talk, "mentor")
    tablet.sync(client)
    assert tablet.end.replica.may_release(talk)
    restored = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True)
    tablet.end.replica.leave({talk})
    tablet.sync(restored.test_client(), "changed")
    assert tablet.store.logs.exists(talk)
    tablet.end.replica.leave({talk})
    [sha] = tablet.store.blobs.hashes()
    client.application.extensions["store"].blobs.remove(sha)
    request = tablet.end.begin("changed")
    reply = client.post(request.path, data=request.body, headers=HEADERS)
    assert tablet.end.take(reply.status_code, reply.data).method == "PUT"
    assert tablet.store.logs.exists(talk)


def test_the_server_counts_what_it_knows_of_and_never_got_once() -> None:
    server = Device("server", MemoryFiles())
    for device, vector in (("a", {"r": 2}), ("b", {"r": 3, "s": 1}), ("c", {"r": 1})):
        sync.answer(server.store, Ask(vectors={"ola": vector}, device=device), TODAY)
    assert sync.missing(server.store) == {"ola": 4}
    made = server.write("ola", "r-1", *(Edit("e:1", f, 1) for f in "abc"))
    server.store.logs.append("mehmet", [replace(each, log="mehmet", replica="r") for each in made])
    sync.answer(server.store, Ask(vectors={"mehmet": {"r": 4}}, device="a"), TODAY)
    assert sync.missing(server.store) == {"ola": 4, "mehmet": 1}


def test_one_large_talk_comes_in_several_batches_both_ways() -> None:
    server, tablet, other = (Device(name, MemoryFiles()) for name in "sab")
    tablet.write("ola", "r-1", *(Edit(f"e:{n}", "f", "x" * 900) for n in range(700)))
    tablet.sync(server.store)
    other.sync(server.store)
    assert len(other.store.logs.open("ola")) == 700
    assert other.client.status.failed is None


def test_parts_of_a_newer_version_pass_through_an_older_server() -> None:
    server, tablet, other = (Device(name, MemoryFiles()) for name in "sab")
    [made] = tablet.write("ola", "r-1", Edit("invented:1", "f", "x"))
    newer = type(made).from_dict({**made.to_dict(), "seq": 2, "schema": 9, "invented": {"a": 1}})
    tablet.store.logs.append("ola", [newer])
    tablet.sync(server.store)
    server.start()
    other.sync(server.store)
    other.start()
    assert newer in list(other.store.logs.open("ola"))


def test_a_copied_tablet_takes_a_new_id_and_nothing_of_it_is_lost() -> None:
    server, tablet, copied = (Device(name, MemoryFiles()) for name in "sab")
    copied.store.logs.replica = replica = tablet.store.logs.replica
    for device, value in ((tablet, "ours"), (copied, "theirs")):
        device.write("ola", f"r-{value}", Edit("e:1", value, value), Edit("e:2", value, value))
    for device in (tablet, copied, tablet):
        device.sync(server.store)
        assert device.client.status.failed is None
    assert copied.store.logs.replica != replica
    log: Log = server.store.logs.open("ola")
    assert dict(log.fields("e:1")) == {"ours": "ours", "theirs": "theirs"}
    assert len(log) == 4


def test_blobs_are_taken_under_their_own_hash_only(client, store) -> None:
    content = b"a paper"
    sha = hashlib.sha256(content).hexdigest()
    refused = client.put(f"/blobs/{'0' * 64}", data=content)
    assert refused.status_code == 422 and refused.json["error"]
    assert [client.put(f"/blobs/{sha}", data=content).status_code for _ in "12"] == [201, 204]
    assert client.get(f"/blobs/{sha}").data == content
    assert client.head(f"/blobs/{sha}").status_code == 200
    missing = client.get(f"/blobs/{'1' * 64}")
    assert missing.status_code == 404 and missing.is_json
    assert client.put(f"/blobs/{sha}", data=b"x" * (8 * 2**20 + 1)).status_code == 413


def test_without_the_access_code_nothing_is_said_and_nothing_kept(store, monkeypatch) -> None:
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", "blue-horse")
    served = create_app(store=store).test_client()
    for answer in (
        served.post("/sync", data=Ask().encode()), served.get(f"/blobs/{'0' * 64}"),
        served.put(f"/blobs/{'0' * 64}", data=b""),
    ):  # fmt: skip
        assert answer.status_code == 401 and answer.json["error"]
    served.post("/sign-in", data={"code": "blue-horse"})
    assert Answer.decode(served.post("/sync", data=Ask().encode()).data) == Answer()


def test_another_site_can_send_nothing(client) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post("/sync", data=Ask().encode(), headers=headers).status_code == 403


def test_a_device_syncs_while_the_trainee_holds_it_but_no_page_can_ask(
    client, interview, tablet
) -> None:
    theirs = make_interview(tablet.client, **JORIS_AND_OLA)
    sha = tablet.store.blobs.put(b"theirs")
    hand_over(client, interview)
    tablet.sync(client)
    assert tablet.end.status.failed is None and tablet.store.logs.exists(interview)
    assert client.post("/sync", data=Ask(wanted=[theirs]).encode()).status_code == 403
    assert client.get(f"/blobs/{sha}").status_code == 403
    assert client.get(f"/interviews/{theirs}/expectations").status_code == 403


@pytest.mark.parametrize("body", [b"", b"null", b"<html>", b'{"format": "onthaal-sync/1"}'])
def test_what_is_no_ask_is_refused_in_words(client, body) -> None:
    answer = client.post("/sync", data=body, content_type="application/json")
    assert answer.status_code == 400 and answer.json["error"]
