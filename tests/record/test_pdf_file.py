"""A PDF taken apart: what is inside it, and whether it is ours though another system packed it."""

from __future__ import annotations

import json
import re
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.record.pdf_file import attachments, revisions, same_pages
from webapp.record_pdf import record_pdf

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "record.example.json"


@cache
def drawn() -> bytes:
    raw = EXAMPLE.read_bytes()
    return record_pdf(json.loads(raw), draft=False, verify_url=None, attached=raw)


def packed_by(pdf: bytes, level: int) -> bytes:
    """The same file as another library would pack it."""
    made, at = b"", 0
    for head in re.finditer(rb"/Length (\d+)(?:(?!endobj).)*?>>\nstream\n", pdf, re.S):
        end = head.end() + int(head[1])
        content, words = pdf[head.end() : end], head[0]
        begin = pdf.rfind(b" obj\n", 0, head.end())
        if b"/FlateDecode" in pdf[begin : head.end()]:
            content = zlib.compress(zlib.decompress(content), level)
        words = words.replace(b"/Length %b" % head[1], b"/Length %d" % len(content), 1)
        made, at = made + pdf[at : head.start()] + words + content, end
    body, _xref, trailer = (made + pdf[at:]).rpartition(b"\nxref\n")
    body += b"\n"
    places = [each.start() for each in re.finditer(rb"(?<=\n)\d+ 0 obj\n", body)]
    entries = b"".join(b"%010d 00000 n \n" % each for each in sorted(places, key=number_at(body)))
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, entries)
    trailer = trailer[trailer.index(b"trailer") :]
    return body + table + re.sub(rb"startxref\n\d+", b"startxref\n%d" % len(body), trailer)


def number_at(body: bytes):
    return lambda place: int(body[place : body.index(b" ", place)])


def test_the_record_inside_is_found() -> None:
    assert EXAMPLE.read_bytes() in list(attachments(drawn()))


def test_a_file_is_the_one_that_was_drawn() -> None:
    assert same_pages(drawn(), drawn())
    assert packed_by(drawn(), 6) == drawn()


@pytest.mark.parametrize("level", [1, 9])
def test_a_file_that_another_system_packed_is_the_same(level: int) -> None:
    other = packed_by(drawn(), level)
    assert other != drawn()
    assert same_pages(other, drawn())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([6, 9]), st.integers(0), st.integers(1, 255))
def test_no_changed_byte_goes_by(level: int, at: int, by: int) -> None:
    changed = bytearray(packed_by(drawn(), level))
    changed[at % len(changed)] ^= by
    if level == 6:
        assert not same_pages(bytes(changed), drawn())
    elif same_pages(bytes(changed), drawn()):  # filling bits at the end of what is packed
        assert all(each in list(attachments(drawn())) for each in attachments(bytes(changed)))


@pytest.mark.parametrize("more", [b" ", b"\n%%EOF\n", b"1 0 obj\n<<>>\nendobj\n"])
def test_nothing_can_be_added(more: bytes) -> None:
    assert not same_pages(drawn() + more, drawn())
    assert not same_pages(more + drawn(), drawn())


def test_a_table_that_leads_elsewhere_is_not_ours() -> None:
    changed = re.sub(rb"(\n0{10} 65535 f \n)\d{10}", rb"\g<1>0000000777", packed_by(drawn(), 9))
    assert not same_pages(changed, drawn())


def test_a_file_knows_how_often_somebody_added_to_it() -> None:
    more = b"9 0 obj\n<<>>\nendobj\n%%EOF\n"
    assert revisions(drawn() + more)[-2:] == [drawn(), drawn() + more]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_anything_can_be_taken_apart(content: bytes) -> None:
    for pdf in (content, b"stream\n" + content, drawn()[: len(content) * 300] + content):
        list(attachments(pdf))
        assert not same_pages(pdf, drawn())
