"""The company, the school, and the placement between them."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.field import BOTH, Date, Email, Field, Kind, Number, Phone, Words
from webapp.domain.people import NAME
from webapp.messages import _

LINES = Words(1000, lines=True)

KINDS: Mapping[str, Kind] = {
    "host": Kind(
        {
            "company": Field(_("Company"), Words(), signed=True),
            "department": Field(_("Department"), Words(), signed=True),
            "workplace": Field(_("Address of the workplace"), Words(300)),
            "number": Field(_("Enterprise number"), Words(40)),
        }
    ),
    "deputy": Kind(
        {
            "name": Field(_("Deputy mentor"), NAME, signed=True),
            "phone": Field(_("Deputy mentor's phone"), Phone()),
        }
    ),
    "signatory": Kind(
        {
            "name": Field(_("Who signs for the company, if not the mentor"), NAME),
            "function": Field(_("Function"), Words(120)),
        }
    ),
    "outside": Kind(
        {
            "name": Field(_("Somebody outside the company to call"), NAME, BOTH, signed=True),
            "phone": Field(_("Number to call outside the company"), Phone(), BOTH, signed=True),
        }
    ),
    "school": Kind(
        {
            "name": Field(_("Sending organisation"), Words(), BOTH, signed=True),
            "address": Field(_("Address of the sending organisation"), Words(300), BOTH),
            "director": Field(_("Who signs for the sending organisation"), NAME, BOTH),
            "mentor": Field(_("Mentor of the sending organisation"), NAME, BOTH),
            "email": Field(_("E-mail of the sending organisation"), Email(), BOTH),
            "phone": Field(_("Phone of the sending organisation"), Phone(), BOTH),
        }
    ),
    "placement": Kind(
        {
            "start": Field(_("First day"), Date(), signed=True),
            "end": Field(_("Last day"), Date(), signed=True),
            "hours_per_week": Field(_("Hours per week"), Number(1, 60), signed=True),
            "hours_per_day": Field(_("Hours per day"), Number(1, 14), signed=True),
            "tasks": Field(_("Tasks"), LINES, translated=True, signed=True),
            "programme": Field(_("Programme of the placement"), LINES, translated=True),
            "monitoring": Field(_("When we look at how it goes"), LINES, translated=True),
            "evaluation": Field(_("How and when it is evaluated"), LINES, translated=True),
        }
    ),
    "sheet": Kind(
        {
            "hours": Field(_("Hours and breaks"), LINES, translated=True),
            "clothing": Field(_("Work clothing and protection"), LINES, translated=True),
            "safety": Field(_("Safety, fire and accidents"), LINES, translated=True),
            "sickness": Field(_("When ill, late or absent"), LINES, translated=True),
            "phones": Field(_("Phone numbers"), LINES, translated=True),
            "lunch": Field(_("Lunch, toilets, first aid"), LINES, translated=True),
            "transport": Field(_("How to get here"), LINES, translated=True),
        }
    ),
}
