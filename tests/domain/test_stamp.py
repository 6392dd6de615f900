from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.stamp import COUNTER_BITS, milliseconds, next_stamp

NOW = 1_795_343_885_000  # 22 November 2026
CLOCKS = st.integers(-(10**13), 10**14)


def test_stamp_carries_the_time_of_a_right_clock():
    assert milliseconds(next_stamp(NOW, 0)) == NOW


@given(CLOCKS, st.integers(0, 2**60))
def test_stamp_exceeds_everything_seen_whatever_the_clock_says(now_ms, seen):
    assert next_stamp(now_ms, seen) > seen


@given(CLOCKS, st.integers(2, 2000))
def test_stamps_grow_however_many_are_made_in_one_millisecond(now_ms, count):
    stamps = [next_stamp(now_ms, 0)]
    while len(stamps) < count:
        stamps.append(next_stamp(now_ms, stamps[-1]))
    assert stamps == sorted(set(stamps))


def test_full_counter_carries_into_the_milliseconds():
    last = (NOW << COUNTER_BITS) + 2**COUNTER_BITS - 1
    assert next_stamp(NOW, last) == (NOW + 1) << COUNTER_BITS


def test_clock_set_back_does_not_order_an_edit_before_what_its_author_saw():
    ten_years = 10 * 365 * 86_400_000
    assert next_stamp(NOW - ten_years, next_stamp(NOW, 0)) == next_stamp(NOW, 0) + 1


def test_stamps_stay_integers_that_json_readers_agree_on_for_two_centuries():
    year_2248 = 8_773_000_000_000
    assert next_stamp(year_2248, 0) < 2**53
