"""Flask's session on the tablet: one document of the store, since the engine sees no cookies."""

from __future__ import annotations

from flask import Flask, Request, Response
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

from webapp.store import Store

KEY = "session"
_tagged = TaggedJSONSerializer()


class StoreSession(SessionInterface):
    """Keeps the device's only session among the store's devices; durable before the answer."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """The session as it was left."""
        kept = _store(app).devices.get(KEY)
        return SecureCookieSession(_tagged.loads(kept) if kept else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep it; what did not change costs nothing."""
        if session.modified:
            _store(app).devices.set({KEY: _tagged.dumps(dict(session))})


def _store(app: Flask) -> Store:
    store: Store = app.extensions["store"]
    return store
