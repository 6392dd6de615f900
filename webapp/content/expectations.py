"""What trainees usually expect, in the order of the manual (i2i, 2.2), and what mentors do."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.messages import Message, _

EXPECTATIONS: Mapping[str, Message] = {
    "daily-life": _("Get to know daily life in a company"),
    "hands-on": _("Do practical work"),
    "modern-techniques": _("Get to know modern techniques"),
    "test-skills": _("Test and try out my knowledge and skills"),
    "school-and-work": _("Experience how school's and company's demands differ"),
    "right-training": _("Find out whether my training suits me best"),
    "guided-tasks": _("Carry out tasks with a professional's support"),
    "school-knowledge": _("Put school knowledge into practice"),
    "foreign-language": _("Learn a foreign language"),
    "fair-treatment": _("Be treated honestly and kindly"),
    "clear-answers": _("Get clear, simple answers about working life"),
    "friends-and-team": _("Make friends, be part of a team"),
    "good-time-abroad": _("Have a good time in a foreign country"),
}

TREATMENT = frozenset({"fair-treatment", "clear-answers"})
"""What nobody can deal away: no agreement is proposed, the outside contact is shown."""

RULES: Mapping[str, Message] = {
    "on-time": _("Be on time, phone if late or ill"),
    "safety-first": _("Follow the safety rules, stop when unsure"),
    "ask": _("Ask when something is unclear"),
    "own-mistakes": _("Report mistakes at once"),
    "phone-away": _("Keep the phone away while working"),
    "respect": _("Respect colleagues and house rules"),
    "logbook": _("Keep the logbook"),
}
"""The mentor's own expectations."""
