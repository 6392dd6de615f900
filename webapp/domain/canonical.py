"""The one form of a JSON value whose bytes can be signed (RFC 8785), and their hash."""

from __future__ import annotations

import hashlib

import rfc8785

from webapp.domain.change import Value


def canonical(value: Value) -> bytes:
    """The bytes that every reader makes of a value: keys sorted, no space, UTF-8."""
    return rfc8785.dumps(value)


def digest(value: Value) -> str:
    """The SHA-256 of a value's canonical bytes: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
