"""Templates of the internship agreement: its parties, the fields it needs, and its articles.

Worded by us after what such agreements usually hold; a school's own form goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.messages import Message, _

Fields = Sequence[tuple[str, str]]

_PERIOD: Fields = (
    ("placement", "start"),
    ("placement", "end"),
    ("placement", "hours_per_week"),
    ("placement", "hours_per_day"),
)
_TRAINEE: Fields = (
    ("trainee", "name"),
    ("trainee", "address"),
    ("trainee", "phone"),
    ("trainee", "email"),
    ("trainee", "study"),
)
_SCHOOL: Fields = (
    ("school", "name"),
    ("school", "address"),
    ("school", "director"),
    ("school", "mentor"),
    ("school", "phone"),
    ("school", "email"),
)
_HOST: Fields = (
    ("host", "company"),
    ("host", "number"),
    ("host", "workplace"),
    ("host", "department"),
    ("signatory", "name"),
    ("signatory", "function"),
    ("mentor", "name"),
    ("mentor", "phone"),
    ("mentor", "email"),
)


@dataclass(frozen=True)
class Section:
    """Fields that stand together under a title."""

    title: Message
    fields: Fields


@dataclass(frozen=True)
class Template:
    """One kind of agreement. `parties`: role → what it is called there; `paper`: its row.

    A `guardian` signs only for whoever is under 18. `sections`: by the key of their part.
    """

    title: Message
    parties: Mapping[str, Message]
    sections: Mapping[str, Section]
    articles: Sequence[Message]
    paper: str


TEMPLATES: Mapping[str, Template] = {
    "flanders": Template(
        title=_("Internship agreement (Flanders)"),
        parties={
            "school": _("The school"),
            "host": _("The company"),
            "trainee": _("The trainee"),
            "guardian": _("A parent or guardian"),
        },
        sections={
            "school": Section(_("The school"), _SCHOOL),
            "host": Section(_("The company"), _HOST),
            "trainee": Section(_("The trainee"), (*_TRAINEE, ("trainee", "class"))),
            "guardian": Section(
                _("A parent or guardian"), (("guardian", "name"), ("guardian", "phone"))
            ),
            "period": Section(_("The placement"), (*_PERIOD, ("placement", "tasks"))),
        },
        articles=(
            _(
                "The placement is a part of the training. It is no employment contract, and no "
                "wage is paid."
            ),
            _(
                "The trainee stays enrolled at the school. The school follows the placement "
                "together with the mentor."
            ),
            _("The mentor guides the trainee and gives only tasks that belong to the training."),
            _("Hours, breaks and rest follow the law and the rules of the company."),
            _(
                "Before the work starts, the company has analysed the risks. It explains the "
                "safety rules and gives the protection that is needed."
            ),
            _(
                "The trainee follows the rules of the company and keeps to themselves what is "
                "confidential."
            ),
            _(
                "Before the first day, the school and the company have settled who insures "
                "accidents and liability."
            ),
            _(
                "Each party can end the placement early, after a talk with the others and with "
                "a reason in writing."
            ),
            _(
                "The Belgian laws on well-being at work, on the work of young people and on "
                "placements of pupils apply."
            ),
        ),
        paper="agreement",
    ),
    "erasmus": Template(
        title=_("Erasmus+ learning agreement"),
        parties={
            "school": _("The sending organisation"),
            "host": _("The receiving organisation"),
            "trainee": _("The participant"),
        },
        sections={
            "trainee": Section(_("The participant"), _TRAINEE),
            "school": Section(_("The sending organisation"), _SCHOOL),
            "host": Section(_("The receiving organisation"), _HOST),
            "period": Section(
                _("The placement"),
                (
                    *_PERIOD,
                    ("placement", "programme"),
                    ("placement", "tasks"),
                    ("placement", "monitoring"),
                    ("placement", "evaluation"),
                ),
            ),
        },
        articles=(
            _("All three agree with the learning outcomes, the programme and the tasks above."),
            _(
                "The sending organisation prepares the participant, stays in touch, and "
                "recognises the learning outcomes that were reached."
            ),
            _(
                "The receiving organisation gives tasks that serve the learning outcomes, names "
                "a mentor, and says at the end what was learned."
            ),
            _(
                "The participant does the tasks, follows the rules of the receiving "
                "organisation, and tells both organisations at once when something goes wrong."
            ),
            _("Insurance for health, accidents and liability is settled before departure."),
            _("A change of the programme is agreed by all three in writing."),
        ),
        paper="learning-agreement",
    ),
}

ADVICE = _("Check with your school: this is no legal advice.")
