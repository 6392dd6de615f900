"""The papers that a sending organisation usually gives along, and those a country adds."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

PAPERS: Mapping[str, Message] = {
    "agreement": _("Internship agreement"),
    "learning-agreement": _("Erasmus+ learning agreement"),
    "insurance": _("Proof of insurance"),
    "safety-sheet": _("Safety sheet of the workstation"),
    "house-rules": _("House rules"),
    "risk-analysis": _("Risk analysis, made before the work starts"),
    "fit-for-work": _("Fit-for-work form seen, where one is needed"),
    "activities": _("List of allowed activities"),
    "liability": _("Liability insurance"),
    "quality-commitment": _("Quality commitment"),
    "evaluation-form": _("Evaluation form"),
    "photo-permission": _("Photo permission"),
    "school-calendar": _("School calendar"),
    "welcome": _("A welcome, and a mentor known by name"),
    "accident-insurance": _("Accident insurance"),
    "dimona": _("Dimona declaration, if it applies"),
}

FIRST = frozenset({"agreement", "learning-agreement", "insurance", "safety-sheet", "house-rules"})
"""Shown at once; the others are there when asked for."""

BELGIUM = (
    "risk-analysis",
    "safety-sheet",
    "fit-for-work",
    "welcome",
    "accident-insurance",
    "dimona",
)
"""What a placement in Belgium asks of the company, in the order of the work. No legal advice."""

ONLY_BELGIUM = frozenset({"welcome", "accident-insurance", "dimona"})

WITHOUT_FILES = frozenset({"fit-for-work", "welcome"})
"""Of these only that they were seen or done is kept, never a copy."""

WITHOUT_PHOTOS = frozenset({"insurance"})
"""A card might be photographed in its place; a PDF of it may be added."""

TO_SIGN = frozenset(
    {"learning-agreement", "safety-sheet", "house-rules", "quality-commitment", "photo-permission"}
)
"""Papers that somebody signs, apart from the agreement with its several parties."""

CARE: Mapping[str, Message] = {
    "insurance": _("The card is looked at, never photographed."),
    "fit-for-work": _("Only that it was seen. Nothing else about health is kept."),
    "photo-permission": _("A separate question: you may say no."),
}
"""What to mind with a paper."""
