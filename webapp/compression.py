"""Answers made small for whoever takes gzip.

The tablet's bundle is compressed when it is built; pages, styles, scripts and the sync's JSON are
compressed here. Only gzip: it is in Python itself, and for pages the rest is a few hundred bytes.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

LEAST = 1_000
"""Bytes under which compressing costs more than it saves."""

KINDS = frozenset(
    {"application/json", "application/manifest+json", "image/svg+xml", "text/calendar",
     "text/css", "text/html", "text/javascript", "text/plain"}
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Compress what a server answers; within a tablet nothing travels."""
    if app.config["HOME"] == "server":
        app.after_request(_pack)


def sent(body: bytes, mimetype: str) -> int:
    """How many bytes of a file that is kept for ever travel."""
    small = mimetype not in KINDS or len(body) < LEAST
    return len(body if small else _once(body))


def _pack(response: Response) -> Response:
    if response.mimetype not in KINDS or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") <= 0 or response.status_code in (204, 206, 304):
        return response
    body = response.get_data()
    if len(body) < LEAST:
        return response
    kept_for_ever = bool(response.cache_control.immutable)
    response.set_data(_once(body) if kept_for_ever else gzip.compress(body, 5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=128)
def _once(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
