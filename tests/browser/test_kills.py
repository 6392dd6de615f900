"""A tablet that goes dead in the middle of anything has everything it acknowledged."""

from __future__ import annotations

from itertools import islice

from tests.browser.installed import Installed
from tests.browser.kills import kills

KILLS = 41  # what the last one left is looked at by nobody


def test_forty_kills_lose_nothing_and_repeat_nothing(installed: Installed) -> None:
    installed.stop_server()
    [tally] = list(islice(kills(installed, seed=20_261_122), KILLS))[-1:]
    assert not tally.refused
    assert len(tally.kept) > KILLS, "it was killed before it had anything to lose"
    assert (tally.lost, tally.doubled) == (set(), 0)
