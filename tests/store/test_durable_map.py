from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.store import durable_map
from webapp.store.durable_map import DurableMap
from webapp.store.errors import StorageFailed, StorageFull
from webapp.store.files import MemoryFiles

from .crashes import Trace, crashes
from .faults import FaultyFiles

VALUES = {"name": "Ола", "n": 3, "list": [1, None, {"a": "b"}], "yes": True, "half": "\ud800"}


@pytest.fixture
def churning(monkeypatch):
    """Checkpoints come early."""
    monkeypatch.setattr(durable_map, "SMALL", 150)


def test_values_are_there_after_opening_again(open_again):
    open_again().settings.set(VALUES)
    kept = open_again().settings
    assert dict(kept) == kept.read_all() == VALUES
    assert kept.cut == 0


def test_any_text_is_a_key(open_again):
    odd = {"": 1, "\0": 2, "\ud800": 3, "é/%": 4, "x" * 500: 5}
    open_again().devices.set(odd)
    assert dict(open_again().devices) == odd
    assert "\0" in open_again().devices and "nothing" not in open_again().devices


def test_value_set_to_none_is_gone_for_good(open_again):
    kept = open_again().settings
    kept.set(VALUES)
    kept.set({"name": None, "never": None})
    assert "name" not in kept
    assert set(open_again().settings) == set(VALUES) - {"name"}


def test_value_that_was_read_can_be_changed_without_changing_what_is_kept(open_again):
    kept = open_again().settings
    given_value = {"a": [1]}
    kept.set({"key": given_value})
    given_value["a"].append(2)
    kept["key"]["a"].append(3)
    assert kept["key"] == {"a": [1]}


def test_setting_what_is_there_already_writes_nothing(files):
    kept = DurableMap(files, "map")
    kept.set(VALUES)
    size = files.size("map.journal")
    kept.set(VALUES)
    assert files.size("map.journal") == size
    kept.set({"yes": 1})
    assert kept["yes"] is not True


def test_value_that_is_no_json_changes_nothing(open_again):
    kept = open_again().settings
    with pytest.raises(TypeError):
        kept.set({"good": 1, "bad": object()})
    assert dict(kept) == dict(open_again().settings) == {}


def test_journal_of_a_map_that_changes_stays_short(reopen, churning):
    kept = DurableMap(reopen(), "map")
    for number in range(500):
        kept.set({f"key{number % 3}": "x" * (number % 40)})
    files = reopen()
    assert sum(files.size(name) for name in ("map.journal", "map.0", "map.1")) < 1000
    assert dict(DurableMap(files, "map")) == dict(kept)


def test_map_that_only_grows_has_no_checkpoint(files, churning):
    kept = DurableMap(files, "map")
    for number in range(300):
        kept.set({str(number): number})
    assert not files.exists("map.0")
    assert not files.exists("map.1")


def test_compacting_leaves_no_former_value_in_any_file(reopen):
    kept = DurableMap(reopen(), "map")
    kept.set({"key": "secret"})
    kept.compact()
    kept.set({"key": None, "other": 1})
    kept.compact()
    files = reopen()
    content = b"".join(files.open(n).read(0, 9999) for n in ("map.0", "map.1", "map.journal"))
    assert b"secret" not in content
    assert dict(DurableMap(files, "map")) == {"other": 1}


def test_journal_left_behind_by_a_checkpoint_does_not_undo_it(files):
    kept = DurableMap(files, "map")
    kept.set({"key": "old"})
    left_behind = files.open("map.journal").read(0, files.size("map.journal"))
    kept.set({"key": "new"})
    kept.compact()
    files.open("map.journal").write(0, left_behind)
    assert dict(DurableMap(files, "map")) == {"key": "new"}


def test_no_crash_at_any_byte_loses_what_was_acknowledged(churning):
    trace = Trace()
    kept = DurableMap(trace, "map")
    trace.acknowledge({})
    for number in range(24):
        kept.set({f"key{number % 2}": "v" * number, "last": number, "old": None})
        trace.acknowledge(dict(kept))
    kept.compact()
    switches = [step for step in trace.steps if step.name != "map.journal" and step.data]
    assert len([step for step in switches if step.call == "write"]) >= 3
    for files, safe, coming in crashes(trace):
        found = DurableMap(files, "map")
        assert dict(found) in (safe or {}, coming)
        found.set({"after": "the crash"})
        assert DurableMap(files, "map")["after"] == "the crash"


def test_damaged_checkpoint_is_reported_when_nothing_makes_up_for_it(files):
    kept = DurableMap(files, "map")
    kept.set(VALUES)
    kept.compact()
    size = files.size("map.0")
    files.open("map.0").write(12, b"\0\0\0")
    assert DurableMap(files, "map").cut == size > 0


def test_torn_checkpoint_is_no_damage_while_the_journal_holds_everything(files):
    DurableMap(files, "map").set(VALUES)
    files.open("map.0").write(0, b"torn")
    kept = DurableMap(files, "map")
    assert kept.cut == 0
    assert dict(kept) == VALUES


def test_failed_write_leaves_the_map_as_it_was():
    files = FaultyFiles()
    kept = DurableMap(files, "map")
    kept.set({"a": 1})
    files.failing = {"flush"}
    with pytest.raises(StorageFailed):
        kept.set({"a": 2, "b": 2})
    files.failing = set()
    assert dict(kept) == dict(DurableMap(files, "map")) == {"a": 1}
    kept.set({"b": 3})
    assert dict(DurableMap(files, "map")) == {"a": 1, "b": 3}


def test_failed_checkpoint_does_not_fail_the_write_before_it(churning):
    files = FaultyFiles()
    kept = DurableMap(files, "map")
    while files.size("map.journal") < 130:
        kept.set({"key": "x" * (files.size("map.journal") % 7 + 10)})
    files.room = files.size("map.journal") + 45
    kept.set({"key": "the last one that fits"})
    assert files.size("map.journal") > 150
    assert dict(DurableMap(files, "map")) == {"key": "the last one that fits"}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(
                st.sampled_from("abcde"), st.none() | st.text(max_size=40), min_size=1, max_size=3
            ),
            st.integers(100, 700),
        ),
        max_size=30,
    )
)
def test_disk_that_is_sometimes_full_never_loses_what_was_acknowledged(writes):
    files = FaultyFiles()
    small, durable_map.SMALL = durable_map.SMALL, 100
    try:
        kept, expected = DurableMap(files, "map"), {}
        for values, files.room in writes:
            try:
                kept.set(values)
            except StorageFull:
                pass
            else:
                expected.update(values)
            expected = {key: value for key, value in expected.items() if value is not None}
            assert dict(kept) == expected
            assert dict(DurableMap(files, "map")) == expected
    finally:
        durable_map.SMALL = small


def test_maps_of_one_store_do_not_touch_each_other(open_again):
    open_again().devices.set({"a": 1})
    open_again().settings.set({"a": 2, "b": 3})
    open_again().devices.set({"a": None, "b": None})
    assert dict(open_again().devices) == {}
    assert dict(open_again().settings) == {"a": 2, "b": 3}


def test_removing_a_map_leaves_the_others():
    files = MemoryFiles()
    DurableMap(files, "one").set({"a": 1})
    DurableMap(files, "two").set({"a": 2})
    DurableMap.remove(files, "one")
    assert dict(DurableMap(files, "one")) == {}
    assert dict(DurableMap(files, "two")) == {"a": 2}
