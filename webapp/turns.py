"""Turns: how often one place may do what is dear and open to everybody. Kept in memory."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from webapp.throttle import REMEMBERED


class Turns:
    """Lets each place take `times` turns within `span`."""

    def __init__(self, times: int, span: timedelta) -> None:
        self._times, self._span = times, span
        self._taken: OrderedDict[str, deque[datetime]] = OrderedDict()

    def take(self, place: str, now: datetime) -> bool:
        """Whether it is this place's turn, and if so take it."""
        taken = self._taken.pop(place, deque())
        while taken and not now - self._span < taken[0] <= now:
            taken.popleft()
        free = len(taken) < self._times
        if free:
            taken.append(now)
        self._taken[place] = taken
        while len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        return free
