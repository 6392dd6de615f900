"""The opening of the talk: who may sit at the table, what comes, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.messages import Message, _

COMPANIONS: Mapping[str, Message] = {
    "teacher": _("Accompanying teacher"),
    "interpreter": _("Interpreter"),
    "deputy": _("Deputy mentor"),
    "other": _("Somebody else"),
}
"""Who may be there beside the mentor and the trainee."""

PLAN: Mapping[str, int] = {
    "documents": 7,
    "expectations": 15,
    "questions": 10,
    "trainee-questions": 5,
    "signing": 5,
}
"""Part of the talk → about how many minutes it takes."""

WELCOME_MINUTES = 3

KEPT: Sequence[tuple[str, Message, Message]] = (
    (
        "saved",
        _("What is kept?"),
        _(
            "What you both mark, say and agree here, and your signatures. "
            "The mentor may add notes afterwards; you may ask to read them."
        ),
    ),
    (
        "target",
        _("Why?"),
        _("So that both of you can look back on it. It is not an exam and it brings no marks."),
    ),
    (
        "eye",
        _("Who sees it?"),
        _("The two of you, and those at the company or the training centre who run Onthaal."),
    ),
    (
        "clock",
        _("How long?"),
        _("Until the placement is over. Then Onthaal proposes to delete it."),
    ),
    (
        "question",
        _("Whom can you ask?"),
        _("Ask %(name)s to show it, to correct it, or to delete it. You need not say why."),
    ),
)
"""Icon, question, answer: read by both before the first mark. `name`: the mentor's."""
