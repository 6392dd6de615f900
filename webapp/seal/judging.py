"""What a seal in a PDF is worth: whether it holds, how far it reaches, when it was stamped."""

from __future__ import annotations

import logging
from io import BytesIO

from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from webapp.domain.verdict import Seal

logging.getLogger("pyhanko").setLevel(logging.ERROR)  # whom to trust is not asked of it


def judge(pdf: bytes) -> Seal | None:
    """The first seal in a file; None where there is none."""
    if b"/ByteRange" not in pdf:
        return None
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return _seal(found[0]) if found else Seal("", "", holds=False, whole=False)
    except (PdfError, ValueError, TypeError, LookupError, OSError):
        return Seal("", "", holds=False, whole=False)


def _seal(signature: EmbeddedPdfSignature) -> Seal:
    certificate = signature.signer_cert
    # Its own certificate is its root: only what it covers is asked, and that also in ten years.
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    stamp = status.timestamp_validity
    return Seal(
        by=certificate.subject.native.get("common_name") or certificate.subject.human_friendly,
        fingerprint=certificate.sha256.hex(),
        holds=status.intact and status.valid and _is_plain(signature),
        whole=_is_whole(status),
        stamp=stamp.timestamp if stamp else None,
        stamp_by=stamp.signing_cert.subject.human_friendly if stamp else "",
        stamp_holds=stamp.intact and stamp.valid if stamp else None,
    )


def _is_plain(signature: EmbeddedPdfSignature) -> bool:
    """Whether nothing is hidden in the gap that no seal covers: in it stands the seal itself."""
    begin, end = _gap(signature)
    stream = signature.reader.stream
    stream.seek(begin)
    packed = stream.read(end - begin).strip(b"<>")
    seal = signature.signed_data
    [signer] = seal["signer_infos"]
    told = {each["algorithm"].native for each in seal["digest_algorithms"]}
    plain = ContentInfo.load(signature.pkcs7_content).dump(force=True).hex().upper().encode()
    return (
        packed == plain.ljust(len(packed), b"0")
        and (seal["version"].native, signer["version"].native) == ("v1", "v1")
        and told == {signer["digest_algorithm"]["algorithm"].native}
    )


def _gap(signature: EmbeddedPdfSignature) -> tuple[int, int]:
    _zero, first, second, _length = signature.byte_range
    return int(first), int(second)


def _is_whole(status: PdfSignatureStatus) -> bool:
    return status.coverage == SignatureCoverageLevel.ENTIRE_FILE and status.docmdp_ok is not False
