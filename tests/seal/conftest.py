"""A key to seal with, an authority that stamps on this machine, and a PDF."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from webapp.record_pdf import record_pdf
from webapp.seal.making import make_key

PASSWORD = "a long one"
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "record.example.json"
STAMPED = datetime(2026, 11, 22, 10, 40, tzinfo=UTC)


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """The example's, as every home makes it."""
    raw = EXAMPLE.read_bytes()
    return record_pdf(json.loads(raw), draft=False, verify_url=None, attached=raw)


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PKCS#12 file of our own making."""
    path = tmp_path_factory.mktemp("seal") / "key.p12"
    path.write_bytes(make_key("Example School", PASSWORD, datetime(2026, 11, 1, tzinfo=UTC)))
    return path


@pytest.fixture(scope="session")
def authority() -> Iterator[str]:
    """The address of a time-stamp authority (RFC 3161) that always says `STAMPED`."""
    stamper = _stamper()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _stamper() -> DummyTimeStamper:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example Authority")])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(STAMPED - timedelta(days=9)).not_valid_after(STAMPED + timedelta(days=9))
        .add_extension(usage, critical=True).sign(key, SHA256())
    )  # fmt: skip
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = asn1.Certificate.load(made.public_bytes(Encoding.DER))
    return DummyTimeStamper(certificate, keys.PrivateKeyInfo.load(secret), fixed_dt=STAMPED)
