"""What a PDF says about itself: of which standards it is, and nothing of whom it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

EDITION = 2
"""Counted up when the same record is drawn otherwise, so that nobody takes that for a change."""

_UA = "http://www.aiim.org/pdfua/ns/id/"
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": _UA,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_PART = f"""<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def metadata(title: str, languages: Sequence[str], source: str = "", identifier: str = "") -> str:
    """XMP (ISO 16684-1) for PDF/A-3a and PDF/UA-1, without a time: the same for the same record.

    `source`: where the file can be checked; `identifier`: the hash of what it holds.
    """
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    said = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        f"<xmp:CreatorTool>Onthaal {EDITION}</xmp:CreatorTool><pdf:Producer>Onthaal</pdf:Producer>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt>'
        "</dc:title>",
        f"<dc:language><rdf:Bag>{''.join(map(_item, languages))}</rdf:Bag></dc:language>",
        f"<dc:source>{escape(source)}</dc:source>" if source else "",
        f"<dc:identifier>{escape(identifier)}</dc:identifier>" if identifier else "",
        _PART,
    ]
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="">'
        f"{''.join(said)}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _item(words: str) -> str:
    return f"<rdf:li>{escape(words)}</rdf:li>"
