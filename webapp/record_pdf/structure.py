"""What the parts of a PDF are: headings, tables, lists, in which language, in which order.

It takes the place of fpdf2's own, flat structure tree. ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from fpdf.output import PDFPage
from fpdf.syntax import PDFObject, PDFString

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_entry(language: str) -> dict[str, str]:
    """`/Lang` for a BCP 47 tag; nothing where there is none."""
    return {"/Lang": f"({language})"} if _LANGUAGE.fullmatch(language) else {}


class Element(PDFObject):
    """One structure element. `role`: a standard type (`P`, `TD`…). `attributes`: PDF as it is."""

    def __init__(
        self, role: str, parent: PDFObject, language: str = "", alt: str = "", attributes: str = ""
    ) -> None:
        super().__init__()
        self.role = role
        self.kids: list[Element | tuple[PDFPage, int]] = []
        self._parent = parent
        self._language = language
        self._alt = alt
        self._attributes = attributes

    def serialize(self, obj_dict: Any = None, _security_handler: Any = None) -> str:
        entries: dict[str, object] = {
            "/Type": "/StructElem",
            "/S": f"/{self.role}",
            "/P": self._parent.ref,
            "/K": f"[{' '.join(map(_kid, self.kids))}]",
            **language_entry(self._language),
        }
        if self._alt:
            entries["/Alt"] = PDFString(self._alt).serialize()
        if self._attributes:
            entries["/A"] = self._attributes
        return super().serialize(entries)


def _kid(kid: Element | tuple[PDFPage, int]) -> str:
    if isinstance(kid, Element):
        return kid.ref
    page, number = kid
    return f"<</Type /MCR /Pg {page.ref} /MCID {number}>>"


class Structure:
    """The tree of a document, as fpdf2 asks for it when it writes the file."""

    def __init__(self) -> None:
        self._root = _Root(self)
        self._parents = _Parents(self)
        self.document = Element("Document", self._root)
        self._elements = [self.document]
        self.pages: dict[PDFPage, list[Element]] = {}
        self.doc_struct_elem = SimpleNamespace(k=())  # fpdf2 would number the pages of its own
        self.tree_root, self.parent_tree = self._root, self._parents

    def add(self, role: str, parent: Element, **entries: str) -> Element:
        """A new last child of `parent`."""
        element = Element(role, parent, **entries)
        parent.kids.append(element)
        self._elements.append(element)
        return element

    def mark(self, element: Element, page: PDFPage) -> int:
        """The number of the next piece of content on `page`, which becomes the element's."""
        marked = self.pages.setdefault(page, [])
        page.struct_parents = list(self.pages).index(page)
        element.kids.append((page, len(marked)))
        marked.append(element)
        return len(marked) - 1

    def empty(self) -> bool:
        return False

    def __iter__(self) -> Iterator[PDFObject]:
        yield from (self._root, self._parents, *self._elements)


class _Root(PDFObject):
    def __init__(self, structure: Structure) -> None:
        super().__init__()
        self._structure = structure

    def serialize(self, obj_dict: Any = None, _security_handler: Any = None) -> str:
        return super().serialize(
            {
                "/Type": "/StructTreeRoot",
                "/K": f"[{self._structure.document.ref}]",
                "/ParentTree": self._structure.parent_tree.ref,
                "/ParentTreeNextKey": str(len(self._structure.pages)),
            }
        )


class _Parents(PDFObject):
    """Page by page, the element that each piece of content belongs to."""

    def __init__(self, structure: Structure) -> None:
        super().__init__()
        self._structure = structure

    def serialize(self, obj_dict: Any = None, _security_handler: Any = None) -> str:
        pages = enumerate(self._structure.pages.values())
        numbers = (f"{i} [{' '.join(each.ref for each in marked)}]" for i, marked in pages)
        return super().serialize({"/Nums": f"[{' '.join(numbers)}]"})
