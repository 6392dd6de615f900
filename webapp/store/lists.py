"""Lists of logs, each in the order of the places that their summaries name."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

LAST = "\U0010ffff"
"""Sorts behind everything: `start + LAST` stops behind all that begins with `start`."""


class Lists:
    """Who stands where, in memory. A place is `list/place`; a log may have any number of them."""

    def __init__(self, places: Mapping[str, Iterable[str]]) -> None:
        self._places = {log_id: frozenset(each) for log_id, each in places.items()}
        self._lists: dict[str, list[tuple[str, str]]] = {}
        for log_id, each in self._places.items():
            for name, place in map(_parts, each):
                self._lists.setdefault(name, []).append((place, log_id))
        for entries in self._lists.values():
            entries.sort()

    def put(self, log_id: str, places: Iterable[str]) -> None:
        """Let a log stand in these places and in no others."""
        before, now = self._places.pop(log_id, frozenset()), frozenset(places)
        for name, place in map(_parts, before - now):
            entries = self._lists[name]
            del entries[bisect_left(entries, (place, log_id))]
        for name, place in map(_parts, now - before):
            insort(self._lists.setdefault(name, []), (place, log_id))
        if now:
            self._places[log_id] = now

    def ids(
        self,
        name: str,
        start: str = "",
        stop: str = LAST,
        *,
        holding: str = "",
        backwards: bool = False,
        most: int | None = None,
    ) -> list[str]:
        """The logs in one list; see `ChangeLog.listed`."""
        entries = self._lists.get(name, [])
        low, high = bisect_left(entries, (start,)), bisect_left(entries, (stop,))
        way = range(high - 1, low - 1, -1) if backwards else range(low, high)
        found: dict[str, None] = {}
        for at in way:
            if most is not None and len(found) >= most:
                break
            if holding in entries[at][0]:
                found[entries[at][1]] = None
        return list(found)

    def count(self, name: str, most: int) -> int:
        """See `ChangeLog.count`."""
        return min(len(self._lists.get(name, ())), most)


def _parts(place: str) -> tuple[str, str]:
    name, _slash, rest = place.partition("/")
    return name, rest
