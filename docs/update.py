"""Write the schema and the example of a record anew: `python docs/update.py`."""

from __future__ import annotations

import base64
import html
import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from ecdsa import NIST256p, SigningKey
from flask.testing import FlaskClient

from webapp import create_app
from webapp.demo import Mentor
from webapp.domain.record_schema import SCHEMA
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store

DOCS = Path(__file__).resolve().parent
KEY = SigningKey.from_secret_exponent(2026, NIST256p, hashfunc=sha256)
"""The device of the example; a real one never lets its key out."""


class Repeatable(FlaskClient):
    """Numbers its requests, so that the same things get the same ids each time."""

    numbers = count()

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = {"X-Request-ID": f"example-{next(self.numbers)}"}
        return super().open(*args, **{**kwargs, "headers": headers})


def schema() -> bytes:
    """The published schema."""
    return json.dumps(SCHEMA, indent=2).encode() + b"\n"


def example() -> bytes:
    """A record that the app made: its file, byte by byte."""
    app = create_app(store=open_store(None, summarise, EDITION), open_on_loopback=True)
    app.config.update(CLOCK=lambda: datetime(2026, 11, 22, 10, 35, tzinfo=UTC))
    Repeatable.numbers = count()
    app.test_client_class = Repeatable
    mentor = Mentor(app)
    path = mentor.invite("Ola Kowalczyk", "pl", days=0, hour="11:00")
    mentor.hold(path, "pl")
    mentor.sign(path, "pl")
    _close(mentor, path)
    return bytes(mentor.client.get(f"{path}/record.json").data)


def _close(mentor: Mentor, path: str) -> None:
    """What the script on the page does once both have signed."""
    shown = mentor.client.get(f"{path}/record").get_data(as_text=True)
    [said] = re.findall(r'data-message="([^"]*)"', shown)
    point = KEY.verifying_key.to_string()
    key = {"kty": "EC", "crv": "P-256", "x": _base64url(point[:32]), "y": _base64url(point[32:])}
    signature = _base64url(KEY.sign_deterministic(html.unescape(said).encode()))
    form = {"key": json.dumps(key), "signature": signature}
    assert mentor.client.post(f"{path}/closings", data=form).status_code == 303


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


if __name__ == "__main__":
    (DOCS / "record.schema.json").write_bytes(schema())
    (DOCS / "record.example.json").write_bytes(example())
