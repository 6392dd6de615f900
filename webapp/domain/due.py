"""The days that things are usually promised for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from webapp.messages import Message, _


def due_days(today: date) -> Mapping[str, Message]:
    """The days offered as one tap: ISO date → what it is called today."""
    return {
        (today + timedelta(days=1)).isoformat(): _("Tomorrow"),
        (today + timedelta(days=7)).isoformat(): _("In a week"),
    }
