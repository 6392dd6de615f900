"""The key of a device: ECDSA on P-256 with SHA-256 (ES256, RFC 7518, 3.4).

The private half never leaves the browser that made it; here signatures are only judged.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache

from ecdsa import BadSignatureError, NIST256p, VerifyingKey
from ecdsa.errors import MalformedPointError

from webapp.domain.canonical import digest
from webapp.domain.change import Value
from webapp.domain.errors import InvalidValue
from webapp.domain.field import Date, Field, Kind
from webapp.messages import _


class _Made:
    """Written by the device's own script, never through a form."""

    def parse(self, raw: str) -> Value:
        raise InvalidValue(_("A signature cannot be changed."))


KINDS: Mapping[str, Kind] = {
    "closing": Kind(
        {"closing": Field(_("Signature of the device"), _Made(), frozenset())}, made=True
    ),
    "device-key": Kind({"seen": Field(_("Key of the device"), Date(), frozenset())}, made=True),
}
"""A record that a device closed (`webapp.domain.closing`); and in the log of the workplace the
register of an installation's devices, `device-key:<thumbprint>` and when it was first seen.
"""

Jwk = Mapping[str, str]
"""A public key (RFC 7517): `kty` EC, `crv` P-256, `x` and `y`."""


def thumbprint(key: Jwk) -> str:
    """The hash of a key (RFC 7638), in hexadecimal like every other hash here."""
    return digest({part: key[part] for part in ("crv", "kty", "x", "y")})


def signed(key: Jwk, message: bytes, signature: str) -> bool:
    """Whether the key's owner signed `message`; `signature`: r and s as base64url."""
    return _signed(key["x"], key["y"], message, signature)


@lru_cache(maxsize=64)
def _signed(x: str, y: str, message: bytes, signature: str) -> bool:
    # Kept, since on a tablet this takes longer than all the rest of a page.
    try:
        public = VerifyingKey.from_string(_bytes(x) + _bytes(y), NIST256p)
        public.verify(_bytes(signature), message, hashfunc=hashlib.sha256)
    except (BadSignatureError, MalformedPointError, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    """What base64url stands for; raises ValueError where another text stands for the same."""
    found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != text:
        raise ValueError("not the base64url of anything")
    return found
