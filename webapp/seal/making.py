"""Sealing a PDF: PAdES B-B, with a time-stamp authority B-T; no changes are allowed after it.

The field is outside the page and not hidden, which both PDF/A-3 and PDF/UA-1 accept.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

BITS = 3072
YEARS = 10
PATIENCE = 5
"""Seconds that a time-stamp authority has."""


class BadKey(Exception):
    """A key that seals nothing; why, in a sentence for the operator."""


class Sealer:
    """Seals with the key in a PKCS#12 file; raises BadKey.

    RSA only: another key would make the file more than PDF 1.7.
    """

    def __init__(self, path: Path, password: str, stamper: TimeStamper | None = None) -> None:
        signer = SimpleSigner.load_pkcs12(path, passphrase=password.encode() or None)
        if signer is None or signer.signing_cert is None:
            raise BadKey(f"cannot read {path}: no PKCS#12 file, or not its password")
        if signer.signing_cert.public_key.algorithm != "rsa":
            raise BadKey(f"the key in {path} is no RSA key")
        self._signer, self._stamper = signer, stamper

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate."""
        return str(self._signer.signing_cert.sha256.hex())

    def seal(self, pdf: bytes) -> bytes:
        """The same bytes with a seal behind their end; raises what the authority raises."""
        meant = PdfSignatureMetadata(
            field_name="Seal",
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        beside = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)
        field = SigFieldSpec("Seal", readable_field_name="Onthaal", invis_sig_settings=beside)
        maker = PdfSigner(meant, self._signer, timestamper=self._stamper, new_field_spec=field)
        made = maker.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)))
        return bytes(made.getvalue())


def authority(address: str) -> TimeStamper:
    """The time-stamp authority at an address (RFC 3161)."""
    return HTTPTimeStamper(address, timeout=PATIENCE)


def make_key(name: str, password: str, now: datetime | None = None) -> bytes:
    """A new key with a certificate of its own making, as PKCS#12. `name`: who seals with it."""
    begin = now or datetime.now(UTC)
    key = rsa.generate_private_key(65537, BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, BestAvailableEncryption(password.encode())
    )
