"""The files of the papers: which there are, and which of them both read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.talks import first_talk, say, write
from webapp.domain.documents import papers
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.paper_files import NewFile, PaperFile, added, blobs, paper_files
from webapp.domain.record import freeze
from webapp.domain.signed_fields import signed_fields

SHA, SMALL = "a" * 64, "b" * 64
FILE = NewFile("stage.pdf", SHA, "application/pdf", 1234, 3, SMALL)


def put(log: Log, key: str, paper: str = "agreement", file: NewFile = FILE) -> None:
    write(log, *added(log, paper, [file], [key]))


def files(log: Log, paper: str = "agreement") -> list[PaperFile]:
    [found] = [each for each in papers(log) if each.key == paper]
    return list(found.files)


def test_several_photos_are_one_paper_with_pages_in_the_order_of_taking() -> None:
    log = first_talk()
    photo = NewFile("photo", SHA, "image/jpeg", 9, 1)
    write(log, *added(log, "agreement", [photo, replace(photo, title="again")], ["z", "a"]))
    assert [each.title for each in files(log)] == ["photo", "again"]
    [paper] = [each for each in papers(log) if each.key == "agreement"]
    assert (paper.pages, paper.state) == (2, "here")


def test_a_file_that_comes_does_not_change_what_was_said_of_the_paper() -> None:
    log = first_talk()
    say(log, "paper:agreement", state="later")
    put(log, "one")
    assert log.value("paper:agreement", "state") == "later"


def test_what_was_read_is_what_lay_there_when_it_was_ticked() -> None:
    log = first_talk()
    put(log, "before")
    say(log, "paper:agreement", read=True)
    put(log, "after")
    assert [(each.read, each.late) for each in files(log)] == [(True, False), (False, True)]
    assert {e for e in signed_fields(log) if e.startswith("paper-file:")} == {"paper-file:before"}
    say(log, "paper-file:after", read=True)
    assert [each.read for each in files(log)] == [True, True]


def test_a_file_that_arrives_after_the_tick_changes_nothing_that_is_signed() -> None:
    log = first_talk()
    say(log, "paper:agreement", read=True)
    before = signed_fields(log)
    put(log, "scan")
    assert signed_fields(log) == before


def test_the_record_names_each_file_that_was_read_by_title_pages_and_hash() -> None:
    log = first_talk()
    put(log, "one")
    put(log, "other", "insurance", replace(FILE, title="polis.pdf"))
    say(log, "paper:agreement", read=True)
    content = str(freeze(Interview(log), lambda thing, language: str(thing)))
    assert "stage.pdf" in content and SHA in content and "3 pages" in content
    assert "polis.pdf" not in content


def test_what_was_taken_away_is_neither_shown_nor_signed_but_its_bytes_stay_for_undo() -> None:
    log = first_talk()
    put(log, "one")
    say(log, "paper:agreement", read=True)
    say(log, "paper-file:one", deleted=True)
    assert files(log) == [] and "paper-file:one" not in signed_fields(log)
    assert set(blobs(log)) == {SHA, SMALL}


@pytest.mark.parametrize(
    "field, value",
    [("sha256", "../../etc/passwd"), ("sha256", 5), ("type", "text/html"), ("type", None),
     ("paper", ["agreement"])],
)  # fmt: skip
def test_a_file_from_elsewhere_that_makes_no_sense_is_none(field: str, value: object) -> None:
    log = first_talk()
    put(log, "one")
    say(log, "paper-file:one", **{field: value})  # type: ignore[arg-type]
    assert files(log) == []


def test_odd_numbers_and_hashes_from_elsewhere_count_as_the_least() -> None:
    log = first_talk()
    put(log, "one")
    say(log, "paper-file:one", pages=-4, bytes="many", thumbnail="x")
    [file] = paper_files(log)
    assert (file.pages, file.size, file.thumbnail) == (0, 0, None)


@pytest.mark.parametrize(
    "title, name",
    [("stage.pdf", "stage.pdf"), ("Stage", "Stage.pdf"), ("../../x", "x.pdf"),
     ('a"b\\c', "a b c.pdf"), ("..", "paper.pdf"), ("page.html", "page.html.pdf")],
)  # fmt: skip
def test_a_file_is_saved_under_a_name_that_is_no_path_and_says_what_it_is(title, name) -> None:
    log = first_talk()
    put(log, "one", file=replace(FILE, title=title))
    assert files(log)[0].filename == name


def test_nothing_may_be_added_where_only_the_seeing_is_kept_and_no_photo_of_a_card() -> None:
    takes = {paper.key: set(paper.takes) for paper in papers(first_talk())}
    assert takes["fit-for-work"] == set()
    assert takes["insurance"] == {"application/pdf"}
    assert "image/jpeg" in takes["agreement"]
