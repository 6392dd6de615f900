"""Make a key with which the server seals PDFs, and a certificate for it of your own making."""

from __future__ import annotations

import argparse
import os
import secrets
from pathlib import Path

from webapp.commands import Refused


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "--make", type=Path, metavar="FILE", required=True, help="the PKCS#12 file to write"
    )
    parser.add_argument(
        "--name", required=True, help="who seals, as readers of a PDF are told: a school, a company"
    )


def run(options: argparse.Namespace) -> int:
    """Write the key and say how the server finds it; raises Refused."""
    from webapp.seal.making import Sealer, make_key

    password = os.environ.get("ONTHAAL_SEAL_PASSWORD") or secrets.token_urlsafe(18)
    try:
        with open(options.make, "xb", opener=_for_its_owner) as file:
            file.write(make_key(options.name, password))
    except OSError as error:
        raise Refused(f"cannot write {options.make}: {error.strerror}") from error
    print(f"{options.make} holds the key. The server seals with it when these are set:")
    print(f"ONTHAAL_SEAL_KEY={options.make.absolute()}")
    print(f"ONTHAAL_SEAL_PASSWORD={password}")
    print("Fingerprint of the certificate, for those who check a seal:")
    print(Sealer(options.make, password).fingerprint)
    return 0


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
