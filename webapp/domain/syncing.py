"""When a device syncs, and what it says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from webapp.messages import Message, _, n_

Reason: TypeAlias = Literal["start", "visible", "online", "changed", "timer"]
Failure: TypeAlias = Literal["network", "no-answer", "refused", "full", "stuck"]
"""Nobody answered; somebody else did; the server would not; no room; nothing moves."""

EVERY = 300.0
"""Seconds between two syncs when nothing happens."""
AT_ONCE = ("start", "online")
_FIRST, _LONGEST, _QUIET = 2.0, 600.0, 5.0


def pause(failures: int, chance: float) -> float:
    """Seconds from one try to the next by the timer: longer after each failure in a row.

    `chance`: anything from 0 to 1, so that devices which failed together do not return together.
    """
    longest = min(_FIRST * 2 ** min(failures, 20), _LONGEST) if failures else EVERY
    return longest * (0.5 + chance / 2)


def wait(reason: Reason, *, passed: float | None, failures: int, chance: float) -> float:
    """Seconds until a sync for that reason may begin; `passed`: since the last try, if any.

    What a person does (`start`, `online`) goes at once; a change waits only after failures.
    """
    if passed is None or reason in AT_ONCE or (reason == "changed" and not failures):
        return 0.0
    least = _QUIET if reason == "visible" else pause(failures, chance)
    return max(0.0, least - passed)


@dataclass(frozen=True)
class Status:
    """How far a device is with its sync.

    `pending`: changes here that the server does not have yet. `synced_at`: when it last had
    everything. `sign_in`: the server asks for the access code. `failed`: why the last try ended.
    """

    pending: int = 0
    synced_at: datetime | None = None
    sign_in: bool = False
    failed: Failure | None = None

    def words(self, server: str, now: datetime) -> Message:
        """The sentence for the person at the device; a missing network is no error.

        `now` is the device's time, and its offset from UTC that of the times said.
        """
        if self.failed == "full":
            return _("Not saved: the tablet's storage is full.")
        if self.sign_in:
            return _("Saved on this tablet. Sign in to sync.")
        if self.pending:
            return n_(
                "Saved on this tablet. Not yet synced: %(num)s",
                "Saved on this tablet. Not yet synced: %(num)s",
                self.pending,
            )
        if not self.synced_at:
            return _("Saved on this tablet")
        at = self.synced_at.astimezone(now.tzinfo)
        if at.date() == now.date():
            return _("Synced with %(server)s %(time)s", server=server, time=at.time())
        return _("Synced with %(server)s on %(day)s", server=server, day=at.date())
