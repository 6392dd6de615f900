from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.change import SCHEMA, Change, checked
from webapp.domain.errors import InvalidChange

CHANGE = Change(
    log="ola", replica="a" * 16, seq=1, stamp=5, at="2026-11-22T11:38:05+01:00", request="r-1",
    entity="expectation:hands-on", field="wanted", value=True, actor="trainee",
)  # fmt: skip

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_change_survives_json(value):
    change = Change(**{**CHANGE.to_dict(), "value": value})
    assert Change.from_dict(json.loads(json.dumps(change.to_dict()))) == change


def test_parts_of_newer_code_are_kept_and_passed_on():
    newer = {**CHANGE.to_dict(), "invented": {"later": [1]}}
    assert Change.from_dict(newer).to_dict() == newer


def test_a_part_of_newer_code_that_json_readers_disagree_on_is_refused():
    with pytest.raises(InvalidChange):
        Change.from_dict({**CHANGE.to_dict(), "invented": 0.5})


def test_change_of_a_newer_schema_is_taken():
    assert Change.from_dict({**CHANGE.to_dict(), "schema": SCHEMA + 1}).schema == SCHEMA + 1


@pytest.mark.parametrize("part", [name for name in CHANGE.to_dict() if name != "value"])
@pytest.mark.parametrize("wrong", [None, [], {}, True, 1.0, -1, "\ud800"])
def test_part_of_the_wrong_type_is_refused(part, wrong):
    with pytest.raises(InvalidChange):
        Change.from_dict({**CHANGE.to_dict(), part: wrong})


@pytest.mark.parametrize("part", [name for name in CHANGE.to_dict() if name != "value"])
def test_missing_part_is_refused(part):
    data = CHANGE.to_dict()
    del data[part]
    with pytest.raises(InvalidChange):
        Change.from_dict(data)


@pytest.mark.parametrize("data", [None, [], "change", 3])
def test_what_is_no_object_is_no_change(data):
    with pytest.raises(InvalidChange):
        Change.from_dict(data)


def test_number_zero_is_no_place_in_a_log():
    with pytest.raises(InvalidChange):
        Change.from_dict({**CHANGE.to_dict(), "seq": 0})


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, -(2**53), b"x", {1: 2}, {"\udfff": 1}, ["\ud800"], object()]
)
def test_value_that_readers_of_json_would_not_agree_on_is_refused(value):
    with pytest.raises(InvalidChange):
        checked(value)


def test_value_nested_without_end_is_refused():
    value: list = []
    for _level in range(1000):
        value = [value]
    with pytest.raises(InvalidChange):
        checked(value)


def test_checked_value_is_a_copy_that_the_sender_cannot_change():
    sent = {"a": [1]}
    kept = checked(sent)
    sent["a"].append(2)
    assert kept == {"a": [1]}
