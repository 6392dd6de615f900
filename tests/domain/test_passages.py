"""Places in the papers, and what came of them."""

from __future__ import annotations

import pytest

from tests.talks import first_talk, say, write
from webapp.domain.agreements import agreements
from webapp.domain.passages import Passage, agreement, made_of, noted, page_key, passages, question
from webapp.domain.trainee_questions import trainee_questions
from webapp.messages import Message, _

PAGE = Passage(page_key("file", 3), "file", 3, "", discussed=False)
QUOTE = Passage("other", "file", 4, "acht uur", discussed=False)
PAPER = _("House rules")


def say_in(words: Message, language: str) -> str:
    return f"{language}: {words}"


def test_a_page_that_was_talked_about_is_the_same_page_whoever_marks_it() -> None:
    log = first_talk()
    for replica in ("tablet", "office"):
        write(log, *noted(PAGE), replica=replica)
        say(log, PAGE.entity, replica=replica, discussed=True)
    [found] = passages(log).values()
    assert (found.key, found.page, found.discussed) == ("file-3", 3, True)


def test_words_of_a_page_become_a_question_in_both_languages_that_leads_back() -> None:
    log = first_talk()
    words = question(QUOTE, PAPER)
    edits = made_of("trainee-question:q", QUOTE, words, ["pl", "nl"], say_in)
    write(log, *noted(QUOTE), *edits)
    [asked] = trainee_questions(log)
    assert str(asked.words) == "pl: What does this mean: “acht uur”?"
    assert asked.words.others == {"nl": "nl: What does this mean: “acht uur”?"}
    assert passages(log)[asked.passage].page == 4


def test_a_page_becomes_an_agreement_that_leads_back() -> None:
    log = first_talk()
    edits = made_of("agreement:a", PAGE, agreement(PAGE, PAPER), ["nl", "pl"], say_in)
    write(log, *noted(PAGE), *edits)
    [agreed] = agreements(log)
    assert str(agreed.words) == "nl: We do as “House rules” says on page 3."
    assert agreed.passage == PAGE.key


@pytest.mark.parametrize("page", [0, -1, "3", None, True, 10**9])
def test_a_passage_of_no_page_is_none(page: object) -> None:
    log = first_talk()
    write(log, *noted(PAGE))
    say(log, PAGE.entity, page=page)  # type: ignore[arg-type]
    assert passages(log) == {}
