"""What began to come and is named by no talk goes again, and nothing else does."""

from __future__ import annotations

import hashlib

import pytest

from tests import papers
from tests.papers import add, named, send
from tests.routes.test_office import enter
from webapp.access import code_of
from webapp.uploads import TIME

DAYS = TIME.days
PHOTO = papers.photo(60, 40)
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def next_upload(client, interview, clock):
    """Lets days pass, after which somebody adds another file."""

    def come(days: int) -> None:
        clock.forward(days=days)
        send(client, interview, papers.photo(9, days))

    return come


@pytest.fixture
def device(client, store):
    """A browser that may sync."""
    enter(client, code_of(store))
    return client


def on_its_way(store) -> list[str]:
    return [key for key in store.settings if key.startswith("upload.")]


@pytest.mark.parametrize("how", ["begun", "whole"])
def test_what_nobody_names_goes_after_a_while(client, interview, store, next_upload, how) -> None:
    if how == "begun":
        client.put(f"/interviews/{interview}/pieces/{SHA}?from=0", data=PHOTO[:30])
    else:
        send(client, interview, PHOTO)
    assert store.blobs.exists(SHA) is (how == "whole")
    next_upload(DAYS)
    assert SHA in store.blobs.hashes()
    next_upload(1)
    assert SHA not in store.blobs.hashes()
    assert f"upload.{SHA}" not in store.settings


def test_on_a_server_it_goes_without_another_upload(client, interview, store, clock) -> None:
    send(client, interview, PHOTO)
    clock.forward(days=DAYS + 1)
    client.get("/")
    assert store.blobs.hashes() == [] and on_its_way(store) == []


def test_what_a_talk_names_stays(client, interview, store, next_upload) -> None:
    add(client, interview, "agreement", named(send(client, interview, PHOTO)))
    assert on_its_way(store) == []
    [kept] = store.blobs.hashes()
    next_upload(3 * DAYS)
    assert store.blobs.exists(kept)


def test_what_was_brought_twice_and_named_once_stays(client, interview, store, next_upload) -> None:
    add(client, interview, "agreement", named(send(client, interview, PHOTO)))
    [kept] = store.blobs.hashes()
    send(client, interview, PHOTO)
    next_upload(DAYS + 1)
    assert store.blobs.exists(kept)


@pytest.mark.parametrize("how", ["pieces", "whole"])
def test_what_a_device_brought_whole_stays(device, store, next_upload, how) -> None:
    if how == "pieces":
        device.put(f"/blobs/{SHA}?from=0", data=PHOTO[:30])
        assert on_its_way(store) == [f"upload.{SHA}"]
        device.put(f"/blobs/{SHA}?from=30&last=1", data=PHOTO[30:])
    else:
        device.put(f"/blobs/{SHA}", data=PHOTO)
    assert on_its_way(store) == []
    next_upload(DAYS + 1)
    assert store.blobs.exists(SHA)


def test_what_a_device_began_and_never_ended_goes(device, store, next_upload) -> None:
    device.put(f"/blobs/{SHA}?from=0", data=PHOTO[:30])
    next_upload(DAYS + 1)
    assert SHA not in store.blobs.hashes()


def test_what_comes_slowly_is_given_time(device, store, next_upload) -> None:
    device.put(f"/blobs/{SHA}?from=0", data=PHOTO[:30])
    next_upload(DAYS - 1)
    device.put(f"/blobs/{SHA}?from=30", data=PHOTO[30:60])
    next_upload(DAYS)
    assert store.blobs.begun(SHA) == 60
    next_upload(1)
    assert store.blobs.begun(SHA) == 0


def test_a_clock_that_went_back_keeps_nothing_for_ever(
    client, interview, store, next_upload, clock
) -> None:
    clock.forward(days=3650)
    send(client, interview, PHOTO)
    clock.forward(days=-3650)
    next_upload(1)
    assert not store.blobs.exists(SHA)


def test_a_name_that_is_none_is_not_remembered(device, store) -> None:
    device.put("/blobs/nothing?from=0", data=b"x")
    assert on_its_way(store) == []
