"""Home: the talk of today, later ones, earlier ones."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import kept, languages, pin
from webapp.domain.interview import Interview
from webapp.interviews import store
from webapp.messages import Message, _, n_
from webapp.session import now
from webapp.talks import Talk, Talks

bp = Blueprint("home", __name__)

PAGE = 20


@bp.get("/")
def show() -> str | Response:
    """The page; with a talk within the hour that one alone, the others behind the lock."""
    talks = Talks(store().logs.summaries(), now())
    alone = talks.featured and talks.featured.is_soon(talks.now) and not request.args.get("all")
    if session.get("locked") and not alone:
        return redirect(url_for("pins.show", next=request.full_path.rstrip("?")))
    return render_template(
        "home/show.html",
        talks=talks,
        alone=alone,
        featured=_opened(talks.featured),
        others_locked=pin.is_set(),
        found=talks.found(request.args["name"]) if request.args.get("name") else None,
        shown_earlier=request.args.get("earlier", PAGE, type=int),
        page=PAGE,
        mentor=kept.workplace().value("mentor", "name", ""),
        company=kept.workplace().value("host", "company", ""),
        device_language=languages.device_language(),
    )




def _opened(talk: Talk | None) -> Interview | None:
    """The interview shown large, its words in both its languages."""
    return Interview(store().logs.open(talk.id)) if talk else None


@bp.app_template_global()
def until(talk: Talk) -> Message | None:
    """How long it is until a talk of today begins."""
    if talk.date != now().date() or talk.time is None:
        return None
    start = now().replace(hour=talk.time.hour, minute=talk.time.minute, second=0, microsecond=0)
    minutes = round((start - now()).total_seconds() / 60)
    if minutes <= 0:
        return _("now") if minutes > -60 else None
    if minutes < 60:
        return n_("in %(num)s minute", "in %(num)s minutes", minutes)
    return n_("in %(num)s hour", "in %(num)s hours", round(minutes / 60))
