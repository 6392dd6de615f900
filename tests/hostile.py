"""Files that somebody might bring to do harm: each is named, and what it is made of.

Whatever runs in any of them says so by a request for `/harm` or by setting `harmed`.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.papers import agreement, photo, rules

SCRIPT = "globalThis.harmed = 1; fetch('/harm')"
JAVASCRIPT = "app.alert('harm'); this.submitForm('/harm'); app.launchURL('/harm')"
PAGE = f'<!doctype html><html><body onload="{SCRIPT}"><script>{SCRIPT}</script></body></html>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{SCRIPT}"><script>{SCRIPT}</script></svg>'


@cache
def corpus() -> dict[str, bytes]:
    """Name → content."""
    return {**dict(_pdfs()), **dict(_pictures()), **dict(_others())}


def _pdf(change) -> bytes:
    written = io.BytesIO()
    with Pdf.open(io.BytesIO(rules())) as pdf:
        change(pdf)
        pdf.save(written)
    return written.getvalue()


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(JAVASCRIPT))


def _actions() -> dict[str, Dictionary]:
    return {
        "javascript": _script(),
        "launch": Dictionary(S=Name.Launch, F=String("/bin/sh"), Win=Dictionary(F=String("cmd"))),
        "uri": Dictionary(S=Name.URI, URI=String("javascript:fetch('/harm')")),
        "submit": Dictionary(S=Name.SubmitForm, F=String("/harm")),
        "goto-remote": Dictionary(S=Name.GoToR, F=String("//evil.example/x.pdf"), D=Array([0])),
        "import": Dictionary(S=Name.ImportData, F=String("/etc/passwd")),
        "rendition": Dictionary(S=Name.Rendition, OP=0, JS=String(JAVASCRIPT)),
    }


def _pdfs() -> Iterator[tuple[str, bytes]]:
    for name in _actions():

        def opened(pdf: Pdf, name: str = name) -> None:
            action = pdf.make_indirect(_actions()[name])
            pdf.Root.OpenAction = action
            pdf.Root.AA = Dictionary(WC=action, DP=action)
            pdf.pages[0].obj.AA = Dictionary(O=action, C=action)

        yield f"open-{name}.pdf", _pdf(opened)

        def linked(pdf: Pdf, name: str = name) -> None:
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 600, 800]),
                              A=_actions()[name])  # fmt: skip
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

        yield f"link-{name}.pdf", _pdf(linked)
    yield "names-javascript.pdf", _pdf(_named_script)
    yield "form-javascript.pdf", _pdf(_form)
    yield "xfa.pdf", _pdf(_xfa)
    yield "attachment.pdf", _pdf(_attachment)
    yield "font-matrix.pdf", _pdf(_font_matrix)  # CVE-2024-4367
    yield "vast-page.pdf", _pdf(lambda pdf: setattr(pdf.pages[0], "MediaBox", [0, 0, 10**7, 10**7]))
    yield "no-page.pdf", _pdf(lambda pdf: pdf.pages.__delitem__(0))
    yield "bomb.pdf", _pdf(_bomb)
    yield "loop.pdf", _pdf(_loop)
    yield "locked.pdf", _locked()
    yield "cut.pdf", agreement()[:900]
    yield "only-a-head.pdf", b"%PDF-1.7"
    yield "page-behind.pdf", rules() + PAGE.encode()
    yield "page-inside.pdf", b"%PDF-1.7\n" + PAGE.encode()


def _named_script(pdf: Pdf) -> None:
    names = Array([String("a"), pdf.make_indirect(_script())])
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))


def _form(pdf: Pdf) -> None:
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f"), V=String("x"),
        Rect=Array([0, 0, 200, 50]), AA=Dictionary(K=_script(), F=_script(), C=_script()),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots, CO=pdf.pages[0].obj.Annots)


def _xfa(pdf: Pdf) -> None:
    xml = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><script>{JAVASCRIPT}</script></xdp:xdp>'
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(xml.encode()))


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["run.html"] = pikepdf.AttachedFileSpec(pdf, PAGE.encode())


def _font_matrix(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.FontMatrix = Array([1, 2, 3, 4, 5, String("0); fetch('/harm'); (")])
        font.Subtype = Name.Type1


def _bomb(pdf: Pdf) -> None:
    small = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)
    stream = pikepdf.Stream(pdf, small)
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].Contents = pdf.make_indirect(stream)


def _loop(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].Resources.XObject = Dictionary(X=form)
    pdf.pages[0].Contents = pdf.make_stream(b"/X Do")


def _locked() -> bytes:
    written = io.BytesIO()
    with Pdf.open(io.BytesIO(rules())) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    return written.getvalue()


def _pictures() -> Iterator[tuple[str, bytes]]:
    yield "script-behind.jpg", photo(60, 40) + PAGE.encode()
    yield "script-in-comment.jpg", _with_comment(photo(60, 40), PAGE.encode())
    yield "cut.jpg", photo(60, 40)[:500]
    yield "bomb.png", _png(50_000, 50_000, bytes(50_000))
    yield "empty.png", _png(0, 0, b"")
    yield "lying-size.png", _png(10, 10, bytes(10_000_000))
    yield "script-in-text.png", _png(4, 4, bytes(20), text=PAGE.encode())
    yield "gif-with-script.gif", b"GIF89a/*" + SVG.encode() + b"*/=1;" + SCRIPT.encode()


def _with_comment(jpeg: bytes, words: bytes) -> bytes:
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + jpeg[2:]


def _png(width: int, height: int, pixels: bytes, text: bytes = b"") -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + crc

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    about = chunk(b"tEXt", b"Comment\0" + text) if text else b""
    body = chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + about + body


def _others() -> Iterator[tuple[str, bytes]]:
    yield "page.pdf", PAGE.encode()
    yield "picture.svg", SVG.encode()
    yield "svg-named.pdf", SVG.encode()
    yield "svg-named.jpg", b'<?xml version="1.0"?>' + SVG.encode()
    yield "script.pdf", SCRIPT.encode()
    yield "page.webp", b"RIFF\xff\xff\xff\xffWEBP" + PAGE.encode()
    yield "program.pdf", b"MZ\x90\x00" + bytes(200)
    yield "archive.pdf", b"PK\x03\x04" + rules()
    yield "<img src=x onerror=fetch('/harm')>.pdf", rules()
    yield "nothing.pdf", b""
