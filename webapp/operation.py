"""What whoever runs a server sees of its work: a line and a count for each request.

Nothing of it names a person: the route and never the address, the kind of an exception and where
it came from and never its words. Lines go to standard error, as text, or as JSON where
`ONTHAAL_LOG` is `json`; only then is there one for each request and not just for what went wrong.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

from webapp.metrics import Metrics

_MADE_UP = re.compile(r"[0-9a-fA-F-]{8,64}")
"""A request id as our pages and proxies make them up; any other might say something."""


def init_app(app: Flask) -> None:
    """Measure every request; to be the first part of a server's app."""
    if app.config["HOME"] != "server":
        return
    app.extensions["metrics"] = Metrics()
    as_json = os.environ.get("ONTHAAL_LOG") == "json"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line(as_json))
    app.logger.handlers[:] = [handler]
    app.logger.setLevel(logging.INFO if as_json else logging.WARNING)
    app.log_exception = _log_exception(app.logger)  # type: ignore[method-assign]
    app.before_request(_begin)
    app.after_request(_end(app))


class Line(logging.Formatter):
    """One line for each record: its `parts`, or its words where it has none."""

    def __init__(self, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = getattr(record, "parts", None) or {"message": record.getMessage()}
        parts = {"at": at, "level": record.levelname.lower(), **said}
        if self._as_json:
            return json.dumps(parts, ensure_ascii=False)
        plain = {
            key: ", ".join(each) if isinstance(each, list) else each for key, each in parts.items()
        }
        return " ".join(f"{name}={value}" for name, value in plain.items())


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def where(trace: TracebackType | None) -> list[str]:
    """The way to where an exception was raised, without its words or any value."""
    frames = traceback.extract_tb(trace)
    return [f"{os.path.basename(each.filename)}:{each.lineno} {each.name}" for each in frames]


def _begin() -> None:
    g.began = perf_counter()


def _end(app: Flask) -> Any:
    def note(response: Response) -> Response:
        seconds = perf_counter() - g.get("began", perf_counter())
        app.extensions["metrics"].count(_route(), request.method, response.status_code, seconds)
        parts = {**_said(), "status": response.status_code, "ms": round(seconds * 1000, 1)}
        app.logger.info("request", extra={"parts": parts})
        return response

    return note


def _log_exception(logger: logging.Logger) -> Any:
    def log(failure: Any) -> None:
        kind, _words, trace = failure
        parts = {**_said(), "exception": kind.__name__, "where": where(trace)}
        logger.error("exception", extra={"parts": parts})

    return log


def _said() -> dict[str, object]:
    return {"request": _request_id(), "method": _method(), "route": _route()}


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "-"


def _method() -> str:
    usual = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
    return request.method if request.method in usual else "-"


def _request_id() -> str:
    sent = request.headers.get("X-Request-ID", "")
    if not sent or _MADE_UP.fullmatch(sent):
        return sent or "-"
    return hashlib.sha256(sent.encode("utf-8", "replace")).hexdigest()[:16]
