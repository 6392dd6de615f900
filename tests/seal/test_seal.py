"""The seal: put on the very bytes, accepted by two programs, broken by any change."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.record_pdf.conftest import program
from tests.record_pdf.test_standards import classpath, verdicts
from tests.seal.conftest import PASSWORD, STAMPED
from webapp.seal.judging import judge
from webapp.seal.making import BadKey, Sealer, make_key
from webapp.seal.making import authority as authority_at

__all__ = ["classpath", "verdicts"]


@pytest.fixture(scope="module")
def sealed(key: Path, pdf: bytes) -> bytes:
    return Sealer(key, PASSWORD).seal(pdf)


def edited(pdf: bytes) -> bytes:
    """The file with an edit appended, as a program for PDFs would save it."""
    writer, made = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    writer.root["/Lang"] = generic.pdf_string("xx")
    writer.update_root()
    writer.write(made)
    return made.getvalue()


def pdfsig(pdf: bytes, tmp_path: Path) -> str:
    """What poppler says."""
    path = tmp_path / "sealed.pdf"
    path.write_bytes(pdf)
    command = [program("pdfsig", "poppler-utils"), "-nocert", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_the_seal_stands_behind_the_very_bytes(sealed, pdf, key) -> None:
    assert sealed.startswith(pdf)
    seal = judge(sealed)
    assert seal is not None and seal.holds and seal.whole
    assert (seal.by, seal.fingerprint) == ("Example School", Sealer(key, PASSWORD).fingerprint)
    assert seal.stamp_holds is None


def test_poppler_accepts_it_and_sees_an_appended_edit(sealed, tmp_path) -> None:
    assert "Signature is Valid" in pdfsig(sealed, tmp_path)
    assert "Total document signed" in pdfsig(sealed, tmp_path)
    assert "Not total document signed" in pdfsig(edited(sealed), tmp_path)


def test_an_appended_edit_is_no_part_of_what_was_sealed(sealed) -> None:
    seal = judge(edited(sealed))
    assert seal is not None and not seal.whole


def test_any_changed_byte_breaks_it(sealed, pdf) -> None:
    random = Random(2026)
    behind = [random.randrange(len(pdf), len(sealed)) for _change in range(24)]
    for at in [*behind, *(random.randrange(len(pdf)) for _change in range(6))]:
        changed = bytearray(sealed)
        changed[at] ^= 1 << random.randrange(8)
        seal = judge(bytes(changed))
        assert seal is None or not (seal.holds and seal.whole), at


def test_without_a_seal_there_is_none(pdf) -> None:
    assert judge(pdf) is None
    assert judge(b"") is None
    assert judge(b"%PDF-1.7 /ByteRange") is not None


def test_a_time_stamp_is_the_authoritys(key, pdf, authority, tmp_path) -> None:
    stamped = Sealer(key, PASSWORD, authority_at(authority)).seal(pdf)
    seal = judge(stamped)
    assert seal is not None and seal.holds and seal.whole
    assert (seal.stamp, seal.stamp_holds) == (STAMPED, True)
    assert "Example Authority" in seal.stamp_by
    assert "Signature is Valid" in pdfsig(stamped, tmp_path)


def test_a_sealed_file_passes_both_standards(sealed, key, pdf, authority, verdicts) -> None:
    stamped = Sealer(key, PASSWORD, authority_at(authority)).seal(pdf)
    found = verdicts({"sealed.pdf": sealed, "stamped.pdf": stamped})
    assert len(found) == 4
    assert {each: said for each, said in found.items() if said != "passes"} == {}


def test_only_a_key_that_fits_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "key.p12"
    with pytest.raises(BadKey, match="cannot read"):
        Sealer(path, "")
    path.write_bytes(make_key("School", "right", datetime.now(UTC)))
    with pytest.raises(BadKey, match="not its password"):
        Sealer(path, "wrong")
    other = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"", other, _certificate(other), None, NoEncryption())
    )
    with pytest.raises(BadKey, match="no RSA key"):
        Sealer(path, "")


def _certificate(key: ec.EllipticCurvePrivateKey):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Other")])
    return (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(STAMPED).not_valid_after(STAMPED).sign(key, SHA256())
    )  # fmt: skip
