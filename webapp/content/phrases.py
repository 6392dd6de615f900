"""Short reasons that both can read: one tap instead of writing.

A phrase with a number shows it after a colon, so that no word needs to agree with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

PARTLY: Mapping[str, Message] = {
    "from-week": _("From week: %(number)s"),
    "after-safety": _("After the safety instruction"),
    "supervised": _("Only with supervision"),
    "watch-first": _("Watch first, then do"),
    "other-department": _("In another department"),
}
NO: Mapping[str, Message] = {
    "too-dangerous": _("Too dangerous"),
    "not-here": _("We do not have this"),
    "not-this-placement": _("Not part of this placement"),
    "age": _("Not allowed at your age"),
}
INSTEAD: Mapping[str, Message] = {
    "visit-team": _("Visit another team"),
    "demonstration": _("A short demonstration"),
    "ask-school": _("Ask the school"),
}

PHRASES: Mapping[str, Message] = {**PARTLY, **NO, **INSTEAD}
NUMBERED: Mapping[str, int] = {"from-week": 2}
"""Phrases with a number, and the one that they begin with."""
