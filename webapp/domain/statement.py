"""What both sign for: sentences built from what happened, so that nothing else is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.explained import one_language_texts
from webapp.domain.interview import Interview
from webapp.messages import Message, _, n_


def statement(interview: Interview) -> list[Message]:
    """The statement; a part without entries is not claimed."""
    return [_("We held our first talk."), *_what_happened(interview), *_always()]


def _what_happened(interview: Interview) -> Iterator[Message]:
    fields = interview.signing.fields
    kinds = [entity.partition(":")[0] for entity in fields if ":" in entity]
    read = sum(bool(fields[e].get("read")) for e in fields if e.startswith("paper:"))
    if read:
        yield n_("We read %(num)s paper together.", "We read %(num)s papers together.", read)
    if interview.tally.wanted:
        yield _(
            "We compared what %(trainee)s expects with what the company can offer.",
            trainee=interview.trainee.short,
        )
    if "rule" in kinds:
        yield _("We talked about what the company expects.")
    if "question" in kinds:
        yield n_(
            "We talked about %(num)s question of the mentor.",
            "We talked about %(num)s questions of the mentor.",
            kinds.count("question"),
        )
    if "trainee-question" in kinds:
        yield n_(
            "We wrote down %(num)s question of the trainee.",
            "We wrote down %(num)s questions of the trainee.",
            kinds.count("trainee-question"),
        )
    if "agreement" in kinds:
        yield _("We made the agreements above.")
    yield from _explained(interview)


def _explained(interview: Interview) -> Iterator[Message]:
    texts = one_language_texts(interview.log, interview.signing.fields, interview.languages)
    aloud = sum(text.explained for text in texts)
    if aloud:
        yield n_(
            "%(num)s text that exists in one language only was explained aloud.",
            "%(num)s texts that exist in one language only were explained aloud.",
            aloud,
        )


def _always() -> Iterator[Message]:
    yield _("Private notes are not part of this record.")
    yield _("This record does not replace the internship agreement.")


def consent() -> list[Message]:
    """What a signature on the screen is, and what it is not (eIDAS, articles 3(10), 25(1))."""
    return [
        _("A signature on the screen is a simple electronic signature."),
        _("Signing does not mean that you agree to any other use of your data."),
    ]
