"""Which papers there are, and where they stand."""

from __future__ import annotations

from datetime import date

from tests.talks import first_talk, say
from webapp.content.papers import BELGIUM, FIRST, ONLY_BELGIUM
from webapp.domain.documents import Paper, papers
from webapp.domain.log import Log


def shelf(log: Log, name: str) -> list[str]:
    return [paper.key for paper in papers(log) if paper.shelf == name]


def paper(log: Log, key: str) -> Paper:
    return next(each for each in papers(log) if each.key == key)


def test_a_few_papers_stand_first() -> None:
    assert set(shelf(first_talk(), "first")) == FIRST


def test_a_paper_that_was_used_comes_forward() -> None:
    log = first_talk()
    say(log, "paper:school-calendar", state="here")
    say(log, "paper:activities", read=True)
    assert {"school-calendar", "activities"} <= set(shelf(log, "first"))


def test_belgian_papers_are_absent_until_asked_for_and_stand_together_then() -> None:
    log = first_talk()
    assert not ONLY_BELGIUM & {each.key for each in papers(log)}
    say(log, "pack:belgium", on=True)
    assert set(shelf(log, "belgium")) == set(BELGIUM)
    assert len({each.key for each in papers(log)}) == len(papers(log))


def test_a_paper_that_follows_has_a_day_and_one_that_is_here_has_none() -> None:
    log = first_talk()
    say(log, "paper:insurance", state="later", due="2026-11-29")
    assert paper(log, "insurance").due == date(2026, 11, 29)
    assert paper(log, "insurance").missing
    say(log, "paper:insurance", state="here")
    assert paper(log, "insurance").due is None
    assert not paper(log, "insurance").missing


def test_an_own_paper_stands_first_until_it_is_taken_off() -> None:
    log = first_talk()
    say(log, "paper:own", text="Stagewijzer", text_language="nl")
    assert paper(log, "own").own
    assert "own" in shelf(log, "first")
    say(log, "paper:own", deleted=True)
    assert "own" not in [each.key for each in papers(log)]


def test_values_from_elsewhere_that_make_no_sense_count_as_none() -> None:
    log = first_talk()
    say(log, "paper:insurance", state=["later"], due=7, brought="the cat")
    found = paper(log, "insurance")
    assert (found.state, found.due, found.brought) == (None, None, None)
