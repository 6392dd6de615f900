"""Between the worker, which reaches the network, and the sync, which does not.

    parcel = courier.begin(reason)            # None: one is under way
    while parcel is not None:
        parcel = courier.take(status, body)   # or courier.lost() where nobody answered in time

A parcel may be asked for again after `NoSpare`: what was taken in so far is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from webapp.domain.syncing import Reason, Status
from webapp.store import Store
from webapp.sync_client import HEADERS, Request, SyncClient

Parcel = tuple[str, str, str, bytes]
"""Method, path, the headers as a JSON object, body."""


class Courier:
    """Carries one tablet's sync. `clock` gives the device's time with its offset.

    `version`: of the engine it runs in, for the server's list of devices.
    """

    def __init__(
        self, store: Store, device: str, clock: Callable[[], datetime], version: str = ""
    ) -> None:
        self.client = SyncClient(store, device, clock)
        self._headers = {**HEADERS, "X-Version": version}

    @property
    def status(self) -> Status:
        """How far it is, now."""
        return self.client.status

    def wait(self, reason: Reason, chance: float) -> float:
        """Seconds until `begin` should be called for that reason; `chance`: from 0 to 1."""
        return self.client.wait(reason, chance)

    def begin(self, reason: Reason) -> Parcel | None:
        """The first parcel of a sync."""
        return self._parcel(self.client.begin(reason))

    def take(self, status: int, body: Any) -> Parcel | None:
        """The next parcel after a reply, whose body is the browser's bytes; None at the end."""
        return self._parcel(self.client.take(status, bytes(body.to_bytes())))

    def lost(self) -> None:
        """Nobody answered in time."""
        self.client.lost()

    def well(self) -> bool:
        """Whether the last sync was carried through."""
        status = self.status
        return bool(status.synced_at) and not (status.failed or status.sign_in)

    def news(self) -> str:
        """The logs that others' changes came for since it was asked last, as a JSON list."""
        news, self.client.replica.news = self.client.replica.news, set()
        return json.dumps(sorted(news))

    def _parcel(self, request: Request | None) -> Parcel | None:
        if request is None:
            return None
        kind = {"Content-Type": request.kind} if request.kind else {}
        return request.method, request.path, json.dumps({**self._headers, **kind}), request.body
