"""The seven parts of an interview, in their order. No part has to be gone through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from webapp.domain.interview import Interview
from webapp.messages import Message, _


@dataclass(frozen=True)
class Step:
    """One part of the interview.

    `count`: how many things it holds so far; a part that holds something was talked about.
    """

    key: str
    title: Callable[[Interview], Message]
    count: Callable[[Interview], int]
    counted: bool = True
    """Whether the number says anything to people."""

    @property
    def endpoint(self) -> str:
        return f"{self.key.replace('-', '_')}.show"


def _titled(title: Message) -> Callable[[Interview], Message]:
    return lambda interview: title


STEPS: Mapping[str, Step] = {
    step.key: step
    for step in (
        Step("prepare", _titled(_("Prepare")), lambda i: int(bool(i.appointment.date)), False),
        Step("documents", _titled(_("Documents")), lambda i: sum(p.read for p in i.papers)),
        Step("expectations", _titled(_("Expectations")), lambda i: i.tally.wanted),
        Step("questions", _titled(_("Questions")), lambda i: sum(q.talked for q in i.questions)),
        Step(
            "trainee-questions",
            lambda i: _("%(name)s asks", name=i.trainee.short),
            lambda i: len(i.trainee_questions),
        ),
        Step("agreements", _titled(_("What we agree")), lambda i: len(i.agreements)),
        Step("signing", _titled(_("Sign")), lambda i: len(i.signing.signed_roles), False),
    )
}


def neighbours(key: str) -> tuple[Step | None, Step | None]:
    """The parts before and after one."""
    order = list(STEPS.values())
    at = order.index(STEPS[key])
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
