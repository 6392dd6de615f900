"""Whether the server is there and can keep what it is told; never answered by the engine."""

from __future__ import annotations

from flask import Blueprint, current_app

from webapp.guard import public, tells_of_store
from webapp.interviews import store
from webapp.session import now
from webapp.store import StoreError

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
@tells_of_store
def show() -> tuple[dict[str, str], int]:
    """The state of this home, as JSON; 503 where the store takes nothing."""
    config = current_app.config
    well = _store_takes_something()
    state = {"status": "ok" if well else "failing"}
    return {**state, "home": config["HOME"], "version": config["VERSION"]}, 200 if well else 503


def _store_takes_something() -> bool:
    """Write the minute down; within one that was written already, nothing is."""
    try:
        store().settings.set({"alive": now().isoformat(timespec="minutes")})
    except StoreError:
        return False
    return True
