"""How long this installation keeps talks, and letting go of those that were kept long enough.

What is old is only proposed; somebody has to say yes. What was deleted 30 days ago goes by itself,
on the server: tablets' clocks may be wrong, and they follow by the tombstones.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from webapp import office, uploads
from webapp.domain.errors import InvalidValue
from webapp.domain.keeping import PERIODS, is_gone, is_old, kept_since
from webapp.erasure import erase
from webapp.interviews import store
from webapp.messages import _
from webapp.session import now
from webapp.store import StorageFailed
from webapp.talks import Talk

AT_ONCE = 200
"""How many old talks are proposed together; what is left is proposed next."""
_SETTING = "keep_months"
_SWEPT = "swept"


@dataclass(frozen=True)
class Grave:
    """A line of the register: what was erased, when (ISO 8601), and how, where that is known."""

    id: str
    at: str
    how: str
    notes_only: bool

    @property
    def moment(self) -> datetime | None:
        """When it was erased, None where another program wrote something else."""
        try:
            return datetime.fromisoformat(self.at)
        except ValueError:
            return None


def init_app(app: Flask) -> None:
    """Let go of what was deleted long ago, once a day, where that is the server's business."""
    if app.config["HOME"] == "server" and not app.config["DEMO"]:
        app.before_request(_sweep_once_a_day)


def period() -> int | None:
    """How many months talks are kept, None where nobody said."""
    months = store().settings.get(_SETTING)
    return months if months in PERIODS else None


def choose_period(raw: str) -> None:
    """Keep talks for so many months from now on, or, for nothing, as long as nobody says."""
    months = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 5 else None
    if raw and months not in PERIODS:
        raise InvalidValue(_("Choose one of the answers shown."))
    store().settings.set({_SETTING: months})


def old_talks() -> list[Talk]:
    """The talks that were kept for longer than the period, the oldest first.

    `AT_ONCE` of them, and one more where it goes on.
    """
    months = period()
    if months is None:
        return []
    stop = kept_since(now().date(), months).isoformat()
    found = store().logs.listed("last", stop=stop, most=AT_ONCE + 1)
    return [Talk(each, summary) for each, summary in found.items()]


def old_among(ids: Collection[str]) -> list[Talk]:
    """Those of the talks that are old."""
    months, today = period(), now().date()
    if months is None:
        return []
    found = store().logs.summaries(ids).items()
    return [Talk(each, of) for each, of in found if of and is_old(of, months, today)]


def erase_old(ids: Collection[str]) -> int:
    """Erase those of the talks that are old, and no other; how many they were."""
    old = old_among(ids)
    for talk in old:
        erase(talk.id)
        office.note("erased-old", talk.id)
    return len(old)


def register() -> list[Grave]:
    """What was erased, the latest first; no person is named by it."""
    buried = store().logs.tombstones()
    how = {line["about"]: line["what"] for line in office.notes(office.NOTES)}
    graves = [
        Grave(each.removeprefix("notes."), at, how.get(each, ""), each.startswith("notes."))
        for each, at in buried.items()
        if each.removeprefix("notes.") == each or each.removeprefix("notes.") not in buried
    ]
    return sorted(graves, key=lambda grave: grave.at, reverse=True)


def _sweep_once_a_day() -> None:
    today = now().date()
    if current_app.extensions.get(_SWEPT) == today:
        return
    current_app.extensions[_SWEPT] = today
    with suppress(StorageFailed):  # tomorrow is another day
        for log_id, summary in store().logs.listed("deleted").items():
            if is_gone(summary, today):
                erase(log_id)
                office.note("erased-deleted", log_id, by_itself=True)
        uploads.sweep(store())
