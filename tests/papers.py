"""Papers as people bring them: PDFs of several makers, and photos."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime

from flask.testing import FlaskClient
from fpdf import FPDF
from pikepdf import ObjectStreamMode, Pdf
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas
from werkzeug.test import TestResponse

HTMX = {"HX-Request": "true"}


def agreement(pages: int = 3) -> bytes:
    """An agreement, page after page, made by ReportLab with fonts that are not embedded."""
    content = io.BytesIO()
    canvas = Canvas(content, invariant=True)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 22)
        canvas.drawString(72, 770, f"Stageovereenkomst, bladzijde {page}")
        canvas.setFont("Times-Roman", 12)
        for line in range(1, 30):
            canvas.drawString(
                72, 750 - 20 * line, f"Artikel {page}.{line}: we werken van acht uur."
            )
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def rules() -> bytes:
    """House rules, made by fpdf2."""
    pdf = FPDF()
    pdf.set_creation_date(datetime(2026, 11, 22, tzinfo=UTC))
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    pdf.multi_cell(0, 10, "Huisregels\nVeiligheidsschoenen zijn verplicht.")
    return bytes(pdf.output())


def scan() -> bytes:
    """A page that is only a picture, as a scanner makes it."""
    content = io.BytesIO()
    sheet().save(content, "PDF", resolution=100)
    return content.getvalue()


def rewritten(content: bytes) -> bytes:
    """The same PDF written anew by qpdf, with its objects in compressed streams."""
    written = io.BytesIO()
    with Pdf.open(io.BytesIO(content)) as pdf:
        pdf.save(written, object_stream_mode=ObjectStreamMode.generate, linearize=True)
    return written.getvalue()


def sheet(width: int = 827, height: int = 1169) -> Image.Image:
    """A written sheet of paper."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for line in range(8):
        draw.text((80, 80 + 60 * line), f"Regel {line + 1}", fill="black", font_size=40)
    return image


def photo(width: int = 3000, height: int = 2000, orientation: int = 6) -> bytes:
    """A photo of a phone held upright: it lies on its side and says so, and where it was taken.

    Its upper left quarter, as the sensor saw it, is red.
    """
    image = Image.new("RGB", (width, height), "white")
    image.paste((200, 0, 0), (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "Sint-Pietersnieuwstraat"
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif)
    return content.getvalue()


def send(client: FlaskClient, talk: str, content: bytes, piece: int = 1 << 20) -> str:
    """Bring bytes in pieces, as the page's script does; their hash."""
    sha = hashlib.sha256(content).hexdigest()
    for at in range(0, len(content) or 1, piece):
        last = "&last=1" if at + piece >= len(content) else ""
        address = f"/interviews/{talk}/pieces/{sha}?from={at}{last}"
        assert client.put(address, data=content[at : at + piece]).status_code == 200
    return sha


def add(client: FlaskClient, talk: str, paper: str, *files: dict[str, object]) -> TestResponse:
    """Name files that are here: `sha256`, `title`, `pages`, `thumbnail`."""
    form = {"files": json.dumps(files)}
    return client.post(f"/interviews/{talk}/papers/{paper}/files", data=form, headers=HTMX)


def named(sha: str, title: str = "stage.pdf", **more: object) -> dict[str, object]:
    return {"sha256": sha, "title": title, "pages": 3, "thumbnail": None, **more}
