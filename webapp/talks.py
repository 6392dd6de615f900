"""The lists on Home, from the summaries alone: no interview is opened for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from webapp.domain.life import days_left
from webapp.messages import Message, _, n_

SOON = timedelta(hours=1)
_STROKED = str.maketrans("łøđıħ", "lodih")


def folded(name: str) -> str:
    """A name as it is compared: without case, accents and strokes."""
    letters = unicodedata.normalize("NFKD", name.casefold().strip())
    return "".join(each for each in letters if not unicodedata.combining(each)).translate(_STROKED)


@dataclass(frozen=True)
class Talk:
    """One line of a list."""

    id: str
    summary: Mapping[str, Any]

    @property
    def trainee(self) -> str:
        return str(self.summary["trainee"])

    @property
    def language(self) -> str:
        """The trainee's."""
        return str(self.summary["languages"][1])

    @property
    def day(self) -> str:
        """Its date as it is sorted by, ISO 8601; empty where there is none."""
        return str(self.summary["date"])

    @cached_property
    def date(self) -> date | None:
        return date.fromisoformat(self.summary["date"]) if self.summary["date"] else None

    @cached_property
    def time(self) -> time | None:
        return time.fromisoformat(self.summary["time"]) if self.summary["time"] else None

    @property
    def signed(self) -> bool:
        """Whether both signed."""
        return len(self.summary["signed"]) == 2

    @property
    def ended(self) -> date | None:
        """The last day of the placement."""
        return date.fromisoformat(self.summary["ends"]) if self.summary["ends"] else None

    @property
    def state(self) -> Message | None:
        """How far the signing is; nothing where it has not begun."""
        if self.summary["changed"]:
            return _("Changed since signing")
        if self.signed:
            return _("Signed by both")
        return _("Signed by one") if self.summary["signed"] else None

    @property
    def flag(self) -> Message | None:
        """What is still to come."""
        count = self.summary["follows"]
        return n_("%(num)s answer follows", "%(num)s answers follow", count) if count else None

    def days_left(self, today: date) -> int:
        """How long its deletion can be taken back."""
        return days_left(self.summary["deleted"], today)

    def start(self, now: datetime) -> datetime | None:
        """The moment it begins; `now` lends its time zone where the appointment names none."""
        if self.date is None or self.time is None:
            return None
        zone = ZoneInfo(self.summary["zone"]) if self.summary["zone"] else now.tzinfo
        return datetime.combine(self.date, self.time, zone)

    def is_soon(self, now: datetime) -> bool:
        """Whether it begins within the hour, or began within the last one."""
        start = self.start(now)
        return start is not None and abs(start - now) <= SOON


class Talks:
    """Every talk of the installation, sorted for somebody who looks at it today."""

    def __init__(self, summaries: Mapping[str, Mapping[str, Any] | None], now: datetime) -> None:
        self.now = now
        self._today = now.date().isoformat()
        self._all = [Talk(each, summary) for each, summary in summaries.items() if summary]

    @property
    def all(self) -> list[Talk]:
        """Every one, put away and deleted too, the last one touched first."""
        return _latest(self._all)

    @property
    def number(self) -> int:
        """How many are kept, those put away and deleted too."""
        return len(self._all)

    @property
    def latest(self) -> list[Talk]:
        """All of them, the last one touched first."""
        return _latest(self._all)

    @cached_property
    def listed(self) -> list[Talk]:
        """Those that are neither put away nor deleted."""
        return [t for t in self._all if not (t.summary["archived"] or t.summary["deleted"])]

    @cached_property
    def today(self) -> list[Talk]:
        return _by_time(t for t in self.listed if t.day == self._today)

    @cached_property
    def under_way(self) -> list[Talk]:
        """Those without a day that nobody signed yet, the last one touched first."""
        return _latest(t for t in self.listed if not t.day and not t.signed)

    @cached_property
    def later(self) -> list[Talk]:
        return _by_time(t for t in self.listed if t.day > self._today)

    @cached_property
    def earlier(self) -> list[Talk]:
        undated = _latest(t for t in self.listed if not t.day and t.signed)
        dated = (t for t in self.listed if t.day and t.day < self._today)
        return [*undated, *sorted(dated, key=lambda t: t.day, reverse=True)]

    @cached_property
    def archived(self) -> list[Talk]:
        return _latest(t for t in self._all if t.summary["archived"] and not t.summary["deleted"])

    @cached_property
    def deleted(self) -> list[Talk]:
        return _latest(t for t in self._all if t.summary["deleted"])

    @cached_property
    def over(self) -> list[Talk]:
        """Those whose placement has ended and of whom nobody said that they stay."""
        over = (t for t in self._all if t.summary["ends"] and t.summary["ends"] < self._today)
        return [t for t in over if not (t.summary["kept"] or t.summary["deleted"])]

    @cached_property
    def featured(self) -> Talk | None:
        """The one that is shown large: today's next, or the last one touched."""
        soon = [t for t in self.today if t.is_soon(self.now)]
        return next(iter([*soon, *self.today, *self.under_way]), None)

    def besides(self, talks: Iterable[Talk]) -> list[Talk]:
        """`talks` without the one that is shown large."""
        return [talk for talk in talks if talk is not self.featured]

    def found(self, name: str) -> list[Talk]:
        """Those with `name` in the trainee's or the mentor's name, but the deleted ones."""
        wanted = folded(name)
        return _latest(
            t
            for t in self._all
            if not t.summary["deleted"]
            and (wanted in folded(t.trainee) or wanted in folded(str(t.summary["mentor"])))
        )


def _by_time(talks: Iterable[Talk]) -> list[Talk]:
    return sorted(talks, key=lambda t: (t.summary["date"], t.summary["time"]))


def _latest(talks: Iterable[Talk]) -> list[Talk]:
    return sorted(talks, key=lambda t: t.summary["updated"], reverse=True)
