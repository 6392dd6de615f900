"""The statement claims what happened and nothing else."""

from __future__ import annotations

from tests.talks import first_talk, say, write
from webapp.domain.explained import explain, one_language_texts
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.statement import statement


def claims(log: Log) -> str:
    return " ".join(map(str, statement(Interview(log))))


def test_a_talk_in_which_nothing_was_written_claims_only_that_it_was_held() -> None:
    assert claims(first_talk()) == (
        "We held our first talk. Private notes are not part of this record. "
        "This record does not replace the internship agreement."
    )


def test_only_papers_that_were_read_are_claimed() -> None:
    log = first_talk()
    say(log, "paper:agreement", state="here")
    assert "paper" not in claims(log)
    say(log, "paper:agreement", read=True)
    assert "We read 1 paper together." in claims(log)


def test_each_part_is_claimed_once_it_holds_something() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True)
    say(log, "question:team", talked=True)
    say(log, "trainee-question:lunch", asked=True)
    say(log, "rule:on-time", reaction="fine")
    say(log, "agreement:a", text="Logbook", text_language="en")
    for words in ("what Ola expects", "1 question of the mentor", "1 question of the trainee",
                  "what the company expects", "agreements above"):  # fmt: skip
        assert words in claims(log)


def test_an_expectation_that_is_unmarked_again_is_not_claimed() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True)
    say(log, "expectation:hands-on", wanted=None)
    assert "expects" not in claims(log)


def test_it_says_that_texts_were_explained_aloud() -> None:
    log = first_talk()
    say(log, "paper:own", text="Werkpostfiche", text_language="nl")
    assert "aloud" not in claims(log)
    fields = Interview(log).signing.fields
    write(log, *explain(one_language_texts(log, fields, ["nl", "pl"]), True))
    assert "1 text that exists in one language only was explained aloud." in claims(log)
