"""How an answer is made: a whole page, or just the regions of it that changed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask, current_app, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import languages, office
from webapp.content.languages import LANGUAGES
from webapp.content.tasks import TASKS
from webapp.domain.due import due_days
from webapp.domain.expectations import ANSWERS
from webapp.domain.interview import Interview
from webapp.domain.schema import find_field
from webapp.domain.steps import STEPS, neighbours
from webapp.domain.syncing import Status
from webapp.domain.text import read_text
from webapp.messages import Message, _, n_, p_
from webapp.session import holder, now

WITHOUT_ENGINE = frozenset({"access", "shares", "verification"})
"""What strangers open too: at a server these pages start no engine."""


def init_app(app: Flask) -> None:
    """Give every template the words, the macros and who holds the tablet."""
    app.jinja_env.globals.update(
        {"_": _, "n_": n_, "p_": p_},
        ANSWERS=ANSWERS,
        Day=languages.Day,
        DayOfYear=languages.DayOfYear,
        LANGUAGES=LANGUAGES,
        STEPS=STEPS,
        ShortDay=languages.ShortDay,
        Size=languages.Size,
        TASKS=TASKS,
        both=languages.both,
        due_days=due_days,
        find_field=find_field,
        interview_id=lambda: g.interview.id,
        neighbours=neighbours,
        page_languages=languages.page_languages,
        read_text=read_text,
        say=languages.text,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for name in ("_bilingual.html", "_icons.html", "_field.html", "_choice.html", "_control.html"):
        macros = app.jinja_env.get_template(name).module
        exported = {key: macro for key, macro in vars(macros).items() if not key.startswith("_")}
        app.jinja_env.globals.update(exported)
    app.context_processor(_surroundings)


def _surroundings() -> dict[str, Any]:
    interview: Interview | None = g.get("interview")
    return {
        "interview": interview,
        "holder": holder(),
        "home": current_app.config["HOME"],
        "bundle": _bundle(),
        "shown": session.get("shown", "both"),
        "now": now(),
        "sync": _sync_status(),
        "step": _step_before_the_reader(),
    }


def _bundle() -> str | None:
    """The version of the engine that a page may start, which those of the server alone do not.

    A tablet's page always may: the engine that answered it may have gone with the page before.
    """
    alone = request.blueprint in WITHOUT_ENGINE or request.path.startswith(office.PATH)
    tablet = current_app.config["HOME"] == "tablet"
    return current_app.config["BUNDLE"] if tablet or not alone else None


def _sync_status() -> Status | None:
    """How far a tablet is with its sync; None on the server."""
    client = current_app.extensions.get("sync")
    return client and client.status


def _step_before_the_reader() -> str | None:
    """The step whose page asked for these regions."""
    last = parts(request.headers.get("HX-Current-URL")).path.rpartition("/")[2]
    return last if last in STEPS else None


def changed(template: str, back: str, **context: Any) -> str | Response:
    """The answer to a change: the regions that `template` lists, or for a plain form a way back.

    `back`: the address of the page to show to a browser without htmx.
    """
    if "interview" in g:
        g.interview = Interview(g.interview.log)
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        return render_template(template, **context)
    return redirect(came_from() or back, 303)


def tell(message: Message, category: str = "info") -> None:
    """Say something once, on the next page, in the languages of this one."""
    flash(languages.both(message), category)


def came_from() -> str | None:
    """The path of our own page that the form stood on."""
    referrer = parts(request.referrer)
    if referrer.netloc != request.host or not _is_path(referrer.path):
        return None
    return referrer.path + (f"?{referrer.query}" if referrer.query else "")


def our_path(path: str | None) -> str:
    """A path of this app that somebody sent; anything else leads home."""
    return path if path and _is_path(path) else url_for("home.show")


def parts(address: str | None) -> SplitResult:
    """The parts of an address that a browser sent; all of them empty where it is none."""
    with suppress(ValueError):
        return urlsplit(address or "")
    return urlsplit("")


def _is_path(text: str) -> bool:
    """Whether it leads to this site: `//` and `/\\` begin the name of another.

    Browsers drop control characters within an address, so one with any is no path of ours.
    """
    return text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
