"""The questions a mentor may ask: why each is asked, and where its answer leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.messages import Message, _, p_

SORTS: Mapping[str, Message] = {
    "open": p_("sort of question", "Open question"),
    "closed": p_("sort of question", "Closed question"),
}
GOOD_FOR: Mapping[str, Message] = {
    "open": _("Brings a lot to light. Take your time."),
    "closed": _("Checks something, or brings a clear opinion."),
}
ANSWERS: Mapping[str, Message] = {
    "yes": p_("answer to a question", "Yes"),
    "no": p_("answer to a question", "No"),
    "unsure": p_("answer to a question", "Not sure"),
    "private": p_("answer to a question", "I prefer not to say"),
}


@dataclass(frozen=True)
class Asked:
    """A question of the bank.

    `sort`: a key of SORTS. `purpose`: why it is asked. `follow`: the open question that a
    closed one leads to. `chips`: answers of a few words, by key.
    `written`: an answer may be written down. `answered`: by one of ANSWERS.
    `recorded`: it goes into the record; a question that does not can be put there by a tap.
    """

    words: Message
    sort: str
    purpose: Message
    follow: Message | None = None
    chips: Mapping[str, Message] = field(default_factory=dict)
    written: bool = True
    answered: bool = True
    recorded: bool = True


QUESTIONS: Mapping[str, Asked] = {
    "why-abroad": Asked(
        _("Why did you apply for a placement abroad?"), "open",
        _("What brings you here, in your own words."),
    ),
    "picture": Asked(
        _("How do you picture the work here?"), "open",
        _("Shows what you know already, and what may surprise you."),
    ),
    "learn-most": Asked(
        _("What do you most want to learn?"), "open",
        _("Your tasks can be built around it."),
    ),
    "learn-best": Asked(
        _("How do you learn best?"), "open",
        _("So that things are explained the way that suits you."),
        chips={
            "watch": _("Watch first"),
            "try": _("Try it myself"),
            "read": _("Read about it"),
        },
    ),
    "team": Asked(
        _("Do you like working in a team?"), "closed",
        _("A clear opinion, before the tasks are shared out."),
        follow=_("In what role do you feel at home?"),
    ),
    "language": Asked(
        _("Which language shall we use at work, and what helps?"), "open",
        _("So that you dare to say: I did not understand."),
        chips={
            "slowly": _("Speak slowly"),
            "show": _("Show me"),
            "write": _("Write it down"),
            "english": _("English"),
            "app": _("A translation app"),
        },
    ),
    "arrange": Asked(
        _(
            "Shall we arrange anything so that you can work safely and comfortably? "
            "You need not say why."
        ),
        "closed",
        _("Only what we arrange is kept."),
        chips={
            "food": _("Food"),
            "breaks": _("Breaks"),
            "lifting": _("Lifting or heights"),
            "quiet-word": _("A quiet word later"),
            "nothing": _("No, thank you"),
        },
        written=False,
        answered=False,
    ),
    "first-month": Asked(
        _("What would make your first month a success?"), "open",
        _("Something to come back to in the next talk."),
    ),
    "experience": Asked(
        _("What have you done that resembles this work?"), "open",
        _("Shows where to begin."),
    ),
    "feedback": Asked(
        _("How do you like to hear what goes well and what could be better?"), "open",
        _("So that praise and criticism reach you as they are meant."),
    ),
    "being-here": Asked(
        _("What is exciting about being here, and what is hard?"), "open",
        _("Being far from home is part of the placement."),
    ),
    "reach": Asked(
        _("How shall we reach each other, and when?"), "open",
        _("So that nobody waits for a message."),
    ),
    "machines": Asked(
        _("Have you worked with these machines or tools before?"), "closed",
        _("Checks what has to be shown first."),
        follow=_("With which ones, and for how long?"),
    ),
    "explained": Asked(
        _("Did I explain the safety rules well? Show me."), "closed",
        _("Checks the explanation, not you."),
        written=False,
        answered=False,
    ),
    "lodging": Asked(
        _("Is the place where you live all right?"), "closed",
        _("If not, somebody can help."),
        follow=_("Who could help?"),
        recorded=False,
    ),
    "ill": Asked(
        _("Do you know whom to phone when you are ill?"), "closed",
        _("Checks that you need not search on a bad day."),
        follow=_("Whom, at what number, before what time?"),
    ),
    "equipment": Asked(
        _("Do you have what you need for work: clothing, tools?"), "closed",
        _("Checks what has to be here on the first day."),
        follow=_("What is still missing?"),
    ),
    "travel": Asked(
        _("Can you get here in time by public transport?"), "closed",
        _("Checks whether the hours work for you."),
        follow=_("Which way do you come, and how long does it take?"),
    ),
}  # fmt: skip

FIRST = frozenset({"why-abroad", "picture", "learn-most", "learn-best", "team", "language"})
"""Shown at once; the others are there when asked for."""

PRACTICAL = frozenset({"ill", "equipment", "travel"})
"""Checks that stand with the papers, so that the talk stays a talk."""
