"""What happened technically since the start, in memory: how long answers took, what failed.

Only names of our own code are kept: endpoints, kinds of error, status codes. No address, no
message of an error, nothing that anybody wrote.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TypeAlias

from flask import Flask, Response, g, request

ERRORS = 50
"""How many of the last errors are kept."""

Error: TypeAlias = dict[str, str | int]


@dataclass
class Timing:
    """How often an endpoint answered, and how long that took together and at most (ms)."""

    count: int = 0
    total: float = 0.0
    longest: float = 0.0

    def add(self, took: float) -> None:
        """One more answer."""
        self.count += 1
        self.total += took
        self.longest = max(self.longest, took)


@dataclass
class Watch:
    """What is known: `errors`, the latest last, and the timings by endpoint."""

    errors: deque[Error] = field(default_factory=lambda: deque(maxlen=ERRORS))
    timings: dict[str, Timing] = field(default_factory=dict)

    def clear(self) -> None:
        """Begin anew."""
        self.errors.clear()
        self.timings.clear()


def init_app(app: Flask) -> None:
    """Watch every request of `app`; the `Watch` is `app.extensions["watch"]`.

    To be an early part of the app: what comes later is watched too.
    """
    watch = app.extensions["watch"] = Watch()

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or ""
        if "begun" in g:
            took = (time.perf_counter() - g.begun) * 1000
            watch.timings.setdefault(endpoint, Timing()).add(took)
        if response.status_code >= 500:
            watch.errors.append(_error(app, endpoint, response.status_code))
        return response


def _error(app: Flask, endpoint: str, status: int) -> Error:
    at = app.config["CLOCK"]().isoformat(timespec="seconds")
    return {"at": at, "endpoint": endpoint, "status": status, "error": g.get("failed", "")}
