"""What every `ChangeLog` must do; a storage that is added joins the fixture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.domain.change import Change, Edit
from webapp.domain.errors import ConflictingChange, InvalidChange
from webapp.domain.log import Log
from webapp.store.errors import Erased, UnknownLog
from webapp.store.lists import LAST
from webapp.store.postgres.opened import OPEN_LOGS

NAME = Edit("person:trainee", "name", "Ola Kowalczyk")


def summarise(log: Log) -> dict:
    name = log.value("person:trainee", "name")
    lists = [f"name/{name}", f"turn/{log.value('e:1', 'turn', 0):03}"]
    return {"name": name, "changes": len(log), "lists": lists}


@pytest.fixture
def start(open_again):
    """Opens the change log, as a process does that starts."""
    return lambda: open_again(summarise).logs


@pytest.fixture
def logs(start):
    return start()


def write(logs, log_id: str, *edits: Edit, request: str = "r-1") -> list[Change]:
    log = logs.open(log_id) if logs.exists(log_id) else Log(log_id)
    changes = log.write(
        edits, replica=logs.replica, now_ms=1_800_000_000_000, at="2027-01-15T09:00:00+01:00",
        request=request, actor="mentor",
    )  # fmt: skip
    return logs.append(log_id, changes)


def test_appended_changes_are_there_after_a_start(start):
    changes = write(start(), "ola", NAME, Edit("answer:1", "text", "Zażółć 🙂 \u202e"))
    logs = start()
    assert list(logs.open("ola")) == changes
    assert logs.open("ola").value("person:trainee", "name") == "Ola Kowalczyk"
    assert logs.ids() == ["ola"]
    assert logs.damage == []


def test_every_kind_of_value_survives_exactly(start):
    values = [
        None,
        True,
        False,
        0,
        1,
        -(2**53) + 1,
        "",
        "\0\n\u2028",
        [],
        [1, ["a", None]],
        {"k": {}},
    ]
    edits = [Edit("e:1", f"f{n}", value) for n, value in enumerate(values)]
    logs = start()
    write(logs, "ola", NAME, *edits)
    log = start().open("ola")
    for edit in edits:
        assert repr(log.value("e:1", edit.field)) == repr(edit.value)


def test_appending_twice_keeps_a_change_once(start):
    logs = start()
    changes = write(logs, "ola", NAME)
    assert logs.append("ola", changes) == []
    assert logs.append("ola", [*changes, *changes]) == []
    logs = start()
    assert logs.append("ola", changes) == []
    assert len(start().open("ola")) == 1


def test_only_what_is_new_is_taken_from_an_overlapping_batch(logs):
    first = write(logs, "ola", NAME)
    later = [replace(first[0], seq=2, value="Ola K."), replace(first[0], seq=4, value="O. K.")]
    assert logs.append("ola", [*first, *later]) == later
    assert logs.open("ola").vector == {logs.replica: 2}


def test_other_content_under_a_known_number_is_refused_whole(start):
    logs = start()
    changes = write(logs, "ola", NAME)
    fresh, other = replace(changes[0], seq=2), replace(changes[0], value="somebody else")
    with pytest.raises(ConflictingChange):
        logs.append("ola", [fresh, other])
    assert list(logs.open("ola")) == list(start().open("ola")) == changes


def test_change_of_another_log_is_refused(logs):
    change = write(logs, "ola", NAME)[0]
    with pytest.raises(InvalidChange):
        logs.append("mehmet", [change])
    assert not logs.exists("mehmet")


def test_unknown_log_is_refused_and_not_made_by_asking(logs):
    with pytest.raises(UnknownLog):
        logs.open("nobody")
    assert not logs.exists("nobody")
    assert logs.append("nobody", []) == []
    assert logs.ids() == []
    with pytest.raises(UnknownLog):
        logs.open("nobody")


@pytest.mark.parametrize(
    "log_id", ["", ".", "..", "../x", "a/b", "A", "é", "a.b.c", ".a", "a.", "x" * 65, "a\n", "a b"]
)
def test_text_that_cannot_name_a_log_names_none(logs, log_id):
    change = write(logs, "ola", NAME)[0]
    assert not logs.exists(log_id)
    with pytest.raises(UnknownLog):
        logs.open(log_id)
    with pytest.raises(UnknownLog):
        logs.erase(log_id, "2027-01-15T09:00:00Z")
    with pytest.raises(InvalidChange):
        logs.append(log_id, [replace(change, log=log_id)])
    assert logs.ids() == ["ola"]


@pytest.mark.parametrize("log_id", ["workplace", "notes.ola-1", "-", "0.0", "x" * 64, "journal"])
def test_log_ids_are_told_apart(start, log_id):
    logs = start()
    write(logs, log_id, NAME)
    write(logs, "ola-1", NAME)
    assert start().ids() == sorted([log_id, "ola-1"])
    logs.erase("ola-1", "2027-01-15T09:00:00Z")
    assert start().ids() == [log_id]


def test_replica_is_new_at_each_start(start):
    replicas = {start().replica for _ in range(5)}
    assert len(replicas) == 5
    assert all(len(replica) == 16 and int(replica, 16) >= 0 for replica in replicas)


def test_opened_log_takes_part_in_what_is_appended_later(logs):
    write(logs, "ola", NAME)
    log = logs.open("ola")
    write(logs, "ola", Edit("person:trainee", "name", "Ola K."), request="r-2")
    assert log.value("person:trainee", "name") == "Ola K."


def test_more_logs_than_are_held_in_memory_can_be_used_in_turn(start):
    logs = start()
    names = [f"log-{n}" for n in range(OPEN_LOGS + 8)]
    for turn in range(3):
        for name in names:
            write(logs, name, Edit("e:1", "turn", turn), request=f"r-{turn}")
    for each in (logs, start()):
        assert [each.open(name).value("e:1", "turn") for name in names] == [2] * len(names)


def test_summaries_follow_every_change_and_survive_a_start(start):
    logs = start()
    write(logs, "ola", NAME)
    assert logs.summaries()["ola"] == {"name": "Ola Kowalczyk", "changes": 1}
    write(logs, "ola", Edit("person:trainee", "name", "Ola K."), request="r-2")
    assert logs.summaries()["ola"] == start().summaries()["ola"] == {"name": "Ola K.", "changes": 2}


def test_what_is_told_of_some_logs_is_told_of_those_that_there_are(start):
    logs = start()
    for name in ("ola", "mehmet", "giulia"):
        write(logs, name, NAME)
    logs.erase("giulia", "2027-01-15T09:00:00Z")
    asked = ["mehmet", "nobody", "giulia", "a\0b", "\ud800", "mehmet"]
    assert list(logs.summaries(asked)) == list(logs.vectors(asked)) == ["mehmet"]
    assert logs.summaries(asked)["mehmet"]["name"] == "Ola Kowalczyk"
    assert logs.tombstones(asked) == {"giulia": "2027-01-15T09:00:00Z"}
    assert not logs.summaries([]) and not logs.vectors([]) and not logs.tombstones([])
    assert logs.summaries().get("a\0b") is None


def test_lists_hold_logs_in_the_order_of_their_places(start):
    logs = start()
    for turn, name in enumerate(["ola", "mehmet", "giulia", "eileen"]):
        write(logs, name, Edit("e:1", "turn", turn))
    logs.erase("eileen", "2027-01-15T09:00:00Z")
    for each in (logs, start()):
        assert list(each.listed("turn")) == ["ola", "mehmet", "giulia"]
        assert each.listed("turn")["giulia"] == {"name": None, "changes": 1}
        assert list(each.listed("turn", "001")) == ["mehmet", "giulia"]
        assert list(each.listed("turn", "000", "002")) == ["ola", "mehmet"]
        assert list(each.listed("turn", "002", "002" + LAST)) == ["giulia"]
        assert list(each.listed("turn", backwards=True, most=2)) == ["giulia", "mehmet"]
        assert list(each.listed("turn", stop="002", backwards=True)) == ["mehmet", "ola"]
        assert list(each.listed("turn", holding="02", most=1)) == ["giulia"]
        assert [each.count("turn", most) for most in (0, 2, 3, 9)] == [0, 2, 3, 3]
        assert each.count("turns", 9) == 0
        assert not each.listed("turns") and not each.listed("tur") and not each.listed("")


def test_a_log_that_changes_moves_within_its_lists(start):
    logs = start()
    for turn in (1, 7):
        write(logs, "ola", Edit("e:1", "turn", turn), request=f"r-{turn}")
        for each in (logs, start()):
            assert list(each.listed("turn", f"{turn:03}")) == ["ola"]
            assert not each.listed("turn", f"{turn + 1:03}")
            assert not each.listed("turn", stop=f"{turn:03}")


@pytest.mark.parametrize("text", ["Ω🙂", "a%_\\b", "\0", "'\"", "/", "\ud800"])
def test_any_text_can_be_a_place(start, text):
    logs = start()
    for name, edit in {"ola": Edit("person:trainee", "name", f"a{text}z"), "mehmet": NAME}.items():
        write(logs, name, edit)
    for each in (logs, start()):
        assert list(each.listed("name", f"a{text}", f"a{text}" + LAST)) == ["ola"]
        assert list(each.listed("name", holding=text)) == ["ola"]


def test_summaries_are_made_anew_by_code_of_another_edition(open_again):
    write(open_again(summarise, "1").logs, "ola", NAME)
    changed = lambda log: {"new": len(log), "lists": ["other/1"]}  # noqa: E731
    for edition in ("2", "2"):
        logs = open_again(changed, edition).logs
        assert logs.summaries()["ola"] == logs.listed("other")["ola"] == {"new": 1}
        assert not logs.listed("name")


def test_erased_log_is_gone_and_never_accepted_again(start):
    logs = start()
    changes = write(logs, "ola", NAME)
    write(logs, "mehmet", NAME)
    logs.erase("ola", "2027-01-15T09:00:00+01:00")
    for each in (logs, start()):
        assert each.ids() == list(each.summaries()) == ["mehmet"]
        assert not each.exists("ola")
        assert each.tombstones() == {"ola": "2027-01-15T09:00:00+01:00"}
        with pytest.raises(UnknownLog):
            each.open("ola")
        with pytest.raises(Erased):
            each.append("ola", changes)


def test_log_can_be_erased_before_it_arrives_and_again_without_moving_its_time(start):
    logs = start()
    logs.erase("ola", "2027-01-15T09:00:00Z")
    logs.erase("ola", "2027-02-01T09:00:00Z")
    assert start().tombstones() == {"ola": "2027-01-15T09:00:00Z"}
    change = Change("ola", "a" * 16, 1, 5, "", "r-1", "e:1", "f", 1)
    with pytest.raises(Erased):
        logs.append("ola", [change])


def test_vectors_are_told_without_opening_a_log(start):
    logs = start()
    write(logs, "ola", NAME, Edit("answer:1", "text", "x"))
    vector = {logs.replica: 2}
    assert logs.vectors() == start().vectors() == {"ola": vector}
    logs.erase("ola", "2026-11-22")
    assert logs.vectors() == start().vectors() == {}


def test_changes_that_are_issued_again_stay_under_their_new_places(start):
    logs = start()
    made = write(logs, "ola", NAME, Edit("answer:1", "text", "x"))
    logs.reissue("ola", made[0].replica, {2: ("another", 1)})
    for each in (logs, start()):
        assert list(each.open("ola")) == [made[0], replace(made[1], replica="another", seq=1)]
        assert each.vectors()["ola"] == {made[0].replica: 1, "another": 1}


def test_renewing_gives_another_id(logs):
    before = logs.replica
    logs.renew()
    assert logs.replica != before


def test_released_log_is_gone_from_here_and_may_come_again(start):
    logs = start()
    changes = write(logs, "ola", NAME)
    write(logs, "mehmet", NAME)
    logs.release(["ola", "nobody"])
    for each in (logs, start()):
        assert each.ids() == list(each.summaries()) == list(each.vectors()) == ["mehmet"]
        assert list(each.released()) == ["ola"] and each.tombstones() == {}
        assert each.size("ola") == 0
        with pytest.raises(UnknownLog):
            each.open("ola")
    assert logs.append("ola", changes) == changes
    for each in (logs, start()):
        assert list(each.open("ola")) == changes
        assert list(each.released()) == []


def test_nothing_is_written_again_under_the_numbers_of_a_released_log(logs):
    [before] = write(logs, "ola", NAME)
    logs.release(["ola"])
    [after] = write(logs, "ola", NAME)
    assert after.replica != before.replica


def test_erased_log_is_no_longer_only_released(start):
    logs = start()
    write(logs, "ola", NAME)
    logs.release(["ola"])
    logs.erase("ola", "2027-01-15T09:00:00Z")
    for each in (logs, start()):
        assert list(each.released()) == [] and list(each.tombstones()) == ["ola"]


def test_larger_log_takes_more_bytes(logs):
    write(logs, "ola", NAME)
    small = logs.size("ola")
    write(logs, "ola", Edit("answer:1", "text", "x" * 1_000), request="r-2")
    assert 0 < small < logs.size("ola") - 1_000
    assert logs.size("nobody") == 0
