"""What this device remembers between requests, in Flask's session, on both homes.

    holder      who holds the tablet: "mentor" (a new device is the mentor's) or "trainee"
    interview   the interview that was handed over to the trainee
    task        what it was handed over for: a step of the interview
    locked      a trainee has held it since the mentor last showed who they are
    shown       "both", or the only language to show
    language    the device's own language, for pages that belong to no interview
    zone        the device's IANA time zone
    device      the device's id, under which the store keeps its PIN and its ink
    closes      the interview whose last signature was given here, until the device closed it
    signed_in   the seal of the access code that was given
    office      that seal, and until when the training centre's own pages are open
"""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from flask import Flask, Response, current_app, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from webapp.domain.change import Role


class DeviceSession(SecureCookieSessionInterface):
    """Flask's signed cookie, which leaves a device over HTTPS only if it came over HTTPS."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """What a cache may keep carries none: it would be handed to others."""
        if not (response.cache_control.public or response.cache_control.no_cache):
            super().save_session(app, session, response)


def holder() -> Role:
    """Whoever holds the tablet."""
    return "trainee" if session.get("holder") == "trainee" else "mentor"


def handed_over() -> str | None:
    """The interview that the trainee holds, None while the mentor has the tablet."""
    return session.get("interview") if holder() == "trainee" else None


def device_id() -> str:
    """This device's id, made on first use."""
    if "device" not in session:
        session["device"] = secrets.token_hex(8)
    return str(session["device"])


def remember_zone() -> None:
    """Keep the time zone that the page sends with each of its requests."""
    zone = request.headers.get("X-Time-Zone")
    if zone and zone != session.get("zone") and zone in available_timezones():
        session["zone"] = zone


def zone() -> ZoneInfo:
    """The time zone of whoever holds the device."""
    return ZoneInfo(session.get("zone") or current_app.config["TIME_ZONE"])


def now() -> datetime:
    """The device's time, with its offset from UTC."""
    moment: datetime = current_app.config["CLOCK"]()
    return moment.astimezone(zone())
