"""Any change to a record is noticed and named; what is whole is said to be, each by itself."""

from __future__ import annotations

import copy
import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records import act, any_file, close, file_of, pieces
from tests.talks import first_talk, say
from webapp.domain.canonical import canonical, digest
from webapp.domain.digests import digests
from webapp.domain.log import Log
from webapp.domain.record import Said
from webapp.domain.shape import keys, pointer
from webapp.domain.verdict import Judgement, Place
from webapp.domain.verification import NoRecord, judge

SEEDS = st.integers(0, 10**6)


def signed_talk() -> Log:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="yes")
    say(log, "paper:agreement", read=True)
    act(log, "mentor", "drawn")
    act(log, "trainee", "typed")
    return log


def judged(file: dict[str, Any], **more: Any) -> Judgement:
    return judge(canonical(file), **more)


def with_new_digests(file: dict[str, Any]) -> dict[str, Any]:
    """What somebody makes who knows how."""
    return {**file, "digests": digests(file)}


def addresses(judgement: Judgement) -> list[str]:
    return [place.address for verdict in judgement.verdicts for place in verdict.places]


def named(places: list[Place]) -> list[str]:
    return [
        " / ".join(each.in_language("pl") if isinstance(each, Said) else str(each)
                   for each in place.words)
        for place in places
    ]  # fmt: skip


# -- what is whole ---------------------------------------------------------------------------


def test_a_record_that_both_signed_is_whole_in_every_respect() -> None:
    judgement = judged(file_of(signed_talk(), closed=True), register=lambda key: date(2026, 11, 1))
    assert judgement.signed and not judgement.altered
    states = {each.about: each.state for each in judgement.verdicts}
    assert states == {"content": "intact", "signatures": "intact", "device": "intact",
                      "seal": "absent", "time": "absent"}  # fmt: skip


def test_a_record_that_one_signed_is_whole_and_says_who_is_missing() -> None:
    log = first_talk()
    act(log, "mentor", "typed")
    judgement = judged(file_of(log))
    assert not judgement.signed and not judgement.altered
    [by, not_by] = judgement.of("signatures").says
    assert by.values == {"names": ["Joris De Smet"]}
    assert not_by.values == {"names": ["Ola Kowalczyk"]}


def test_a_draft_is_whole_and_signed_by_nobody() -> None:
    judgement = judged(file_of(first_talk()))
    assert not judgement.signed and not judgement.altered
    assert judgement.of("signatures").state == "absent"


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_whatever_the_app_makes_is_whole(seed: int) -> None:
    judgement = judged(any_file(seed))
    assert not judgement.altered, addresses(judgement)


# -- what was changed ------------------------------------------------------------------------


def other(value: Any, random: Random) -> Any:
    """Something else of the same type."""
    match value:
        case bool() | None:
            return random.choice([each for each in (True, False, None) if each is not value])
        case int():
            return value + random.choice([-1, 1])
        case str():
            place = random.randrange(len(value) + 1)
            return value[:place] + random.choice("abc019 é") + value[place + random.randrange(2) :]
        case list():
            return random.choice([[*value, 0], [*value, *value[-1:]], value[:-1], [*value[::-1]]])
        case dict():
            return {f"{key}!": member for key, member in value.items()} or {"new": None}
    raise AssertionError(value)


def change(file: dict[str, Any], random: Random) -> tuple[dict[str, Any], str]:
    """The file with one thing in it changed, taken out, put in or put elsewhere; and where."""
    file = copy.deepcopy(file)
    *way, last = random.choice(list(pieces(file)))
    home = file
    for key in way:
        home = home[key]
    how = random.choice(["change", "change", "remove", "add"])
    if how == "change":
        home[last] = other(home[last], random)
    elif how == "remove":
        home.pop(last)
    elif isinstance(home, list):
        home.insert(last, copy.deepcopy(home[last]))
    else:
        home["added"] = last = "added"
    at = ""
    for key in [*way, last]:
        at = pointer(at, key)
    return file, at


def is_about(place: str, at: str) -> bool:
    """Whether a place is the one that was changed, lies in it or around it."""
    if keys(at)[:1] == ["digests"]:
        return len(keys(at)) == 1 or is_about(place, keys(at)[1]) or place.startswith("/digests")
    around, inside = keys(place), keys(at)
    common = min(len(around), len(inside))
    if around[:common] == inside[:common]:
        return True
    return around[: common - 1] == inside[: common - 1] and inside[common - 1].isdecimal()


@settings(max_examples=400, deadline=None)
@given(SEEDS, SEEDS)
def test_any_change_to_any_record_is_noticed_and_named(seed: int, how: int) -> None:
    file = any_file(seed)
    changed, at = change(file, Random(how))
    if changed == file:
        return
    try:
        judgement = judged(changed)
    except NoRecord:
        assert at == "/format"
        return
    assert judgement.altered
    assert any(is_about(place, at) for place in addresses(judgement)), (at, addresses(judgement))


@settings(max_examples=400, deadline=None)
@given(SEEDS, SEEDS, st.integers(1, 255))
def test_any_changed_byte_is_noticed(seed: int, at: int, by: int) -> None:
    raw = bytearray(canonical(any_file(seed)))
    raw[at % len(raw)] ^= by
    try:
        assert judge(bytes(raw)).altered
    except NoRecord as error:
        assert str(error)


