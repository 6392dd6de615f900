"""What trainees are usually asked to bring to the first talk."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

BRING: Mapping[str, Message] = {
    "work-clothing": _("Work clothing"),
    "safety-shoes": _("Safety shoes"),
    "identity-card": _("Identity card"),
    "health-insurance-card": _("Health insurance card"),
    "school-documents": _("Documents from school"),
    "writing-material": _("Something to write with"),
    "own-tools": _("Own tools"),
    "lunch": _("Lunch"),
}
