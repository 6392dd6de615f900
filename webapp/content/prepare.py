"""The closed groups of *Prepare*: what can be written down beforehand, none of it required."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.messages import Message, _

Fields = Sequence[tuple[str, str]]
Part = tuple[Message | None, Fields]

GROUPS: Mapping[str, tuple[Message, Sequence[Part]]] = {
    "contacts": (
        _("Contacts"),
        (
            (_("The company"), (("mentor", "name"), ("mentor", "phone"), ("mentor", "email"))),
            (None, (("deputy", "name"), ("deputy", "phone"))),
            (None, (("outside", "name"), ("outside", "phone"))),
            (
                _("The trainee"),
                (
                    ("trainee", "name"),
                    ("trainee", "said"),
                    ("trainee", "phone"),
                    ("trainee", "email"),
                    ("trainee", "emergency"),
                    ("trainee", "study"),
                    ("trainee", "minor"),
                ),
            ),
            (
                _("The school"),
                (
                    ("school", "name"),
                    ("school", "mentor"),
                    ("school", "phone"),
                    ("school", "email"),
                ),
            ),
        ),
    ),
    "placement": (
        _("Placement"),
        (
            (
                None,
                (
                    ("placement", "start"),
                    ("placement", "end"),
                    ("placement", "hours_per_week"),
                    ("placement", "hours_per_day"),
                    ("placement", "tasks"),
                    ("placement", "monitoring"),
                    ("placement", "evaluation"),
                ),
            ),
        ),
    ),
    "practical": (
        _("Practical"),
        (
            (
                None,
                (
                    ("sheet", "hours"),
                    ("sheet", "clothing"),
                    ("sheet", "safety"),
                    ("sheet", "sickness"),
                    ("sheet", "phones"),
                    ("sheet", "lunch"),
                    ("sheet", "transport"),
                ),
            ),
        ),
    ),
    "agreement": (
        _("For the agreement"),
        (
            (
                None,
                (
                    ("host", "company"),
                    ("host", "department"),
                    ("host", "workplace"),
                    ("host", "number"),
                    ("signatory", "name"),
                    ("signatory", "function"),
                ),
            ),
        ),
    ),
}
"""Key → the group's title and its parts: a heading, or none, and fields as (entity, field)."""

UNDER_18 = _(
    "Dangerous work is forbidden under 18 unless the law's conditions hold. In Belgium (Codex, "
    "book X, title 3): needed for the training, at least 16, trained, an experienced worker "
    "present. Ask the school and the prevention adviser."
)