def test_a_changed_answer_is_named_by_its_words() -> None:
    file = file_of(signed_talk())
    [part] = [each for each in file["content"]["parts"] if each["key"] == "expectations"]
    part["items"][0]["answer"] = {"nl": "nl: No", "pl": "pl: No"}
    verdict = judged(file).of("content")
    assert verdict.state == "altered"
    assert named(list(verdict.places)) == [
        "pl: What the trainee expects, and what the company can offer / pl: Do practical work"
    ]


def test_a_changed_stroke_is_named_by_its_number() -> None:
    file = file_of(signed_talk())
    file["signatures"][0]["strokes"][1][0] += 1
    verdict = judged(file).of("signatures")
    assert named(list(verdict.places)) == ["Joris De Smet / Signature / Stroke 2 of the drawing"]
    assert verdict.places[0].address == "/signatures/0/strokes/1"


def test_strokes_in_another_order_are_noticed() -> None:
    file = file_of(signed_talk())
    file["signatures"][0]["strokes"].reverse()
    assert addresses(judged(file)) == ["/signatures/0/strokes/0", "/signatures/0/strokes/1"]


def test_a_file_that_another_program_wrote_anew_says_the_same_in_other_bytes() -> None:
    file = file_of(signed_talk())
    judgement = judge(json.dumps(file, indent=1).encode())
    assert judgement.altered
    assert "another program" in str(judgement.of("content").says[0])
    assert judgement.of("signatures").state == "intact"


# -- somebody who knows how ------------------------------------------------------------------


def test_content_that_was_changed_with_its_digests_does_not_fit_its_hash() -> None:
    file = file_of(signed_talk())
    file["content"]["title"]["nl"] = "Iets anders"
    judgement = judged(with_new_digests(file))
    assert judgement.of("content").state == "altered"


def test_content_with_a_hash_of_its_own_was_signed_by_nobody() -> None:
    file = file_of(signed_talk())
    file["content"]["title"]["nl"] = "Iets anders"
    file["content_hash"] = digest(file["content"])
    judgement = judged(with_new_digests(file))
    assert judgement.of("content").state == "intact"
    assert addresses(judgement) == ["/signatures/0", "/signatures/1"]


def test_an_act_that_was_left_out_is_missed_by_the_one_that_follows() -> None:
    file = file_of(signed_talk())
    del file["signatures"][0]
    judgement = judged(with_new_digests(file))
    assert judgement.of("signatures").state == "altered"
    assert addresses(judgement) == ["/signatures/0"]


def test_a_device_sees_that_the_last_signature_was_changed() -> None:
    file = file_of(signed_talk(), closed=True)
    file["signatures"][1]["name"] = "Somebody Else"
    judgement = judged(with_new_digests(file))
    assert judgement.of("signatures").state == "intact"
    assert judgement.of("device").state == "altered"


def test_a_devices_signature_stands_under_every_signature() -> None:
    log = first_talk()
    act(log, "mentor", "typed")
    early = close(file_of(log)["content_hash"], [digest(file_of(log)["signatures"][0])])
    act(log, "trainee", "typed")
    file = {**file_of(log), "device": early.to_value()}
    judgement = judged(with_new_digests(file))
    assert judgement.of("device").state == "altered"


def test_an_act_after_the_closing_changes_nothing_about_it() -> None:
    log = signed_talk()
    closed = file_of(log, closed=True)["device"]
    act(log, "mentor", "objection")
    judgement = judged(with_new_digests({**file_of(log), "device": closed}))
    assert judgement.of("device").state == "intact" and not judgement.altered


@pytest.mark.parametrize("part, value", [("x", "A" * 43), ("y", "A" * 42 + "B")])
def test_another_key_does_not_fit(part: str, value: str) -> None:
    file = file_of(signed_talk(), closed=True)
    file["device"]["key"][part] = value
    assert judged(with_new_digests(file)).of("device").state == "altered"


def test_a_key_that_nobody_here_has_seen_is_told_from_a_known_one() -> None:
    file = file_of(signed_talk(), closed=True)
    unknown = judged(file, register=lambda key: None).of("device")
    assert unknown.state == "unknown"
    assert judged(file).of("device").state == "intact"


def test_clocks_that_contradict_the_order_are_told() -> None:
    log = signed_talk()
    file = file_of(log)
    file["signatures"][0]["at"] = "2026-11-23T00:00:00+01:00"
    file["signatures"][1]["previous"] = [digest(file["signatures"][0])]
    judgement = judged(with_new_digests(file))
    assert judgement.of("time").state == "unknown"
    assert not judgement.altered


# -- what is no record -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format":"other/1"}', b"[" * 100_000, b"NaN",
     b'{"format":"onthaal-record/2"}', b'{"format":"onthaal-record/1","a":1.5}',
     b'{"format":"onthaal-record/1","a":9007199254740993}',
     b'{"format":"onthaal-record/1","a":"\\ud800"}'],
)  # fmt: skip
def test_anything_else_is_no_record_or_a_changed_one(raw: bytes) -> None:
    try:
        assert judge(raw).altered
    except NoRecord as error:
        assert str(error)


ODD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["people", "role", "fields", "parts", "act", "at"]), inner),
    ),
)
PARTS = ["content", "signatures", "others", "device", "digests", "content_hash"]


@settings(max_examples=150, deadline=None)
@given(ODD, st.sampled_from(PARTS))
def test_no_file_however_odd_breaks_the_judging(value: Any, key: str) -> None:
    file = file_of(signed_talk(), closed=True)
    assert judged({**file, key: value}).altered or file[key] == value
