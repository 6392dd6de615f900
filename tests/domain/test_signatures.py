"""Acts on the record: kept as they were, told from forgeries, chained."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.talks import first_talk, sign, write
from webapp.domain.canonical import digest
from webapp.domain.change import Edit
from webapp.domain.signatures import Event, events, heads, read_event

SHA = st.text("0123456789abcdef", min_size=64, max_size=64)
EVENTS = st.builds(
    Event,
    act=st.sampled_from(["signature", "postponement", "refusal", "objection"]),
    role=st.sampled_from(["mentor", "trainee"]),
    name=st.text(st.characters(codec="utf-8"), max_size=20),
    language=st.sampled_from(["nl", "pl"]),
    content=SHA,
    fields=SHA,
    at=st.just("2026-11-22T11:42:00+01:00"),
    previous=st.lists(SHA, max_size=2),
    method=st.sampled_from([None, "drawn", "typed"]),
    strokes=st.sampled_from([[], [[1, 2, 3, 4]]]),
    reason=st.sampled_from([None, "ask"]),
    points=st.one_of(st.none(), st.dictionaries(st.just("paper:agreement"), SHA)),
)


@given(EVENTS)
def test_an_act_reads_back_as_it_was_written(event: Event) -> None:
    edit = event.to_edit()
    found = read_event(edit.entity, edit.value)
    assert found is not None
    assert found.to_value() == event.to_value()
    assert found.id == event.id


@given(EVENTS, st.text(max_size=5))
def test_an_altered_act_is_no_act(event: Event, name: str) -> None:
    edit = event.to_edit()
    assert isinstance(edit.value, dict)
    altered = {**edit.value, "name": event.name + name + "!"}
    assert read_event(edit.entity, altered) is None


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.integers(-9, 9), st.text())))
def test_anything_else_under_a_signatures_name_is_no_act(value: dict) -> None:
    assert read_event(f"signature:{digest(value)}", value) is None


def test_an_act_stays_when_somebody_writes_over_it() -> None:
    log = first_talk()
    event = sign(log, "mentor")
    write(log, Edit(f"signature:{event.id}", "event", None))
    write(log, replace(event, name="Somebody else").to_edit())
    forged = Edit(f"signature:{event.id}", "event", replace(event, role="trainee").to_value())
    write(log, forged)
    assert event.id in [each.id for each in events(log)]
    assert [each.role for each in events(log)] == ["mentor", "mentor"]


def test_each_act_names_the_acts_seen_before() -> None:
    log = first_talk()
    first = sign(log, "mentor")
    second = sign(log, "trainee")
    assert first.previous == []
    assert second.previous == [first.id]
    assert heads(events(log)) == [second.id]


def test_acts_made_apart_are_both_followed_by_the_next() -> None:
    mine, other = first_talk(), first_talk()
    first, second = sign(mine, "mentor"), sign(other, "trainee")
    write(mine, second.to_edit(), replica="other")
    assert heads(events(mine)) == sorted([first.id, second.id])
    assert list(sign(mine, "mentor").previous) == sorted([first.id, second.id])
