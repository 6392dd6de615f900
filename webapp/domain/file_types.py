"""What a file is, by its own bytes; and of a photo only the picture.

Photos carry places, names and times beside the picture (EXIF, XMP, comments) and sometimes a
second file behind it. Nothing of that is kept, whoever sends it, but which side of a JPEG is up.
Sources: PDF 2.0 (ISO 32000-2) 7.5.2; JPEG (ITU-T T.81) annex B; PNG (W3C) 5; WebP (RFC 9649);
Exif (CIPA DC-008) 4.5 and 4.6.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

from webapp.domain.errors import InvalidValue
from webapp.domain.paper_files import PDF
from webapp.messages import _

MOST_PIXELS = 60_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB",
                       b"iCCP", b"sBIT", b"bKGD"})  # fmt: skip
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"})
_WEBP_ABOUT = 0b0010_1110  # flags in VP8X: EXIF, XMP, animation
_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # start of frame
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_JPEG_KEPT = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe's colour transform
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_UPRIGHT = 1
_TURNED = frozenset(range(2, 9))


def sniffed(content: bytes) -> str | None:
    """The media type that the bytes begin as; None for anything that is not kept."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(_PNG):
        return "image/png"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def cleaned(content: bytes) -> tuple[str, bytes]:
    """The type of a file and what is kept of it: a PDF whole, of a photo the picture alone.

    Raises InvalidValue for what is neither, is damaged, or is too large a picture to be shown.
    """
    kind = sniffed(content)
    if kind is None:
        raise InvalidValue(_("This is neither a PDF nor a photo. Nothing of it was kept."))
    if kind == PDF:
        return kind, content
    try:
        pixels, picture = _PICTURES[kind](content)
    except (IndexError, ValueError, struct.error):
        raise InvalidValue(_("This photo is damaged. Nothing of it was kept.")) from None
    if not 0 < pixels <= MOST_PIXELS:
        raise InvalidValue(_("This photo is too large to be shown. Nothing of it was kept."))
    return kind, picture


def _jpeg(content: bytes) -> tuple[int, bytes]:
    kept, pixels, at, side = [content[:2]], 0, 2, _UPRIGHT
    while content[at + 1] != 0xD9:
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise ValueError("no marker")
        if marker == 0xFF:  # fill
            at += 1
            continue
        end = at + 2
        if marker not in _BARE:
            end += struct.unpack_from(">H", content, at + 2)[0]
        if marker in _SIZED:
            height, width = struct.unpack_from(">HH", content, at + 5)
            pixels = height * width
        if marker == 0xDA:
            end = _end_of_scan(content, end)
        if marker == 0xE1:
            side = _orientation(content[at + 4 : end]) or side
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _JPEG_KEPT:
            kept.append(content[at:end])
        at = end
    return pixels, b"".join([kept[0], _turned(side), *kept[1:], b"\xff\xd9"])


def _orientation(segment: bytes) -> int | None:
    """The side that is up, from 1 to 8, in an APP1 segment; None where it does not say."""
    tiff = segment.removeprefix(_EXIF)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if tiff == segment or order is None:
        return None
    try:
        (at,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _type, _count, value = struct.unpack_from(order + "HHIH", tiff, entry)
            if tag == _ORIENTATION:
                return value if value in _TURNED else None
    except struct.error:
        return None
    return None


def _turned(side: int) -> bytes:
    """An APP1 segment that says which side is up and nothing else; empty for an upright photo."""
    if side == _UPRIGHT:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, side, 0)
    tiff = struct.pack(">2sHIH", b"MM", 42, 8, 1) + entry + struct.pack(">I", 0)
    return struct.pack(">HH", 0xFFE1, 2 + len(_EXIF + tiff)) + _EXIF + tiff


def _end_of_scan(content: bytes, at: int) -> int:
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following and following not in _BARE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _png(content: bytes) -> tuple[int, bytes]:
    kept, pixels, at, name = [_PNG], 0, len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError("cut")
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", content, at + 8)
            pixels = width * height
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        at = end
    return pixels, b"".join(kept)


def _webp(content: bytes) -> tuple[int, bytes]:
    kept, pixels = [], 0
    for name, chunk in _riff(content):
        if name not in _WEBP_KEPT:
            continue
        pixels = pixels or _webp_pixels(name, chunk)
        if name == b"VP8X":
            chunk = bytes([chunk[0] & ~_WEBP_ABOUT]) + chunk[1:]
        kept.append(name + struct.pack("<I", len(chunk)) + chunk + b"\0" * (len(chunk) % 2))
    body = b"WEBP" + b"".join(kept)
    return pixels, b"RIFF" + struct.pack("<I", len(body)) + body


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at < end:
        name, length = struct.unpack_from("<4sI", content, at)
        if at + 8 + length > len(content):
            raise ValueError("cut")
        yield name, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp_pixels(name: bytes, chunk: bytes) -> int:
    if name == b"VP8X":
        one, other = (int.from_bytes(chunk[at : at + 3], "little") + 1 for at in (4, 7))
    elif name == b"VP8L":
        bits = struct.unpack_from("<I", chunk, 1)[0]
        one, other = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif name == b"VP8 ":
        one, other = (each & 0x3FFF for each in struct.unpack_from("<HH", chunk, 6))
    else:
        return 0
    return int(one * other)


_PICTURES: Mapping[str, Callable[[bytes], tuple[int, bytes]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
