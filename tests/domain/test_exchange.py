"""What two installations say to each other: nothing lost, nothing guessed, never too much."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import exchange
from webapp.domain.change import Change
from webapp.domain.exchange import (
    COUNT,
    Answer,
    Ask,
    Batch,
    Unreadable,
    contradicted,
    lead,
    new_places,
    news,
    refused_replicas,
    without_gaps,
)
from webapp.domain.log import Log


def change(replica: str = "a", seq: int = 1, value: object = "x") -> Change:
    return Change("ola", replica, seq, seq, "2026-11-22T11:38:05+01:00", f"r-{seq}", "e:1", "f",
                  value)  # fmt: skip


ASK = Ask(
    vectors={"ola": {"a": 3}}, changes={"ola": [replace(change(), extra={"invented": [1]})]},
    tombstones={"mehmet": "2026-11-22"}, blobs=["0" * 64], device="tablet", wanted=["joris"],
    everything=True,
)  # fmt: skip
ANSWER = Answer(vectors={"ola": {"a": 3}}, lacking=["1" * 64], others={"x": {}}, more=True)


@pytest.mark.parametrize("message", [ASK, ANSWER, Ask(), Answer()])
def test_a_message_is_read_as_it_was_said(message) -> None:
    assert type(message).decode(message.encode()) == message


def test_a_message_that_was_cut_anywhere_is_none() -> None:
    whole = ANSWER.encode()
    for end in range(len(whole)):
        with pytest.raises(Unreadable):
            Answer.decode(whole[:end])


@pytest.mark.parametrize(
    "said",
    [b"", b"\xff", b"<!doctype html>", b"{}", b"[]", b"null", b"1", b"[" * 100_000,
     b'{"format": "onthaal-sync/2", "changes": {}}', b'{"format": "onthaal-sync/1"}'],
)  # fmt: skip
def test_what_somebody_else_says_is_no_answer(said: bytes) -> None:
    with pytest.raises(Unreadable):
        Answer.decode(said)
    with pytest.raises(Unreadable):
        refused_replicas(said)


@pytest.mark.parametrize(
    ("part", "wrong"),
    [("vectors", {"ola": {"a": "3"}}), ("vectors", {"ola": {"a": True}}), ("vectors", [1]),
     ("changes", {"mehmet": [change().to_dict()]}), ("changes", {"ola": [1]}), ("changes", []),
     ("tombstones", {"ola": 1}), ("blobs", "0"), ("wanted", [1]), ("device", 1)],
)  # fmt: skip
def test_a_part_of_the_wrong_kind_is_refused(part: str, wrong: object) -> None:
    said = {**json.loads(ASK.encode()), part: wrong}
    with pytest.raises(Unreadable):
        Ask.decode(json.dumps(said).encode())


def test_what_a_newer_version_says_besides_is_left_out() -> None:
    said = {**json.loads(ASK.encode()), "invented": "later"}
    assert Ask.decode(json.dumps(said).encode()) == ASK


def test_a_batch_holds_no_more_than_its_count() -> None:
    batch = Batch()
    batch.add(change(seq=seq) for seq in range(1, COUNT + 1))
    assert not batch.full
    batch.add([change(seq=COUNT + 1)])
    assert batch.full and len(batch.changes["ola"]) == COUNT


def test_a_batch_holds_no_more_than_its_size_but_always_one(monkeypatch) -> None:
    monkeypatch.setattr(exchange, "SIZE", 1_000)
    batch = Batch()
    batch.add([change(value="x" * 2_000), change(seq=2)])
    assert batch.full and len(batch.changes["ola"]) == 1


seqs = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 6)), unique=True)


@given(seqs, st.dictionaries(st.sampled_from("ab"), st.integers(0, 6)))
def test_what_travels_and_what_is_kept_has_no_gaps(places, vector) -> None:
    changes = [change(*place) for place in places]
    for kept, have in ((news(Log("ola", changes), vector), vector), (
        [c for c in without_gaps(vector, changes) if c.seq > vector.get(c.replica, 0)], vector
    )):  # fmt: skip
        for replica in "ab":
            found = [each.seq for each in kept if each.replica == replica]
            first = have.get(replica, 0) + 1
            assert found == list(range(first, first + len(found)))


@given(seqs, seqs)
def test_whoever_takes_the_news_lacks_nothing_more(mine, theirs) -> None:
    here, there = (Log("ola", [change(*each) for each in places]) for places in (mine, theirs))
    there.add(news(here, there.vector))
    assert lead(here.vector, there.vector) == 0 and news(here, there.vector) == []


def test_the_first_contradiction_of_each_replica_is_found() -> None:
    log = Log("ola", [change("a", 1), change("a", 2), change("b", 1)])
    other = [change("a", 1), change("a", 2, "y"), change("b", 1, "y"), change("c", 1)]
    assert contradicted(log, other) == {"a": 2, "b": 1}


def test_changes_are_issued_again_under_the_same_places_by_everybody() -> None:
    ours = [change(seq=seq) for seq in (1, 2, 3)]
    places = new_places(Log("ola", ours), "a", 2)
    [name] = {replica for replica, _seq in places.values()}
    assert places == {2: (name, 1), 3: (name, 2)} and name != "a"
    assert new_places(Log("ola", [*ours, change("b")][1:]), "a", 2) == places


def test_a_place_that_somebody_else_took_meanwhile_is_left_to_them() -> None:
    ours = [change(seq=seq) for seq in (1, 2, 3)]
    places = new_places(Log("ola", ours), "a", 1)
    name = places[1][0]
    theirs = [replace(ours[0], replica=name), replace(ours[1], replica=name, value="other")]
    again = new_places(Log("ola", [*ours, *theirs]), "a", 1)
    assert again[1] == (name, 1)
    assert again[2] != (name, 2) and again[2][1] == 1 and again[3] == (again[2][0], 2)
