"""What the office's own log says; nothing in it names a person."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

DONE: Mapping[str, Message] = {
    "guessed": _("Wrong codes were tried from one place, and it has to wait."),
    "code": _("The access code was changed."),
    "cut-off": _("A device was cut off."),
    "let-in": _("A device was let in again."),
    "period": _("How long talks are kept was changed."),
    "erased": _("A talk was erased by hand."),
    "erased-notes": _("The notes on a talk were erased by hand."),
    "erased-deleted": _("A talk deleted 30 days ago was erased."),
    "erased-old": _("A talk that was kept long enough was erased."),
    "given": _("Everything about one person was given out."),
}
"""What was done → the sentence."""
