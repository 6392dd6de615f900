"""Waiting after wrong tries, longer each time, by where they come from.

Kept in memory: a restart forgives, which no guesser can bring about.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

REMEMBERED = 10_000
"""Places; the one that tried least lately is forgotten first."""


@dataclass(frozen=True)
class _Tries:
    wrong: int
    until: datetime


class Throttle:
    """`free` wrong tries, then a wait of `first`, doubled with each further one up to `longest`."""

    def __init__(
        self,
        free: int = 5,
        first: timedelta = timedelta(seconds=30),
        longest: timedelta = timedelta(minutes=15),
    ) -> None:
        self._free, self._first, self._longest = free, first, longest
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def wait(self, place: str, now: datetime) -> int:
        """How many seconds somebody there has to wait before the next try."""
        tries = self._tries.get(place)
        left = (tries.until - now).total_seconds() if tries else 0
        return max(0, int(left) + (left > int(left)))

    def wrong(self, place: str, now: datetime) -> bool:
        """Count a wrong try; whether it is followed by a wait."""
        before = self._tries.pop(place, None)
        count = before.wrong + 1 if before else 1
        late = count - self._free
        wait = min(self._first * 2 ** min(late, 20), self._longest) if late >= 0 else timedelta()
        self._tries[place] = _Tries(count, now + wait)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)
        return bool(wait)

    def right(self, place: str) -> None:
        """Forgive what was wrong before."""
        self._tries.pop(place, None)


def place_of(address: str | None) -> str:
    """Where a request comes from: its address, of IPv6 the network that one household has."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found)
