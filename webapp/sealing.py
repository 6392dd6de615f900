"""Where the operator gave a key, the PDF of a record that both signed is sealed, once.

What was sealed is kept, so that the same record gives the same bytes to everybody. It stands
beside the device settings under the interview's id, and goes when the interview is erased.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from webapp.interviews import store
from webapp.store import Store

if TYPE_CHECKING:
    from webapp.seal.making import Sealer

KNOWN = "seal-certificates"
"""The setting with the fingerprints of all certificates that were ever sealed with here."""


def init_app(app: Flask) -> None:
    """Read the key that `ONTHAAL_SEAL_KEY` names; raises `webapp.seal.making.BadKey`."""
    sealer = None if app.config["HOME"] == "tablet" else sealer_of(os.environ)
    app.extensions["sealer"] = sealer
    if sealer is None:
        return
    kept: Store = app.extensions["store"]
    known = kept.settings.get(KNOWN, [])
    kept.settings.set({KNOWN: [*dict.fromkeys([*known, sealer.fingerprint])]})


def sealer_of(environ: Mapping[str, str]) -> Sealer | None:
    """What seals by these settings, None without a key; raises `webapp.seal.making.BadKey`."""
    if not environ.get("ONTHAAL_SEAL_KEY"):
        return None
    from webapp.seal.making import Sealer, authority

    address = environ.get("ONTHAAL_TIMESTAMP_URL")
    password = environ.get("ONTHAAL_SEAL_PASSWORD", "")
    stamper = authority(address) if address else None
    return Sealer(Path(environ["ONTHAAL_SEAL_KEY"]), password, stamper)


def certificates() -> list[str] | None:
    """The fingerprints of this installation's certificates; None on a tablet, which has none."""
    if current_app.config["HOME"] == "tablet":
        return None
    return list(store().settings.get(KNOWN, []))


def sealed(interview_id: str, record: bytes, pdf: bytes) -> bytes:
    """The PDF of a signed record with a seal, where this server seals; else as it is.

    `record`: the file inside, which tells one sealing from another. When a time-stamp authority
    does not answer, the PDF goes out without a seal and is sealed the next time.
    """
    sealer: Sealer | None = current_app.extensions["sealer"]
    if sealer is None:
        return pdf
    key, of = f"seal:{interview_id}", hashlib.sha256(record).hexdigest()
    kept: dict[str, Any] = store().devices.get(key, {})
    if kept.get("of") == of and store().blobs.exists(kept["blob"]):
        return store().blobs.get(kept["blob"])
    try:
        made = sealer.seal(pdf)
    except Exception as error:  # whatever the authority or the way to it came up with
        current_app.logger.warning("a PDF was not sealed: %s", type(error).__name__)
        return pdf
    store().devices.set({key: {"of": of, "blob": store().blobs.put(made)}})
    if kept:
        store().blobs.remove(kept["blob"])
    return made


def sealed_blobs(kept: Store, interview_id: str) -> set[str]:
    """The blobs of sealed PDFs that belong to an interview alone."""
    found = kept.devices.get(f"seal:{interview_id}")
    return {found["blob"]} if found else set()
