"""Who signs the internship agreement, a paper of its own beside the record of the talk.

Parents are often abroad and Erasmus+ agreements are signed before departure, so no absence
blocks anything here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.domain.field import Choice, Date, Field, Kind
from webapp.domain.log import Log
from webapp.domain.reading import read_choice, read_date
from webapp.domain.trainee_questions import OWNERS
from webapp.messages import Message, _, p_

PARTIES: Mapping[str, Message] = {
    "school": _("The school"),
    "host": _("The company"),
    "trainee": _("The trainee"),
    "guardian": _("A parent or guardian"),
}
SIGNATURES: Mapping[str, Message] = {
    "now": p_("signature under the agreement", "Here now"),
    "paper": p_("signature under the agreement", "Already on paper"),
    "later": p_("signature under the agreement", "Later"),
    "none": p_("signature under the agreement", "Not needed"),
}

KINDS: Mapping[str, Kind] = {
    "party": Kind(
        {
            "signature": Field(_("Signature under the agreement"), Choice(SIGNATURES)),
            "owner": Field(_("Who sees to the signature"), Choice(OWNERS)),
            "day": Field(_("Day of the signature"), Date()),
        },
        keys=PARTIES,
    ),
}


@dataclass(frozen=True)
class Party:
    """One party to the agreement.

    `signature`: a key of SIGNATURES. `day`: of the signature on paper, or by when it comes.
    `owner`: who sees to one that comes later (a key of OWNERS).
    """

    key: str
    words: Message
    signature: str | None
    day: date | None
    owner: str | None = None

    @property
    def entity(self) -> str:
        return f"party:{self.key}"

    @property
    def dated(self) -> bool:
        """Whether its signature has a day of its own."""
        return self.signature in ("paper", "later")


def parties(log: Log) -> list[Party]:
    """Everybody whose signature the agreement may need, in the order of the forms."""
    return [
        Party(
            key,
            words,
            read_choice(log, f"party:{key}", "signature", SIGNATURES),
            read_date(log, f"party:{key}", "day"),
            read_choice(log, f"party:{key}", "owner", OWNERS),
        )
        for key, words in PARTIES.items()
    ]
