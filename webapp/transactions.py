"""One request is one transaction: its answer leaves once what it did is kept, or nothing is.

A request that a database could not keep is done anew, with the same id and the same body, so it
has its effect once. Where that does not help, the answer says so instead. The body is read
before the store is held, so that a slow line keeps nobody waiting.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from io import BytesIO
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeAlias

from flask import Flask, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from webapp.guard import is_marked, largest_body
from webapp.store import Store, StoreError

REQUEST_ID = "onthaal.request_id"
"""The id of a request whose sender gave it none."""

_FAILURE = "onthaal.failure"
_IN_MEMORY = 1024 * 1024
"""The bytes of a body that are held in memory; more are put aside in a file."""
UNHEARD = 4 * 1024 * 1024
"""The bytes of a refused body that are read to be thrown away; of a larger one nothing is."""
_PIECE = 64 * 1024

Environ: TypeAlias = dict[str, Any]
Wsgi: TypeAlias = Callable[..., Iterable[bytes]]


class Transactions:
    """Around an app: runs each request while the lock of its store is held."""

    def __init__(self, app: Flask, inner: Wsgi) -> None:
        self._app = app
        self._inner = inner
        app.before_request_funcs.setdefault(None, []).insert(0, _say_what_failed)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        store: Store = self._app.extensions["store"]
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            known = {**environ, REQUEST_ID: secrets.token_hex(16), **self._read(environ, body)}

            def answer(**more: object) -> _Answer:
                body.seek(0)
                return _Answer(self._inner, {**known, **more})

            try:
                given = store.atomically(answer)
            except StoreError as failure:
                given = answer(**{_FAILURE: failure})
        start_response(*given.head)
        return given.parts

    def _read(self, environ: Environ, body: IO[bytes]) -> Environ:
        """Read what may be sent into `body`, and say what this changes of `environ`."""
        with self._app.request_context(environ):
            largest = largest_body()
            if not largest:
                return _thrown_away(environ)
            request.max_content_length = largest + 1  # where no length is told, it only cuts
            try:
                copyfileobj(request.stream, body)
                if body.tell() > largest:
                    raise RequestEntityTooLarge
            except HTTPException as refusal:
                return {_FAILURE: refusal}
        told = {"wsgi.input_terminated": False, "CONTENT_LENGTH": str(body.tell())}
        return {"wsgi.input": body, **told}


def _thrown_away(environ: Environ) -> Environ:
    """Read what is refused anyway: a proxy that is cut off tells of a broken server instead."""
    left = request.content_length or 0
    if not left or left > UNHEARD:
        return {}
    while left > 0 and (part := environ["wsgi.input"].read(min(left, _PIECE))):
        left -= len(part)
    return {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}


class _Answer:
    """What an app answers, before any of it has left."""

    def __init__(self, app: Wsgi, environ: Environ) -> None:
        self.head: tuple[Any, ...] = ()
        self.parts = app(environ, self._take)

    def _take(self, *head: Any) -> Callable[[bytes], object]:
        self.head = head
        return lambda part: None  # Flask never writes by it


def _say_what_failed() -> None:
    failure = request.environ.get(_FAILURE)
    if failure and not is_marked("tells_of_store"):
        raise failure
