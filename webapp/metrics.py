"""What a server did since it started, in the words of Prometheus.

https://prometheus.io/docs/instrumenting/exposition_formats/ They are answered on a port of their
own (`ONTHAAL_METRICS_PORT`), which answers nothing else, and are nowhere on the others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from webapp.store import Store, StoreError

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds."""

KIND = "text/plain; version=0.0.4; charset=utf-8"
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Metrics:
    """Counts of requests and of how long they took."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds = 0.0

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests[route, method, status] += 1
        self._seconds += seconds
        for bound in BUCKETS:
            if seconds <= bound:
                self._within[bound] += 1

    def text(self, store: Store) -> str:
        """Everything, with what the store holds now, where it can be reached."""
        held: list[str] = []
        with suppress(StoreError):
            held = store.atomically(lambda: [*_of(store)])
        return "".join(f"{line}\n" for line in (*self._lines(), *held))

    def _lines(self) -> Iterator[str]:
        yield "# TYPE onthaal_requests_total counter"
        for (route, method, status), number in sorted(self._requests.items()):
            labels = f'route="{route}",method="{method}",status="{status}"'
            yield f"onthaal_requests_total{{{labels}}} {number}"
        yield "# TYPE onthaal_request_seconds histogram"
        for bound in BUCKETS:
            yield f'onthaal_request_seconds_bucket{{le="{bound}"}} {self._within[bound]}'
        total = self._requests.total()
        yield f'onthaal_request_seconds_bucket{{le="+Inf"}} {total}'
        yield f"onthaal_request_seconds_sum {self._seconds:.6f}"
        yield f"onthaal_request_seconds_count {total}"


def _of(store: Store) -> Iterator[str]:
    numbers = {
        "talks": store.logs.count("updated", sys.maxsize),
        "erased": len(store.logs.tombstones()),
        "devices": sum(1 for key in store.devices if key.startswith("device:")),
        "damaged": len(store.damage),
    }
    for name, number in numbers.items():
        yield f"# TYPE onthaal_{name} gauge"
        yield f"onthaal_{name} {number}"


def beside(app: Wsgi, port: int, metrics: Metrics, store: Store) -> Wsgi:
    """The app, and on `port` the metrics alone.

    To stand outside of whatever believes a proxy: the port is that of the server's own socket.
    """

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("SERVER_PORT") != str(port):
            return app(environ, start)
        if environ["PATH_INFO"] != "/metrics":
            start("404 Not Found", [("Content-Length", "0")])
            return []
        body = metrics.text(store).encode()
        start("200 OK", [("Content-Type", KIND), ("Content-Length", str(len(body)))])
        return [body]

    return answer
