"""What went wrong, in the reader's language: one page for a person, one region for htmx."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from webapp import languages
from webapp.devices import CutOff
from webapp.domain.errors import InvalidChange, InvalidValue, NotAllowed, UnknownThing
from webapp.domain.exchange import Unreadable
from webapp.guard import is_marked
from webapp.interviews import store
from webapp.languages import device_language, text
from webapp.messages import Message, _
from webapp.session import handed_over
from webapp.store import Erased, StorageFull, Unavailable

WORDS: Mapping[int, Message] = {
    400: _("Something in this request could not be read. Nothing was changed."),
    401: _("Sign in with the access code first. Nothing was lost."),
    403: _("This is not open to whoever holds the tablet now."),
    404: _("There is nothing at this address."),
    405: _("This cannot be done here. Nothing was changed."),
    410: _("This was erased for good. Nothing can be added to it any more."),
    413: _("This is too large. Nothing was changed."),
    429: _("Too many requests come from here. Wait a moment, then try again. Nothing was changed."),
    500: _("Something went wrong on our side. What was saved before is safe."),
    503: _("What is kept cannot be reached just now. It is safe. Try again in a moment."),
    507: _("Not saved: the storage is full. Free some space, then try again."),
}

CUT_OFF = _("This device was cut off by the training centre. What is on it stays on it.")

Answer = tuple[str | Response, int]


def init_app(app: Flask) -> None:
    """Turn every exception into an answer."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InvalidValue, lambda error: _answer(422, error.reason))
    app.register_error_handler(UnknownThing, lambda error: _answer(404))
    app.register_error_handler(NotAllowed, lambda error: _answer(403))
    app.register_error_handler(CutOff, lambda error: _answer(403, CUT_OFF))
    app.register_error_handler(InvalidChange, lambda error: _answer(400))
    app.register_error_handler(Unreadable, lambda error: _answer(400))
    app.register_error_handler(Erased, lambda error: _answer(410))
    app.register_error_handler(StorageFull, lambda error: _answer(507))
    app.register_error_handler(Unavailable, lambda error: _later())


def _http(error: HTTPException) -> Answer | HTTPException:
    code = error.code or 500
    g.failed = type(getattr(error, "original_exception", None) or error).__name__
    return error if code < 400 else _answer(code)


def _later() -> Response:
    """It will pass by itself: the sender may try again."""
    g.store_is_away = True
    response = make_response(_answer(503))
    response.headers["Retry-After"] = "2"
    return response


def _answer(code: int, reason: object = None) -> Answer:
    """A page, for htmx the notice beside the status, for a device JSON.

    `reason` says more than the code.
    """
    words = reason or WORDS.get(code) or WORDS[500 if code >= 500 else 400]
    if is_marked("of_device"):
        return jsonify(error=text(words, device_language())), code
    template = "errors/_notice.html" if request.headers.get("HX-Request") else "errors/show.html"
    if "HX-Boosted" in request.headers:
        template = "errors/show.html"
    _speak_to_trainee()
    return render_template(template, words=words, code=code, interview=g.get("interview")), code


def _speak_to_trainee() -> None:
    """Where the trainee was refused before any interview was read: the trainee's language first."""
    if "store_is_away" in g:
        return
    summary = store().logs.summaries().get(handed_over() or "")
    if summary and "languages" not in g:
        languages.speak(reversed([str(each) for each in summary["languages"]]))
