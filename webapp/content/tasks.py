"""What the tablet can be handed to the trainee for, and what the curtain says about it."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

TASKS: Mapping[str, Message] = {
    "expectations": _("Mark what you expect. You can choose everything, or nothing."),
    "trainee-questions": _("Write down what you want to know. Every question is a good one."),
    "signing": _("Read what you talked about. Sign if you agree, or say what is not right."),
}
"""Step of the interview → what to do there."""
