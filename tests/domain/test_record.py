"""The frozen record: whole, in both languages, the same bytes for the same talk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.talks import first_talk, say
from webapp.domain.canonical import canonical, digest
from webapp.domain.field import Flag, Words
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.record import Said, freeze
from webapp.domain.schema import KINDS


def in_words(thing: Any, language: str) -> str:
    """Stands in for the catalogues: each language says the English words in its own way."""
    return thing.in_language(language) if hasattr(thing, "in_language") else f"{language}: {thing}"


def frozen(log: Log) -> dict[str, Any]:
    return freeze(Interview(log), in_words)  # type: ignore[return-value]


def part(log: Log, key: str) -> dict[str, Any]:
    return next(each for each in frozen(log)["parts"] if each["key"] == key)


def test_every_sentence_is_frozen_in_both_languages() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="yes")
    [item] = part(log, "expectations")["items"]
    assert item["words"] == {"nl": "nl: Do practical work", "pl": "pl: Do practical work"}
    assert item["answer"] == {"nl": "nl: Yes", "pl": "pl: Yes"}


def test_what_people_wrote_is_frozen_in_the_languages_they_wrote_it_in() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True, answer="partly")
    say(log, "expectation:hands-on", note="eerst kijken", note_language="nl")
    [line] = part(log, "expectations")["items"][0]["lines"]
    assert line["words"] == {"nl": "eerst kijken"}
    say(log, "expectation:hands-on", note_pl="najpierw patrz")
    [line] = part(log, "expectations")["items"][0]["lines"]
    assert line["words"] == {"nl": "eerst kijken", "pl": "najpierw patrz"}


def test_the_same_talk_gives_the_same_bytes_whatever_the_order_of_its_changes() -> None:
    one, other = first_talk(), first_talk()
    say(one, "paper:agreement", read=True)
    say(one, "expectation:hands-on", wanted=True)
    say(other, "expectation:hands-on", wanted=True)
    say(other, "paper:agreement", read=True)
    assert canonical(frozen(one)) == canonical(frozen(other))


def test_any_signed_change_changes_the_hash() -> None:
    log = first_talk()
    say(log, "expectation:hands-on", wanted=True)
    before = digest(frozen(log))
    say(log, "expectation:hands-on", starred=True)
    assert digest(frozen(log)) != before


def test_when_and_where_the_talk_was_to_be_is_told_and_voids_nothing() -> None:
    log = first_talk()
    say(log, "appointment", date="2026-11-22", time="11:00", address="Kaai 14", place="Hal B")
    day, hour, where = part(log, "appointment")["items"]
    assert day["lines"][0]["words"]["nl"] == "nl: 2026-11-22"
    assert hour["lines"][0]["words"]["pl"] == "pl: 11:00:00"
    assert [line["words"] for line in where["lines"]] == [{"": "Kaai 14"}, {"": "Hal B"}]
    assert "appointment" not in frozen(log)["fields"]


def test_the_words_around_it_are_frozen_with_it() -> None:
    content = frozen(first_talk())
    assert content["labels"]["signatures"] == {"nl": "nl: Signatures", "pl": "pl: Signatures"}
    assert content["labels"]["expects"]["nl"] == "nl: Ola expects"
    assert all(set(sentence) == {"nl", "pl"} for sentence in content["certificate"])


def test_two_people_of_one_language_see_everything_once() -> None:
    log = first_talk()
    say(log, "trainee", language="nl")
    assert frozen(log)["languages"] == ["nl"]
    assert list(frozen(log)["title"]) == ["nl"]


def test_a_frozen_sentence_is_shown_in_the_languages_of_the_page() -> None:
    said = Said({"nl": "ja", "pl": "tak"})
    assert said.versions(["pl", "nl"]) == [("pl", "tak"), ("nl", "ja")]
    assert said.versions(["pl"]) == [("pl", "tak")]
    assert Said({"en": "yes"}).versions(["pl", "nl"]) == [("en", "yes")]
    assert said.in_language("pl") == "tak"
    assert Said({"en": "yes"}).in_language("pl") == "yes"


WRITTEN = [
    (name, field)
    for name, kind in KINDS.items()
    for field, definition in kind.fields.items()
    if definition.signed and definition.by and isinstance(definition.type, Words)
]


@pytest.mark.parametrize(("name", "field"), WRITTEN)
def test_whatever_people_wrote_and_sign_is_what_both_see(name: str, field: str) -> None:
    kind, log = KINDS[name], first_talk()
    key = "own" if kind.made else next(iter(kind.keys), None)
    entity = f"{name}:{key}" if key else name
    if kind.made:
        say(log, entity, text="Something", text_language="nl")
    say(log, entity, talked=True, wanted=True, answer="no")
    say(log, entity, paper="agreement", sha256="a" * 64, type="application/pdf")
    say(log, "paper:agreement", read=True)
    say(log, entity, **{field: "Canary", f"{field}_language": "nl"})
    content = frozen(log)
    assert content["fields"][entity][field] == "Canary"
    assert "Canary" in json.dumps([content["people"], content["parts"]])


def test_every_entity_that_is_signed_stands_in_the_record() -> None:
    log = first_talk()
    for name, kind in KINDS.items():
        for key in kind.keys:
            for field, definition in kind.fields.items():
                if definition.signed and isinstance(definition.type, Flag) and field != "deleted":
                    say(log, f"{name}:{key}", **{field.replace("*", "x"): True})
    content = frozen(log)
    seen = {item["entity"] for part in content["parts"] for item in part["items"]}
    assert content["fields"].keys() - seen == {"mentor", "trainee"}
    assert len(seen) > 50
