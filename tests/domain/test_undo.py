"""Taking back what a request did."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.change import Edit, Role
from webapp.domain.log import Log
from webapp.domain.undo import last_request, undo


def write(log: Log, request: str, *edits: Edit, actor: Role = "mentor", replica: str = "a") -> None:
    """Carry out `edits` as one request, one millisecond after everything before."""
    log.add(
        log.write(
            edits, replica=replica, now_ms=len(log) + 1, at="2026-11-22T10:00:00+00:00",
            request=request, actor=actor,
        )
    )  # fmt: skip


def new_log() -> Log:
    log = Log("interview")
    write(log, "made", Edit("trainee", "name", "Ola"))
    return log


def take_back(log: Log, role: Role = "mentor") -> None:
    request = last_request(log, role)
    assert request
    taken_back = undo(log, request)
    write(log, f"take back {request}", *taken_back.edits, actor=role)


def test_undo_puts_back_what_the_field_held() -> None:
    log = new_log()
    write(log, "first", Edit("expectation:hands-on", "answer", "yes"))
    write(log, "second", Edit("expectation:hands-on", "answer", "no"))
    take_back(log)
    assert log.value("expectation:hands-on", "answer") == "yes"


def test_undo_again_goes_one_step_further_back() -> None:
    log = new_log()
    write(log, "first", Edit("expectation:hands-on", "answer", "yes"))
    write(log, "second", Edit("expectation:hands-on", "answer", "no"))
    take_back(log)
    take_back(log)
    assert log.value("expectation:hands-on", "answer") is None
    assert last_request(log, "mentor") is None


def test_the_making_of_an_interview_is_never_taken_back() -> None:
    assert last_request(new_log(), "mentor") is None


def test_a_request_of_many_changes_is_taken_back_as_one() -> None:
    log = new_log()
    write(log, "both", Edit("mentor", "phone", "1"), Edit("trainee", "phone", "2"))
    take_back(log)
    assert log.value("mentor", "phone") is None
    assert log.value("trainee", "phone") is None


def test_what_another_changed_since_stays_and_is_named() -> None:
    log = new_log()
    write(log, "mine", Edit("mentor", "phone", "1"), Edit("trainee", "phone", "2"))
    write(log, "theirs", Edit("trainee", "phone", "3"), replica="b")
    taken_back = undo(log, "mine")
    assert [edit.entity for edit in taken_back.edits] == ["mentor", "undo:mine"]
    assert [(change.entity, change.value) for change in taken_back.kept] == [("trainee", "2")]


def test_the_trainee_takes_back_only_what_was_done_while_holding_the_tablet() -> None:
    log = new_log()
    write(log, "trainee", Edit("expectation:hands-on", "wanted", True), actor="trainee")
    write(log, "mentor", Edit("expectation:hands-on", "answer", "no"))
    assert last_request(log, "trainee") == "trainee"
    assert last_request(log, "mentor") == "mentor"


def test_a_signature_is_never_taken_back() -> None:
    log = new_log()
    write(log, "tick", Edit("expectation:hands-on", "wanted", True))
    write(log, "sign", Edit("signature:1", "event", {"role": "mentor"}))
    assert last_request(log, "mentor") == "tick"


edits = st.builds(
    Edit, st.sampled_from(["a", "b"]), st.sampled_from(["x", "y"]), st.sampled_from([None, 1, 2])
)


@given(st.lists(st.lists(edits, min_size=1), max_size=12))
def test_taking_everything_back_leaves_what_was_made(requests: list[list[Edit]]) -> None:
    log = new_log()
    for number, each in enumerate(requests):
        write(log, f"request-{number}", *each)
    while last_request(log, "mentor"):
        take_back(log)
    assert not log.fields("a") and not log.fields("b")
    assert log.value("trainee", "name") == "Ola"
