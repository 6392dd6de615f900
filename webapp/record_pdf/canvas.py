"""Paper: words and shapes at places in millimetres from its upper left corner, each in the tree.

Whatever is drawn is either content of an element of the structure, or an artifact: a line, a
ground, a mark whose meaning also stands in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeAlias

from fpdf import FPDF
from fpdf.fonts import TTFFont
from fpdf.output import PDFPage
from fpdf.output import PDFResourceType as Resource
from fpdf.prefs import ViewerPreferences
from fpdf.syntax import Name

from webapp.domain.printable import printable
from webapp.record_pdf.structure import Element, Structure, language_entry
from webapp.record_pdf.style import PAGE_HEIGHT, POINT, Colour, Style
from webapp.resources import static_folder

Point: TypeAlias = tuple[float, float]
_ROUND = 0.5523
"""How far the handles of a Bézier curve stand out to make a quarter of a circle."""


class _Page(PDFPage):
    """A page whose tab order is that of the structure (PDF/UA-1, 7.18.3)."""

    __slots__ = ()
    tabs = property(lambda page: Name("S"))


class Canvas(FPDF):
    """The paper of one document."""

    def __init__(self) -> None:
        super().__init__(unit="mm", format="A4", enforce_compliance="PDF/A-3U")
        self.creation_date = None  # type: ignore[assignment] # else the file's id knows the clock
        self.set_auto_page_break(False)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.struct_builder = self.structure = Structure()  # type: ignore[assignment]
        for style, weight in (("", "regular"), ("B", "bold")):
            self.add_font("text", style, static_folder() / "fonts" / f"{weight}.ttf")

    def _beginpage(self, *given: Any, **named: Any) -> None:
        super()._beginpage(*given, **named)
        self.pages[self.page].__class__ = _Page

    # -- words ---------------------------------------------------------------------------

    def font(self, style: Style) -> TTFFont:
        """The font of that weight."""
        return self.fonts["textB" if style.bold else "text"]  # type: ignore[return-value]

    def width(self, words: str, style: Style) -> float:
        """How wide words are (mm)."""
        widths = self.font(style).cw
        return sum(widths[ord(letter)] for letter in printable(words)) / 1000 * style.size * POINT

    def fitted(self, words: str, style: Style, room: float) -> Style:
        """The style, made smaller where words would be wider than `room` (mm)."""
        width = self.width(words, style)
        return replace(style, size=style.size * room / width) if width > room else style

    def words(self, x: float, y: float, words: str, style: Style, matrix: str = "1 0 0 1") -> None:
        """Write words whose letters stand on `y`; `matrix` turns them."""
        font = self.font(style)
        self._resource_catalog.add(Resource.FONT, font.i, self.page)
        self._out(
            f"BT /F{font.i} {style.size:.2f} Tf {_rgb(style.colour)} rg "
            f"{matrix} {_xy((x, y))} Tm {font.encode_text(printable(words))} ET"
        )

    # -- shapes --------------------------------------------------------------------------

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        corner = _xy((x, y + height))
        size = f"{width / POINT:.2f} {height / POINT:.2f}"
        self._out(f"{_rgb(colour)} rg {corner} {size} re f")

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """The outline of a rectangle."""
        right, bottom = x + width, y + height
        corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
        self.line(corners, colour, 0.3)

    def line(
        self, points: Sequence[Point], colour: Colour, width: float, dash: str = "", cap: int = 0
    ) -> None:
        """A line through points; `dash` in points, `cap` 1 for round ends."""
        way = " ".join(f"{_xy(point)} {'l' if i else 'm'}" for i, point in enumerate(points))
        stroke = f"{_rgb(colour)} RG {width / POINT:.2f} w {cap} J {cap} j [{dash}] 0 d"
        self._out(f"{stroke} {way} S")

    def circle(self, x: float, y: float, radius: float, colour: Colour, paint: str = "f") -> None:
        """A circle around a point; `paint`: f fills, S draws its outline."""
        r, h = radius, radius * _ROUND
        arcs = [
            ((x + r, y + h), (x + h, y + r), (x, y + r)),
            ((x - h, y + r), (x - r, y + h), (x - r, y)),
            ((x - r, y - h), (x - h, y - r), (x, y - r)),
            ((x + h, y - r), (x + r, y - h), (x + r, y)),
        ]
        curves = " ".join(f"{' '.join(map(_xy, arc))} c" for arc in arcs)
        rgb = _rgb(colour)
        self._out(f"{rgb} rg {rgb} RG 0.8 w [] 0 d {_xy((x + r, y))} m {curves} h {paint}")

    # -- what it is ----------------------------------------------------------------------

    @contextmanager
    def content(self, element: Element, language: str = "") -> Iterator[None]:
        """What is drawn within belongs to `element`, in `language`."""
        number = self.structure.mark(element, self.pages[self.page])
        entries = {"/MCID": str(number), **language_entry(language)}
        said = " ".join(f"{key} {value}" for key, value in entries.items())
        self._out(f"/{element.role} <<{said}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn within says nothing that is not said in words, too."""
        self._out(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._out("EMC")


def _xy(point: Point) -> str:
    return f"{point[0] / POINT:.2f} {(PAGE_HEIGHT - point[1]) / POINT:.2f}"


def _rgb(colour: Colour) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
