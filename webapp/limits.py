"""How many requests somebody may send: enough for any person or tablet, too few for a flood.

Counted before anything waits for the store. Who signed in is counted by device, everybody else by
where they come from. Styles, scripts and the engine are not counted.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic

from flask import Flask, Response, abort, current_app, request, session

from webapp.throttle import REMEMBERED, place_of


@dataclass(frozen=True)
class Rate:
    """So many at once, and then so many a second."""

    burst: int
    per_second: float


STRANGER = Rate(burst=200, per_second=5)
DEVICE = Rate(burst=1_000, per_second=50)


class Buckets:
    """One bucket for each place: it is filled again by and by, and each request takes a drop."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, place: str, rate: Rate, now: float) -> bool:
        """Whether there was a drop left; `now` in seconds of any clock that never goes back."""
        left, since = self._left.pop(place, (float(rate.burst), now))
        left = min(rate.burst, left + (now - since) * rate.per_second)
        self._left[place] = (max(0.0, left - 1), now)
        while len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


def init_app(app: Flask) -> None:
    """Stand before a server that others reach; after the assets, before the guard."""
    if app.config["HOME"] == "server" and not app.config["OPEN_ON_LOOPBACK"]:
        app.extensions["buckets"] = Buckets()
        app.before_request(_refuse_floods)
        app.after_request(_say_when)


def _refuse_floods() -> None:
    buckets: Buckets = current_app.extensions["buckets"]
    known = session.get("signed_in") and session.get("device")
    place = f"device {known}" if known else place_of(request.remote_addr)
    if not buckets.take(place, DEVICE if known else STRANGER, monotonic()):
        abort(429)


def _say_when(response: Response) -> Response:
    if response.status_code == 429:
        response.headers.setdefault("Retry-After", "10")
    return response
