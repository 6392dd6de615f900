"""An interview as a whole: its notes and its record when it is erased."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS, MEHMET
from tests.conftest import make_interview
from tests.html import page, words
from tests.routes.test_prepare import say
from tests.talks import AT, reader
from webapp.domain.interview import Interview
from webapp.store import Store


def noted(client: FlaskClient, interview: str) -> None:
    """Set a PIN and write a note on an interview."""
    client.post("/pin", data={"pin": "2468"})
    answer = client.post(f"/interviews/{interview}/notes", data={"text": "Quiet at first"})
    assert answer.status_code == 303


@pytest.fixture
def ended(client: FlaskClient) -> str:
    """The interview of a placement that has ended."""
    made = make_interview(client, **JORIS, **GIULIA)
    say(client, made, {"placement/end": "2026-11-20"})
    return made


def test_notes_that_do_not_exist_are_not_offered_for_erasing(client, ended) -> None:
    def offered() -> list[str]:
        return [words(each) for each in page(client.get("/")).select(".home .notice .act a")]

    assert offered() == []
    noted(client, ended)
    assert offered() == ["Erase the notes"]


def test_erasing_the_notes_asks_first_and_leaves_the_talk(client, ended, store) -> None:
    noted(client, ended)
    [link] = page(client.get("/")).select(".home .notice .act a")
    assert store.logs.exists(f"notes.{ended}")
    form = page(client.get(link["href"])).main.form
    assert "Giulia Ferrari" in words(form.find_previous("h1"))
    sent = {field["name"]: field["value"] for field in form.select("[name]")}
    client.post(form["action"], data=sent)
    assert not store.logs.exists(f"notes.{ended}")
    assert client.get(f"/interviews/{ended}/expectations").status_code == 200


def test_after_the_notes_are_erased_their_page_says_so_and_takes_no_more(client, ended) -> None:
    noted(client, ended)
    client.post(f"/interviews/{ended}/erasure", data={"notes": "1"})
    shown = page(client.get(f"/interviews/{ended}/notes"))
    assert not shown.select("textarea")
    assert "erased" in words(shown.main)
    answer = client.post(f"/interviews/{ended}/notes", data={"text": "again"})
    assert "erased" in words(page(answer, 410).main)


def test_notes_that_wait_on_another_device_go_with_the_talk(client, ended, store) -> None:
    client.post(f"/interviews/{ended}/erasure")
    assert set(store.logs.tombstones()) == {ended, f"notes.{ended}"}


def test_a_blob_goes_with_the_last_talk_that_names_it(client, ended, store: Store) -> None:
    other = make_interview(client, **JORIS, **MEHMET)
    alone, shared = store.blobs.put(b"alone"), store.blobs.put(b"shared")
    for interview, contents in ((ended, (alone, shared)), (other, (shared,))):
        log = store.logs.open(interview)
        signing = Interview(log).signing
        edits = [
            signing.sign(reader("mentor", content=each), "typed").to_edit() for each in contents
        ]
        changes = log.write(edits, replica="tablet", now_ms=1, at=AT, request="signed-here")
        store.logs.append(interview, changes)
    client.post(f"/interviews/{ended}/erasure")
    assert store.blobs.hashes() == [shared]
    client.post(f"/interviews/{other}/erasure")
    assert store.blobs.hashes() == []
