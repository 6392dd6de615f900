"""Home: the talks of today, later ones, earlier ones."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.guard import unlocked_only
from webapp.interviews import store

bp = Blueprint("home", __name__)


@bp.get("/")
@unlocked_only
def show() -> str:
    """The page."""
    return render_template("home/show.html", summaries=store().logs.summaries())
