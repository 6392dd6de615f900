"""What files are by their bytes, and that of a photo the picture alone is kept."""

from __future__ import annotations

import io
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from webapp.domain.errors import InvalidValue
from webapp.domain.file_types import cleaned, sniffed

ORIENTATION = 0x0112
SECRET = b"GPS 51.05 N, taken by Ola"


def photo(kind: str, **options: object) -> bytes:
    """A small picture whose metadata says where it was taken."""
    image = Image.effect_mandelbrot((120, 80), (-3, -2.5, 2, 2.5), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # ImageDescription
    exif[ORIENTATION] = 6
    if kind == "PNG":
        about = PngImagePlugin.PngInfo()
        about.add_text("Comment", SECRET.decode())
        options |= {"pnginfo": about}
    if kind in ("JPEG", "WEBP"):
        options |= {"xmp": b"<x>" + SECRET + b"</x>"}
    if kind == "JPEG":
        options |= {"comment": SECRET}
    content = io.BytesIO()
    image.save(content, kind, exif=exif, **options)
    return content.getvalue()


PHOTOS = [
    pytest.param(photo("JPEG"), "image/jpeg", id="jpeg"),
    pytest.param(photo("JPEG", progressive=True), "image/jpeg", id="progressive"),
    pytest.param(photo("PNG"), "image/png", id="png"),
    pytest.param(photo("WEBP"), "image/webp", id="webp"),
    pytest.param(photo("WEBP", lossless=True), "image/webp", id="lossless"),
]


def about(content: bytes) -> dict[int, object]:
    """What a picture says about itself."""
    with Image.open(io.BytesIO(content)) as image:
        return dict(image.getexif())


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("content, kind", PHOTOS)
def test_of_a_photo_every_pixel_is_kept_and_nothing_said_about_it(content, kind) -> None:
    assert SECRET in content
    found, picture = cleaned(content)
    assert found == kind
    assert SECRET not in picture and b"xmp" not in picture.lower()
    assert about(picture) == ({ORIENTATION: 6} if kind == "image/jpeg" else {})
    assert pixels(picture) == pixels(content)
    assert cleaned(picture) == (kind, picture)


@pytest.mark.parametrize("side", range(10))
def test_a_jpeg_keeps_which_side_is_up(side) -> None:
    exif, plain, content = Image.Exif(), Image.new("RGB", (8, 6)), io.BytesIO()
    exif[ORIENTATION] = side
    plain.save(content, "JPEG", exif=exif)
    _kind, picture = cleaned(content.getvalue())
    assert about(picture) == ({ORIENTATION: side} if 2 <= side <= 8 else {})


@settings(max_examples=300)
@given(
    st.sampled_from([b"", b"MM", b"MM\0*\0\0\0\x08", b"II*\0\x08\0\0\0"]), st.binary(max_size=80)
)
def test_whatever_stands_in_the_place_of_exif_costs_no_photo(start, said) -> None:
    content = io.BytesIO()
    Image.new("RGB", (8, 6)).save(content, "JPEG")
    bare = content.getvalue()
    segment = b"Exif\0\0" + start + said
    whole = bare[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + bare[2:]
    _kind, picture = cleaned(whole)
    assert pixels(picture) == pixels(bare)
    assert len(picture) <= len(bare) + 36


@pytest.mark.parametrize("content, kind", PHOTOS)
def test_what_lies_behind_the_picture_is_left_out(content, kind) -> None:
    behind = b"<script>alert(1)</script>PK\x03\x04"
    assert cleaned(content + behind) == cleaned(content)


@pytest.mark.parametrize("content, kind", PHOTOS)
def test_a_damaged_photo_is_refused_in_words_or_kept_as_a_picture(content, kind) -> None:
    random = Random(kind)
    for _time in range(300):
        damaged = bytearray(content)
        if random.random() < 0.5:
            del damaged[random.randrange(len(damaged)) :]
        else:
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        try:
            found, picture = cleaned(bytes(damaged))
        except InvalidValue as refused:
            assert str(refused.reason).endswith("kept.")
        else:
            assert sniffed(picture) == found


def test_a_picture_of_more_pixels_than_can_be_shown_is_refused_unseen() -> None:
    small = photo("PNG")
    vast = small[:16] + (50_000).to_bytes(4, "big") * 2 + small[24:]
    with pytest.raises(InvalidValue, match="too large"):
        cleaned(vast)


def test_a_pdf_is_kept_as_it_is() -> None:
    content = b"%PDF-1.7\n%\xe2\xe3\nwhatever"
    assert cleaned(content) == ("application/pdf", content)
    assert sniffed(b"\xef\xbb\xbf\n" + content) == "application/pdf"


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>%PDF-1.7", b"GIF89a%PDF-1.4",
     b"PK\x03\x04", b"MZ", b"\x89PNG", b"RIFFxxxxWAVE", b"BM", b"%!PS-Adobe", b"\xff\xd8"],
)  # fmt: skip
def test_whatever_begins_as_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidValue):
        cleaned(content)
