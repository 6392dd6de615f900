"""The hybrid logical clock that orders changes, whatever the devices' clocks say.

A stamp is one integer: the milliseconds since 1970 in the upper bits and a counter in
the lower `COUNTER_BITS`. When the counter overflows it carries into the milliseconds,
so adding one is always the next stamp. Ten bits keep stamps below 2**53 (integers that
JSON readers agree on) until the year 2248.

Source: Kulkarni et al., "Logical Physical Clocks" (2014).
"""

from __future__ import annotations

COUNTER_BITS = 10


def next_stamp(now_ms: int, greatest_seen: int) -> int:
    """The stamp of a change made at `now_ms` by somebody who has seen `greatest_seen`.

    `now_ms`: device time in milliseconds since 1970, right or wrong.
    `greatest_seen`: the greatest stamp in the log, 0 for an empty log.
    Greater than everything seen, so an edit always beats what its author saw.
    """
    return max(now_ms << COUNTER_BITS, greatest_seen + 1)


def milliseconds(stamp: int) -> int:
    """The milliseconds since 1970 that a stamp carries (for people: use `Change.at`)."""
    return stamp >> COUNTER_BITS


def first_stamp(now_ms: int) -> int:
    """The smallest stamp of a millisecond since 1970."""
    return now_ms << COUNTER_BITS
