"""The laws of the log: the state depends on the set of changes, on nothing else."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.domain.change import Change, Edit
from webapp.domain.errors import ConflictingChange
from webapp.domain.log import Log

NOW = 1_795_343_885_000  # 22 November 2026
TEN_YEARS = 10 * 365 * 86_400_000

ENTITIES = st.sampled_from(["answer:1", "answer:2", "expectation:hands-on", "unheard-of:x"])
FIELDS = st.sampled_from(["text", "wanted"])
VALUES = st.sampled_from([None, True, 3, "a", ["x"], {"k": "v"}])
EDITS = st.builds(Edit, ENTITIES, FIELDS, VALUES)


@st.composite
def changes(draw) -> list[Change]:
    """Any set of changes, also such as no well-behaved replica makes."""
    keys = st.tuples(st.sampled_from("abc"), st.integers(1, 6))
    return [
        Change(
            "ola", replica, seq, draw(st.integers(0, 4)), "", draw(st.sampled_from(["r1", "r2"])),
            draw(ENTITIES), draw(FIELDS), draw(VALUES),
        )
        for replica, seq in draw(st.lists(keys, unique=True, max_size=14))
    ]  # fmt: skip


def state(log: Log) -> object:
    """Everything that can be read of a log."""
    entities = {change.entity for change in log}
    return (
        list(log),
        {entity: dict(log.fields(entity)) for entity in entities},
        {kind: log.entities(kind) for kind in ("answer", "expectation", "unheard-of")},
        dict(log.vector),
        {change.request for change in log if log.knows(change.request)},
        log.write([Edit("next:1", "f", 1)], replica="z", now_ms=0, at="", request="new"),
    )


def edit(
    log: Log, *edits: Edit, by: str = "a", now_ms: int = NOW, request: str = ""
) -> list[Change]:
    """Carry out edits, each call a request of its own."""
    request = request or f"{by}-{len(log)}"
    made = log.write(edits, replica=by, now_ms=now_ms, at="", request=request)
    log.add(made)
    return made


@given(changes(), st.randoms(use_true_random=False))
def test_any_order_split_and_repetition_of_changes_gives_the_same_state(all_changes, rng):
    expected = state(Log("ola", all_changes))
    shuffled = all_changes + rng.sample(all_changes, len(all_changes) // 2)
    rng.shuffle(shuffled)
    log = Log("ola")
    while shuffled:
        cut = rng.randint(1, len(shuffled))
        log.add(shuffled[:cut])
        shuffled = shuffled[cut:]
    assert state(log) == expected


@given(changes())
def test_taking_changes_again_takes_nothing(all_changes):
    log = Log("ola")
    assert log.add(all_changes) == all_changes
    assert log.add(all_changes) == log.missing(all_changes) == []


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.integers(0, 2), EDITS),
            st.tuples(st.integers(0, 2), st.integers(0, 2), st.randoms(use_true_random=False)),
        ),
        max_size=40,
    ),
    st.lists(st.integers(-TEN_YEARS, TEN_YEARS), min_size=3, max_size=3),
)
def test_three_replicas_converge_over_a_line_that_drops_doubles_and_reorders(steps, offsets):
    logs = [Log("ola") for _replica in range(3)]
    for number, step in enumerate(steps):
        if len(step) == 2:
            who, wish = step
            edit(logs[who], wish, by="abc"[who], now_ms=NOW + number + offsets[who])
        else:
            sender, receiver, rng = step
            logs[receiver].add(_over_a_bad_line(logs[sender].since(logs[receiver].vector), rng))
    for _round in range(2):
        for sender in logs:
            for receiver in logs:
                receiver.add(sender.since(receiver.vector))
    assert state(logs[0]) == state(logs[1]) == state(logs[2])
    assert sum(logs[0].vector.values()) == len(logs[0])


def _over_a_bad_line(sent: list[Change], rng: random.Random) -> list[Change]:
    arrived = [change for change in sent if rng.random() < 0.7]
    arrived += [change for change in arrived if rng.random() < 0.3]
    rng.shuffle(arrived)
    return arrived


@given(st.integers(-TEN_YEARS, TEN_YEARS), st.integers(-TEN_YEARS, TEN_YEARS))
def test_edit_beats_everything_its_author_saw_whatever_the_clocks_say(theirs, ours):
    log = Log("ola")
    edit(log, Edit("answer:1", "text", "theirs"), by="b", now_ms=NOW + theirs)
    edit(log, Edit("answer:1", "text", "ours"), by="a", now_ms=NOW + ours)
    assert log.value("answer:1", "text") == "ours"


def test_older_mark_does_not_undo_a_newer_one():
    log = Log("ola")
    older = Log("ola").write(
        [Edit("expectation:hands-on", "wanted", False)],
        replica="b", now_ms=NOW - 1, at="", request="r-b",
    )  # fmt: skip
    edit(log, Edit("expectation:hands-on", "wanted", True))
    log.add(older)
    assert log.value("expectation:hands-on", "wanted") is True


def test_losing_value_stays_in_the_history():
    log = Log("ola")
    for text in ("first", "second", "third"):
        edit(log, Edit("answer:1", "text", text))
    assert [c.value for c in log.history("answer:1", "text")] == ["first", "second", "third"]
    assert log.history("answer:1", "text")[-1] == log.winner("answer:1", "text")


def test_request_written_twice_has_its_effect_once():
    log = Log("ola")
    assert edit(log, Edit("answer:1", "text", "once"), request="r-1")
    edit(log, Edit("answer:1", "text", "later"), request="r-2")
    assert edit(log, Edit("answer:1", "text", "once"), request="r-1") == []
    assert log.knows("r-1")
    assert log.value("answer:1", "text") == "later"


def test_edit_that_changes_nothing_is_no_change():
    log = Log("ola")
    edit(log, Edit("answer:1", "text", "same"))
    assert edit(log, Edit("answer:1", "text", "same"), Edit("answer:1", "never", None)) == []


def test_last_edit_of_a_field_in_one_request_is_the_one_that_counts():
    log = Log("ola")
    made = edit(log, Edit("answer:1", "text", "a"), Edit("answer:1", "text", "b"))
    assert [change.value for change in made] == ["b"]


def test_numbers_of_a_replica_count_from_one_without_gaps():
    log = Log("ola")
    for number in range(3):
        edit(log, Edit("answer:1", "a", number), Edit("answer:1", "b", number))
    assert [change.seq for change in log] == [1, 2, 3, 4, 5, 6]
    assert log.vector == {"a": 6}


def test_vector_ends_before_a_gap_and_what_lies_behind_it_is_asked_for_again():
    made = [Change("ola", "a", seq, seq, "", "r", "answer:1", "n", seq) for seq in (1, 2, 3, 4)]
    log = Log("ola", [made[0], made[3]])
    assert log.vector == {"a": 1}
    assert Log("ola", made).since(log.vector) == made[1:]
    log.add(made[1:3])
    assert log.vector == {"a": 4}


def test_what_the_code_does_not_know_is_kept_and_passed_on():
    unknown = Change("ola", "a", 1, 5, "", "r", "hologram:7", "angle", {"deg": 30}, schema=99)
    log = Log("ola", [unknown])
    assert log.since({}) == [unknown]
    assert log.fields("hologram:7") == {"angle": {"deg": 30}}


def test_what_the_code_does_not_understand_is_kept_and_passed_on_but_never_read():
    known = edit(Log("ola"), Edit("answer:1", "text", "said"))[0]
    newer = replace(known, replica="b", stamp=known.stamp + 1, value={"said": "otherwise"})
    alone = replace(newer, seq=2, entity="answer:2")
    log = Log("ola", [known, newer, alone], lambda change: isinstance(change.value, str))
    assert log.value("answer:1", "text") == "said"
    assert log.entities("answer") == ["answer:1"]
    assert log.since({"a": 1}) == [newer, alone]
    assert edit(log, Edit("answer:1", "text", "anew"))[0].stamp > alone.stamp


def test_a_log_can_be_read_as_somebody_had_it():
    log = Log("ola")
    edit(log, Edit("answer:1", "text", "said"))
    then = dict(log.vector)
    edit(log, Edit("answer:1", "text", "said otherwise"))
    assert log.as_of(then).value("answer:1", "text") == "said"
    assert log.as_of({}).fields("answer:1") == {}


def test_emptied_field_reads_as_never_set():
    log = Log("ola")
    edit(log, Edit("answer:1", "text", "said"))
    edit(log, Edit("answer:1", "text", None))
    assert log.value("answer:1", "text", "default") == "default"
    assert log.fields("answer:1") == {}


def test_entities_are_listed_by_birth_and_by_their_whole_kind():
    log = Log("ola")
    for entity in ("answer:z", "answer:a", "answers:1", "answer:m"):
        edit(log, Edit(entity, "text", entity))
    edit(log, Edit("answer:z", "text", "edited later"))
    assert log.entities("answer") == ["answer:z", "answer:a", "answer:m"]


def test_other_content_under_a_known_number_is_refused_and_nothing_of_it_taken():
    log = Log("ola")
    known = edit(log, Edit("answer:1", "text", "said"))[0]
    with pytest.raises(ConflictingChange):
        log.add([replace(known, seq=2), replace(known, value="never said")])
    assert list(log) == [known]


def test_writing_takes_nothing_in_by_itself():
    log = Log("ola")
    log.write([Edit("answer:1", "text", "x")], replica="a", now_ms=NOW, at="", request="r")
    assert len(log) == 0
    assert not log.knows("r")
