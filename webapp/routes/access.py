"""Signing a device in with the installation's access code."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp import access, devices, office
from webapp.guard import public
from webapp.messages import Message, _
from webapp.pages import our_path, tell
from webapp.session import now
from webapp.throttle import Throttle, place_of

bp = Blueprint("access", __name__)


@bp.record
def _set_up(state: object) -> None:
    state.app.extensions["tries"] = Throttle()  # type: ignore[attr-defined]


@bp.get("/sign-in")
@public
def show() -> str:
    """The page that asks for the code."""
    return _page(our_path(request.args.get("next")))


@bp.post("/sign-in")
@public
def sign_in() -> str | Response | tuple[str, int, dict[str, str]]:
    """Compare the code and remember this device; 429 after many wrong ones."""
    after, code = our_path(request.form.get("next")), request.form.get("code", "")
    tries: Throttle = current_app.extensions["tries"]
    place = place_of(request.remote_addr)
    devices.refuse_cut_off()
    if wait := tries.wait(place, now()):
        words = _("Too many tries. Seconds to wait: %(num)s", num=wait)
        return _refused(words, after, 429, {"Retry-After": str(wait)})
    if not access.is_right(code):
        if code and tries.wrong(place, now()):
            office.note("guessed")
        words = _("This is not the access code. Look at its letters and numbers once more.")
        return _refused(words, after, 401, {})
    tries.right(place)
    access.let_in()
    devices.remember()
    office.enter(after)
    return redirect(after, 303)


def _refused(
    words: Message, after: str, status: int, headers: dict[str, str]
) -> tuple[str, int, dict[str, str]]:
    tell(words, "error")
    return _page(after), status, headers


def _page(after: str) -> str:
    again = access.is_in() and after.startswith(office.PATH)
    return render_template("access/show.html", next=after, again=again)
