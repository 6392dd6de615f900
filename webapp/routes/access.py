"""Signing a device in with the installation's access code."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from webapp.access import is_right
from webapp.guard import public
from webapp.messages import _
from webapp.pages import our_path, tell

bp = Blueprint("access", __name__)


@bp.get("/sign-in")
@public
def show() -> str:
    """The page that asks for the code."""
    return render_template("access/show.html", next=our_path(request.args.get("next")))


@bp.post("/sign-in")
@public
def sign_in() -> str | Response | tuple[str, int]:
    """Compare the code and remember this device."""
    after = our_path(request.form.get("next"))
    if is_right(request.form.get("code", "")):
        session["signed_in"] = True
        return redirect(after, 303)
    tell(_("This is not the access code. Look at its letters and numbers once more."), "error")
    return render_template("access/show.html", next=after), 401

