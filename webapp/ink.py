"""Unfinished ink: what somebody began to draw, kept on this device until it is signed or cleared.

It is no part of any log: only a signature writes one. Each person has a draft of their own.
"""

from __future__ import annotations

from typing import Any

from webapp.domain.ink import Ink, is_ink
from webapp.interviews import store
from webapp.session import device_id


def ink_draft(interview_id: str, role: str) -> Ink:
    """What that person drew so far, perhaps nothing."""
    strokes = _drafts(interview_id).get(role)
    return strokes if is_ink(strokes) else []


def keep_ink(interview_id: str, role: str, ink: Ink) -> None:
    """Keep a draft, durable when this returns; no strokes erase it."""
    drafts = {**_drafts(interview_id), role: ink}
    kept = {each: strokes for each, strokes in drafts.items() if strokes}
    store().devices.set({_key(interview_id): kept or None})


def forget_ink(interview_id: str) -> None:
    """Erase the drafts of both: whoever holds the tablet next never sees them."""
    store().devices.set({_key(interview_id): None})


def _drafts(interview_id: str) -> dict[str, Any]:
    kept: dict[str, Any] = store().devices.get(_key(interview_id)) or {}
    return kept


def _key(interview_id: str) -> str:
    return f"ink:{device_id()}:{interview_id}"
