"""A record's PDF taken apart: the file inside it, and whether its pages are the ones we draw.

Two systems draw the same pages but may pack them otherwise (zlib, zlib-ng). So a file that is
not the same byte by byte is compared piece by piece, unpacked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

BEGINNING = b"%PDF-"
LARGEST = 32 * 1024 * 1024
"""Bytes that all streams together may unpack to."""
TELLING = 1024
"""Two libraries pack no stream of so many bytes alike."""

_BEGIN = re.compile(rb"stream\r?\n")
_STREAM = b">>\nstream\n"
_LENGTH = re.compile(rb"/Length (\d+)")
_OBJECT = re.compile(rb"(?:^|(?<=\n))(\d+) 0 obj\n")
_ID = re.compile(rb"/ID \[[^\]]*\]")
_END = re.compile(rb"%%EOF\r?\n")


@dataclass(frozen=True)
class Stream:
    """A stream as it stands in the file, and unpacked."""

    packed: bytes
    content: bytes


@dataclass(frozen=True)
class Apart:
    """`text`: all that is in no stream, without what depends on how the streams are packed."""

    text: bytes
    streams: tuple[Stream, ...]


def attachments(pdf: bytes) -> Iterator[bytes]:
    """What is in the streams of a PDF that anybody may have written, packed or not."""
    left, begin = LARGEST, _BEGIN.search(pdf)
    while begin and left > 0:
        end = pdf.find(b"endstream", begin.end())
        if end < 0:
            return
        packed = pdf[begin.end() : end]
        content = _unpacked(packed, left) or packed.rstrip(b"\r\n")
        left -= len(content)
        yield content
        begin = _BEGIN.search(pdf, end + len(b"endstream"))


def revisions(pdf: bytes) -> list[bytes]:
    """The file as it was each time somebody added to its end, the oldest first."""
    return [pdf[: end.end()] for end in _END.finditer(pdf)]


def same_pages(pdf: bytes, drawn: bytes) -> bool:
    """Whether a file is the one that was drawn, perhaps by a system that packs otherwise."""
    if pdf == drawn:
        return True
    theirs, ours = _apart(pdf), _apart(drawn)
    if theirs is None or ours is None or theirs.text != ours.text:
        return False
    pairs = list(zip(theirs.streams, ours.streams, strict=True))
    if any(their.content != our.content for their, our in pairs):
        return False
    return not any(
        their.packed == our.packed for their, our in pairs
        if len(our.content) >= TELLING and our.content != our.packed
    )  # fmt: skip


def _unpacked(packed: bytes, most: int = LARGEST) -> bytes | None:
    """What zlib packed there, with nothing behind it but the end of a line."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, most)
    except zlib.error:
        return None
    return content if unpacking.eof and not unpacking.unused_data.strip(b"\r\n") else None


def _apart(pdf: bytes) -> Apart | None:
    """A file of our own making taken apart; None for what is none, or does not fit together."""
    texts, streams, places, at = [], [], {}, 0
    while True:
        begin = pdf.find(_STREAM, at)
        text = pdf[at : begin + len(_STREAM) if begin >= 0 else None]
        places |= {int(each[1]): at + each.start() for each in _OBJECT.finditer(text)}
        if begin < 0:
            return _fitting(pdf, texts, text, streams, places)
        head = text[text.rfind(b" obj\n") :]
        lengths = _LENGTH.findall(head)
        if len(lengths) != 1:
            return None
        at = begin + len(_STREAM) + int(lengths[0])
        packed = pdf[begin + len(_STREAM) : at]
        content = _unpacked(packed) if b"/FlateDecode" in head else packed
        if content is None or not pdf.startswith(b"\nendstream\nendobj\n", at):
            return None
        texts.append(_LENGTH.sub(b"/Length", text))
        streams.append(Stream(packed, content))


def _fitting(
    pdf: bytes, texts: list[bytes], last: bytes, streams: list[Stream], places: dict[int, int]
) -> Apart | None:
    """The pieces, where the table at the end of the file names the place of each object."""
    entries = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, entries)
    begin = pdf.rfind(b"\nxref\n") + 1
    last, found, trailer = last.partition(table)
    end = b"startxref\n%d\n%%%%EOF\n" % begin
    if not found or not trailer.endswith(end) or not pdf.startswith(table, begin):
        return None
    trailer = _ID.sub(b"", trailer.removesuffix(end))
    return Apart(b"".join([*texts, last, trailer]), tuple(streams))
