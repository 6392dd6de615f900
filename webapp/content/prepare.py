"""The closed groups of *Prepare*: what can be written down beforehand, none of it required."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.messages import Message, _

Fields = Sequence[tuple[str, str]]

GROUPS: Mapping[str, tuple[Message, Fields]] = {
    "contacts": (
        _("Contacts"),
        (
            ("mentor", "name"),
            ("mentor", "phone"),
            ("mentor", "email"),
            ("deputy", "name"),
            ("deputy", "phone"),
            ("outside", "name"),
            ("outside", "phone"),
            ("trainee", "name"),
            ("trainee", "said"),
            ("trainee", "phone"),
            ("trainee", "email"),
            ("trainee", "emergency"),
            ("trainee", "study"),
            ("trainee", "minor"),
            ("school", "name"),
            ("school", "mentor"),
            ("school", "phone"),
            ("school", "email"),
        ),
    ),
    "placement": (
        _("Placement"),
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
    "practical": (
        _("Practical"),
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
    "agreement": (
        _("For the agreement"),
        (
            ("host", "company"),
            ("host", "department"),
            ("host", "workplace"),
            ("host", "number"),
            ("signatory", "name"),
            ("signatory", "function"),
        ),
    ),
}

UNDER_18 = _(
    "Dangerous work is forbidden under 18 unless the law's conditions hold. In Belgium (Codex, "
    "book X, title 3): needed for the training, at least 16, trained, an experienced worker "
    "present. Ask the school and the prevention adviser."
)
