"""Home: the talk of today, later ones, earlier ones."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import kept, languages, pin
from webapp.domain.interview import Interview
from webapp.domain.lists import folded
from webapp.domain.notes import notes_log_id
from webapp.held import elsewhere
from webapp.interviews import store
from webapp.messages import Message, _, n_
from webapp.session import now
from webapp.talks import COUNTED, Talk, Talks

bp = Blueprint("home", __name__)

PAGE = 10
MOST = 10_000
"""How much of a list one page shows at most."""
OTHERS = frozenset({"all", "more", "name"})
"""What asks for other talks than the one within the hour."""


@bp.get("/")
def show() -> str | Response:
    """The page; with a talk within the hour that one alone, the others behind the lock."""
    most = max(PAGE, min(request.args.get("more", PAGE, type=int), MOST))
    talks = Talks(store().logs, now(), most)
    soon = talks.featured is not None and talks.featured.is_soon(talks.now)
    alone = soon and OTHERS.isdisjoint(request.args)
    if session.get("locked") and not alone:
        return redirect(url_for("pins.show", next=request.full_path.rstrip("?")))
    name = request.args.get("name", "").strip()
    return render_template(
        "home/show.html",
        talks=talks,
        alone=alone,
        featured=_opened(talks.featured),
        others_locked=pin.is_set(),
        damaged=_damaged(),
        found=talks.found(name) if name else None,
        elsewhere=_elsewhere(name),
        name=name,
        most=most,
        counted=COUNTED,
        in_database=store().in_database,
        page=PAGE,
        has_notes=_has_notes,
        mentor=kept.workplace().value("mentor", "name", ""),
        company=kept.workplace().value("host", "company", ""),
        device_language=languages.device_language(),
    )


def _elsewhere(name: str) -> list[Talk]:
    """What the server has and this tablet does not hold; those found by `name`, if there is one."""
    wanted = folded(name)
    return [talk for talk in elsewhere() if wanted in folded(talk.trainee)]


def _has_notes(talk: Talk) -> bool:
    return store().logs.exists(notes_log_id(talk.id))


def _damaged() -> list[str]:
    """Whose talks ended in something unreadable, found since the start."""
    summaries = store().logs.summaries(log_id for log_id, _bytes in store().damage)
    found = ((summary or {}).get("trainee") for summary in summaries.values())
    return [str(name) for name in found if name]


def _opened(talk: Talk | None) -> Interview | None:
    """The interview shown large, its words in both its languages."""
    return Interview(store().logs.open(talk.id)) if talk else None


@bp.app_template_global()
def until(talk: Talk) -> Message | None:
    """How long it is until a talk of today begins."""
    start = talk.start(now())
    if start is None or talk.date != now().date():
        return None
    minutes = round((start - now()).total_seconds() / 60)
    if minutes <= 0:
        return _("now") if minutes > -60 else None
    if minutes < 60:
        return n_("in %(num)s minute", "in %(num)s minutes", minutes)
    return n_("in %(num)s hour", "in %(num)s hours", round(minutes / 60))
