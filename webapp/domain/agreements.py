"""What both agree: in words of both languages, who sees to it, by when, done.

A proposal that is accepted becomes `agreement:<its key>`, so accepting it twice, or on two
devices, makes one agreement. Its words are stored then: what was agreed does not change
when what led to it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.domain.change import Edit
from webapp.domain.errors import UnknownThing
from webapp.domain.field import BOTH, Choice, Date, Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.passages import SOURCE
from webapp.domain.proposals import Proposal, candidates, is_unfinished, origin
from webapp.domain.reading import read_choice, read_date, read_words
from webapp.domain.text import Text, read_text
from webapp.domain.trainee_questions import OWNERS
from webapp.messages import Message, _

KINDS: Mapping[str, Kind] = {
    "agreement": Kind(
        {
            "text": Field(_("What we agree"), Words(500, lines=True), translated=True, signed=True),
            "owner": Field(_("Who sees to it"), Choice(OWNERS), signed=True),
            "due": Field(_("By when"), Date(), signed=True),
            "done": Field(_("Done"), Flag(), BOTH),
            "dismissed": Field(_("Not needed"), Flag()),
            "deleted": Field(_("Taken away"), Flag(), signed=True),
            "passage": SOURCE,
        },
        made=True,
    ),
}


@dataclass(frozen=True)
class Agreement:
    """One thing that both agree.

    `owner`: one of OWNERS. `passage`: the key of the place in the papers that it came from.
    """

    key: str
    words: Text
    owner: str | None
    due: date | None
    done: bool
    passage: str

    @property
    def entity(self) -> str:
        return f"agreement:{self.key}"

    @property
    def origin(self) -> Message | None:
        """Where it came from; None for what somebody wrote."""
        return origin(self.key)

    @property
    def unfinished(self) -> bool:
        """Whether it began as a sentence that somebody must complete."""
        return is_unfinished(self.key)


def agreements(log: Log) -> list[Agreement]:
    """What was agreed, in the order of agreeing."""
    found = []
    for entity in log.entities("agreement"):
        words = read_text(log, entity, "text")
        if words is None or log.value(entity, "deleted"):
            continue
        found.append(
            Agreement(
                key=entity.partition(":")[2],
                words=words,
                owner=read_choice(log, entity, "owner", OWNERS),
                due=read_date(log, entity, "due"),
                done=bool(log.value(entity, "done")),
                passage=read_words(log, entity, "passage"),
            )
        )
    return found


def proposals(log: Log) -> list[Proposal]:
    """What could still be agreed; what was taken away is proposed again."""
    return [p for p in candidates(log) if not _is_dismissed(log, p) and not _is_agreed(log, p)]


def dismissed(log: Log) -> list[Proposal]:
    """What was proposed and not needed."""
    return [p for p in candidates(log) if _is_dismissed(log, p) and not _is_agreed(log, p)]


def _is_dismissed(log: Log, proposal: Proposal) -> bool:
    return bool(log.value(f"agreement:{proposal.key}", "dismissed"))


def _is_agreed(log: Log, proposal: Proposal) -> bool:
    entity = f"agreement:{proposal.key}"
    return bool(log.value(entity, "text")) and not log.value(entity, "deleted")


def accept(
    log: Log, key: str, languages: Sequence[str], say: Callable[[Message, str], str]
) -> list[Edit]:
    """What it takes to agree on a proposal, in each of `languages`, the first as its own.

    `say`: gives a message in a language. Nothing when it is agreed already.
    Raises UnknownThing when nothing leads to such a proposal.
    """
    proposal = _candidate(log, key)
    entity, (first, *others) = f"agreement:{key}", languages
    if _is_agreed(log, proposal):
        return []
    return [
        Edit(entity, "text", say(proposal.words, first)),
        Edit(entity, "text.language", first),
        *(Edit(entity, f"text.{other}", say(proposal.words, other)) for other in others),
        Edit(entity, "owner", proposal.owner),
        Edit(entity, "deleted", None),
    ]


def dismiss(log: Log, key: str) -> list[Edit]:
    """What it takes to set a proposal aside; raises UnknownThing."""
    return [Edit(f"agreement:{_candidate(log, key).key}", "dismissed", True)]


def recall(log: Log, key: str) -> list[Edit]:
    """What it takes to propose again what was set aside; raises UnknownThing."""
    return [Edit(f"agreement:{_candidate(log, key).key}", "dismissed", None)]


def _candidate(log: Log, key: str) -> Proposal:
    for proposal in candidates(log):
        if proposal.key == key:
            return proposal
    raise UnknownThing(f"proposal {key}")
