"""Questions that a trainee may hardly dare to ask: one tap asks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.messages import Message, _, p_

SUGGESTIONS: Mapping[str, Message] = {
    "hours": _("When do I start and finish each day?"),
    "mentor-away": _("Who helps me when my mentor is away?"),
    "not-allowed": _("What may I not do?"),
    "lunch": _("Where do I eat?"),
    "mistake": _("What do I do when I make a mistake?"),
    "phone": _("May I use my phone?"),
    "assessment": _("How will I be assessed, by whom and when?"),
    "ill": _("What happens if I am ill?"),
    "clothes": _("What shall I wear?"),
    "departments": _("Can I see other departments?"),
    "wrong": _("Whom can I talk to if something feels wrong?"),
    "dangerous": _("May I say no if a task feels dangerous?"),
}

BUILT_IN: Mapping[str, Message] = {
    "dangerous": _("Yes. Stop, step back and say so at once. Nobody will hold it against you."),
}
"""Answers that are the same in every company."""

NUDGES: Sequence[Message] = (
    p_("what a good answer says", "Who?"),
    p_("what a good answer says", "When?"),
    p_("what a good answer says", "Where?"),
    p_("what a good answer says", "How much?"),
    p_("what a good answer says", "What first?"),
)
"""What makes an answer specific: that gives safety, and motivates (i2i, 2.2)."""
