"""`onthaal doctor [ADDRESS]`: what is to be mended, of a server as tablets see it."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from webapp import __version__
from webapp.commands import add_data_option, place
from webapp.doctor import address, database, folder
from webapp.doctor.findings import Finding, Unreachable

FINE, FAULTY, BLIND = 0, 1, 2


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.epilog = "Exit status: 0 all is well, 1 something is to be mended, 2 it could not look."
    parser.add_argument(
        "address",
        nargs="?",
        metavar="ADDRESS",
        help="where tablets find the server, such as https://talks.example",
    )
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Look, and say what is well and what is not."""
    kept = place(os.environ, options.data)
    findings: list[Finding] = []
    if options.address:
        try:
            findings += address.look(options.address, __version__, datetime.now(UTC))
        except Unreachable as error:
            print(error)
            return BLIND
    if isinstance(kept, str):
        findings += database.look(kept, os.environ)
    elif kept.is_dir():
        findings += folder.look(kept, os.environ)
    elif options.data or not options.address:
        print(f"There is no data folder {kept}.")
        return BLIND
    for finding in findings:
        print(f"{'mend' if finding.wrong else 'well':6}{finding.about}: {finding.words}")
    faults = sum(finding.wrong for finding in findings)
    print(f"To mend: {faults}" if faults else "All is well.")
    return FAULTY if faults else FINE
