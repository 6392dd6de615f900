"""The lists on Home, as far as they are shown, from the summaries: no interview is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from webapp.domain.life import days_left
from webapp.domain.lists import folded
from webapp.messages import Message, _, n_
from webapp.store import LAST, ChangeLog

SOON = timedelta(hours=1)
COUNTED = 1000
"""How far talks are counted."""


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
    """The talks of the installation, listed for somebody who looks at it today.

    Of a list that may be long there are the first `most`, and one more where it goes on.
    """

    def __init__(self, logs: ChangeLog, now: datetime, most: int = 10) -> None:
        self.now = now
        self._logs = logs
        self._today = now.date().isoformat()
        self._some = most + 2  # the one shown large is left out of its list

    def latest(self, most: int | None = None) -> list[Talk]:
        """All of them, put away and deleted too, the last one touched first; `most` of them."""
        return _talks(self._logs.listed("updated", backwards=True, most=most))

    @cached_property
    def number(self) -> int:
        """How many are kept, those put away and deleted too; counted up to `COUNTED` and one."""
        return self._logs.count("updated", COUNTED + 1)

    @cached_property
    def today(self) -> list[Talk]:
        return _talks(self._logs.listed("dated", self._today, self._today + LAST))

    @cached_property
    def under_way(self) -> list[Talk]:
        """Those without a day that not both signed yet, the last one touched first."""
        return self._latest("undated")

    @cached_property
    def later(self) -> list[Talk]:
        return _talks(self._logs.listed("dated", self._today + LAST, most=self._some))

    @cached_property
    def earlier(self) -> list[Talk]:
        before = self._logs.listed("dated", stop=self._today, backwards=True, most=self._some)
        return [*self._latest("settled"), *_talks(before)]

    @cached_property
    def archived(self) -> list[Talk]:
        return self._latest("archived")

    @cached_property
    def deleted(self) -> list[Talk]:
        return self._latest("deleted")

    @cached_property
    def over(self) -> list[Talk]:
        """Those whose placement has ended and of whom nobody said that they stay."""
        return _talks(self._logs.listed("ended", stop=self._today, most=self._some))

    @cached_property
    def featured(self) -> Talk | None:
        """The one that is shown large: today's next, or the last one touched."""
        soon = [t for t in self.today if t.is_soon(self.now)]
        return next(iter([*soon, *self.today, *self.under_way]), None)

    def besides(self, talks: Iterable[Talk]) -> list[Talk]:
        """`talks` without the one that is shown large."""
        return [talk for talk in talks if talk != self.featured]

    def found(self, name: str) -> list[Talk]:
        """Those with `name` in the trainee's or the mentor's name, but the deleted ones."""
        return [talk for talk in self.named(name) if not talk.summary["deleted"]]

    def named(self, name: str) -> list[Talk]:
        """Those with `name` in the trainee's or the mentor's name, the last one touched first."""
        found = _talks(self._logs.listed("name", holding=folded(name)))
        return sorted(found, key=lambda t: t.summary["updated"], reverse=True)

    def _latest(self, name: str) -> list[Talk]:
        return _talks(self._logs.listed(name, backwards=True, most=self._some))


def _talks(listed: Mapping[str, Mapping[str, Any]]) -> list[Talk]:
    return [Talk(each, summary) for each, summary in listed.items()]
