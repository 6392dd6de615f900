"""A record as PDF: whole, the same bytes everywhere, with its file inside."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record_pdf.talks import hold, sign, start
from webapp.domain.canonical import canonical, digest
from webapp.domain.printable import Unprintable
from webapp.record_pdf import is_draft, record_pdf
from webapp.resources import CHECKOUT

VERIFY = "https://onthaal.example/verify"
AGAIN = """
import hashlib, json, sys
from webapp.record_pdf import record_pdf
file = sys.stdin.buffer.read()
made = record_pdf(json.loads(file), draft=False, verify_url=sys.argv[1], attached=file)
print(hashlib.sha256(made).hexdigest())
"""
SHOWN_LABELS = ("mentor", "trainee", "expects", "offers", "sign-for", "signatures", "not-agreed",
                "certificate", "name", "act", "at", "read-in", "act-hash", "previous", "check",
                "content-hash", "drawn", "typed", "earlier", "postponement", "reason-ask",
                "check-how")  # fmt: skip


def record_of(client: FlaskClient, path: str) -> dict[str, Any]:
    return json.loads(client.get(f"{path}/record.json").data)


def printed(record: Mapping[str, Any], verify_url: str | None = VERIFY) -> bytes:
    file = canonical(dict(record))
    return record_pdf(record, draft=is_draft(record), verify_url=verify_url, attached=file)


@pytest.fixture
def signed(client: FlaskClient) -> dict[str, Any]:
    path = hold(client, "nl", "pl")
    sign(client, path, typed=True)
    return record_of(client, path)


@pytest.fixture
def draft(client: FlaskClient) -> dict[str, Any]:
    return record_of(client, start(client, "nl", "pl"))


def sentences(record: Mapping[str, Any]) -> Iterator[str]:
    """Everything that the record says, in each of its languages."""
    content = record["content"]
    said = [content["title"], *content["statement"], *content["consent"], *content["certificate"]]
    said += [content["labels"][key] for key in SHOWN_LABELS]
    for part in content["parts"]:
        said.append(part["title"])
        for item in part["items"]:
            said += [item["words"], item["answer"] or {}]
            said += [each for line in item["lines"] for each in line.values() if each]
    for sentence in said:
        known = [sentence[each] for each in content["languages"] if each in sentence]
        yield from known or sentence.values()


def unspaced(words: str) -> str:
    return "".join(words.split())


def test_every_word_that_both_saw_comes_back_out_of_the_file(signed, poppler) -> None:
    text = unspaced(poppler("pdftotext", printed(signed), "-raw", "-enc", "UTF-8"))
    assert [said for said in sentences(signed) if unspaced(said) not in text] == []
    for event in signed["signatures"]:
        assert unspaced(event["name"]) in text
        assert event["at"][:10] in text
        assert digest(event) in text
    assert signed["content_hash"] in text
    assert unspaced(VERIFY) in text


def test_the_same_record_gives_the_same_bytes_in_another_process(signed) -> None:
    file = canonical(signed)
    here = hashlib.sha256(printed(signed)).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, VERIFY], input=file, capture_output=True, check=True,
        cwd=CHECKOUT, env={**environment, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert done.stdout.decode().strip() == here


def test_the_file_that_can_be_checked_is_inside(signed, poppler, tmp_path: Path) -> None:
    pdf = printed(signed)
    poppler("pdfdetach", pdf, "-saveall", "-o", str(tmp_path), target="")
    assert (tmp_path / "record.json").read_bytes() == canonical(signed)
    assert b"/AFRelationship /Source" in pdf


def test_the_file_says_of_itself_nothing_about_anybody(signed, poppler) -> None:
    about = poppler("pdfinfo", printed(signed), target="")
    about += poppler("pdfinfo", printed(signed), "-meta", target="")
    assert "Verslag van het inleidend gesprek" in about
    for person in signed["content"]["people"]:
        assert not any(name in about for name in person["name"].split() if len(name) > 2)
    assert "Date:" not in about


def test_a_draft_says_that_it_is_one_until_both_have_signed(client, poppler) -> None:
    path = start(client, "nl", "pl")
    record = record_of(client, path)
    words = record["content"]["labels"]["draft"]["nl"]
    assert is_draft(record) and words in poppler("pdftotext", printed(record))
    sign(client, path)
    whole = record_of(client, path)
    assert not is_draft(whole) and words not in poppler("pdftotext", printed(whole))
    half = {**whole, "signatures": whole["signatures"][:1]}
    assert is_draft(half) and words in poppler("pdftotext", printed(half))


def test_a_talk_in_which_nothing_was_said_fits_on_a_page(draft, poppler) -> None:
    assert "Pages: 1" in " ".join(poppler("pdfinfo", printed(draft), target="").split())


def test_a_whole_talk_takes_three_to_five_pages(signed, poppler) -> None:
    about = poppler("pdfinfo", printed(signed), target="")
    [pages] = [int(line.split()[1]) for line in about.splitlines() if line.startswith("Pages")]
    assert 3 <= pages <= 5


def test_the_tree_says_what_each_part_is_and_in_which_language(signed, poppler) -> None:
    tree = poppler("pdfinfo", printed(signed), "-struct-text", target="")
    for role in ("H1", "H2", "Table", "TH", "TD", "L", "LI", "Figure"):
        assert re.search(rf"^ *{role}\b", tree, re.M), role
    pdf = printed(signed)
    assert b"/Lang (nl)" in pdf and b"/Lang (pl)" in pdf
    assert pdf.count(b"/Alt ") == 3  # two signatures and the code


def test_a_signature_is_drawn_from_its_strokes(signed) -> None:
    moved = deepcopy(signed)
    moved["signatures"][0]["strokes"][0][0] += 100
    assert printed(moved) != printed(signed)


def test_a_letter_that_cannot_be_printed_is_named(draft) -> None:
    draft["content"]["people"][1]["name"] = "Ola 漢 Kowalczyk"
    with pytest.raises(Unprintable, match="漢.*CJK UNIFIED IDEOGRAPH-6F22.*Stagiair"):
        printed(draft)


def test_hashes_are_of_what_was_signed_not_of_what_is_printed(signed, poppler) -> None:
    event = signed["signatures"][1]
    event["name"] = "Ola Kowal\xadczyk"
    text = unspaced(poppler("pdftotext", printed(signed), "-raw"))
    assert digest(event) in text and "OlaKowalczyk" in text


def test_the_key_of_the_device_is_told_where_one_closed_the_record(signed, poppler) -> None:
    thumbprint = "0123456789abcdef" * 4
    text = poppler("pdftotext", printed({**signed, "device": {"thumbprint": thumbprint}}), "-raw")
    assert thumbprint in unspaced(text)


def test_what_is_not_seen_by_itself_stops_nothing(draft, poppler) -> None:
    draft["content"]["people"][1]["name"] = "O\u200bla Kowal\xadczyk\ufe0f"
    assert "Ola Kowalczyk" in poppler("pdftotext", printed(draft))


def test_a_record_of_before_there_were_labels_is_printed_all_the_same(signed, poppler) -> None:
    old = deepcopy(signed)
    del old["content"]["labels"], old["content"]["certificate"]
    assert "About the signatures" in poppler("pdftotext", printed(old))


def test_words_longer_than_a_page_go_on_on_the_next(draft, poppler) -> None:
    long = " ".join(f"word{number}" for number in range(3_000))
    item = {"entity": "agreement:1", "answer": None, "lines": [], "words": {"nl": long}}
    part = {"key": "agreements", "title": {"nl": "Afspraken"}, "items": [item]}
    draft["content"]["parts"] = [part]
    text = poppler("pdftotext", printed(draft), "-raw")
    assert all(f"word{number}" in text for number in (0, 1_000, 2_999))


ONE_FIXTURE = HealthCheck.function_scoped_fixture  # it is copied before each change
WORDS = st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=60)
SENTENCES = st.dictionaries(st.sampled_from(["", "nl", "pl", "x)("]), WORDS, max_size=3)


@given(SENTENCES, SENTENCES, WORDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[ONE_FIXTURE])
def test_whatever_people_wrote_it_is_printed_or_its_letter_named(draft, words, line, name) -> None:
    record = deepcopy(draft)
    item = {"entity": "rule:1", "words": words, "answer": line, "lines": [
        {"label": line, "words": words}, {"label": None, "words": line}]}  # fmt: skip
    record["content"]["parts"] = [
        {"key": key, "title": {"nl": "Deel"}, "items": [item]}
        for key in ("placement", "expectations", "rules", "agreements")
    ]
    record["content"]["people"][0]["name"] = name
    try:
        assert printed(record).startswith(b"%PDF-1.7")
    except Unprintable as error:
        said = "".join([*words.values(), *line.values(), name])
        assert error.characters and all(each in said for each in error.characters)
