"""Whether the server is there; never answered by the tablet's engine."""

from __future__ import annotations

from flask import Blueprint, current_app

from webapp.guard import public

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def show() -> dict[str, str]:
    """The state of this home, as JSON."""
    config = current_app.config
    return {"status": "ok", "home": config["HOME"], "version": config["VERSION"]}
