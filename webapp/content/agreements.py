"""What mentors and trainees usually agree on, whatever else they talk about."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

USUAL: Mapping[str, Message] = {
    "hours": _("We keep to the hours and breaks that we talked about."),
    "feedback": _("We talk about how it goes every week."),
    "logbook": _("The logbook is kept every day."),
    "deputy": _("When the mentor is away, the deputy mentor helps."),
    "alone": _("This may be done alone:"),
    "supervised": _("This may be done with supervision:"),
    "never": _("This may not be done at all:"),
}
UNFINISHED = frozenset({"alone", "supervised", "never"})
"""Those that somebody must complete in words."""
