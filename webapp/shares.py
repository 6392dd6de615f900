"""Links to one record that end: whoever has one needs no access code, and sees nothing else.

Kept beside the device settings as `share:<interview>:<hash of the token>`, so that reading the
disk gives nobody a link, and erasing the interview ends them. They are this server's, not synced.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.interviews import store

DAYS = (7, 30, 90)
"""How long a link may work."""


@dataclass(frozen=True)
class Share:
    """One link. `key`: its name here; `until`: the last day on which it works."""

    interview: str
    key: str
    until: date

    def works(self, today: date) -> bool:
        """Whether it has not ended."""
        return today <= self.until


def make(interview_id: str, today: date, days: int) -> tuple[str, Share]:
    """A new link: its token, which is told once and kept nowhere, and what is known of it."""
    token = secrets.token_urlsafe(24)
    share = Share(interview_id, _key(token), today + timedelta(days=days))
    store().devices.set({_name(share): share.until.isoformat()})
    return token, share


def find(token: str) -> Share | None:
    """The link that a token opens, ended or not."""
    ending = f":{_key(token)}"
    names = (name for name in store().devices if name.startswith("share:"))
    return next((_read(name) for name in names if name.endswith(ending)), None)


def shares(interview_id: str, today: date) -> list[Share]:
    """The links to an interview's record that work, the one that ends first at the top."""
    prefix = f"share:{interview_id}:"
    found = [_read(name) for name in store().devices if name.startswith(prefix)]
    return sorted((each for each in found if each.works(today)), key=lambda each: each.until)


def end(interview_id: str, key: str) -> None:
    """Let a link work no more; nothing happens where it is gone already."""
    store().devices.set({f"share:{interview_id}:{key}": None})


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _name(share: Share) -> str:
    return f"share:{share.interview}:{share.key}"


def _read(name: str) -> Share:
    _share, interview_id, key = name.split(":")
    return Share(interview_id, key, date.fromisoformat(store().devices[name]))
