"""Judge a record, as JSON or as PDF: what it says, who signed it, on which device, when."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webapp.domain.record import Said
from webapp.domain.verdict import MEANINGS, STATES, TITLES, Judgement, Place, Verdict
from webapp.domain.verification import NoRecord
from webapp.messages import Message
from webapp.verification import judge

EXIT: Mapping[str, int] = {"intact": 0, "altered": 1, "unreadable": 2, "unknown": 2, "unsigned": 3}
RESULTS: Mapping[str, str] = {
    "intact": "nothing was changed, and both signed it",
    "altered": "it was changed",
    "unknown": "the pages could not be compared with the record inside",
    "unsigned": "nothing was changed, but not both signed it",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """What it takes."""
    parser.epilog = (
        "Exit status: 0 nothing was changed and both signed; 1 changed; 2 not to be read or "
        "compared; 3 unchanged, but not signed by both."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="record.json or record.pdf")
    parser.add_argument("--json", action="store_true", help="answer with JSON, for programs")


def run(options: argparse.Namespace) -> int:
    """Print the verdicts, each by itself; the exit status sums them up."""
    try:
        judgement = judge(options.file.read_bytes())
    except OSError as error:
        return _unreadable(options, error.strerror or str(error))
    except NoRecord as error:
        return _unreadable(options, _say(error.reason))
    exit_status = EXIT[judgement.state]
    if options.json:
        print(json.dumps(_as_json(judgement), indent=1, ensure_ascii=False))
    else:
        print("\n\n".join(map(_as_text, judgement.verdicts)))
        print(f"\n{options.file}: {RESULTS[judgement.state]}.")
    return exit_status


def _unreadable(options: argparse.Namespace, reason: str) -> int:
    if options.json:
        said = {"result": "unreadable", "exit": EXIT["unreadable"], "reason": reason}
        print(json.dumps(said, indent=1, ensure_ascii=False))
    else:
        print(f"{options.file}: {reason}")
    return EXIT["unreadable"]


def _as_text(verdict: Verdict) -> str:
    head = f"{TITLES[verdict.about]}: {str(STATES[verdict.state]).lower()}"
    places = [f"changed: {_words(each)} ({each.address})" for each in verdict.places]
    lines = [*map(_say, verdict.says), *places, f"({MEANINGS[verdict.about]})"]
    return "\n  ".join([head, *lines])


def _as_json(judgement: Judgement) -> dict[str, Any]:
    return {
        "result": judgement.state,
        "exit": EXIT[judgement.state],
        "content_hash": judgement.hash,
        "signed": judgement.signed,
        "verdicts": {
            verdict.about: {
                "state": verdict.state,
                "says": [_say(each) for each in verdict.says],
                "means": str(MEANINGS[verdict.about]),
                "places": [
                    {"address": each.address, "words": _words(each)} for each in verdict.places
                ],
            }
            for verdict in judgement.verdicts
        },
    }


def _words(place: Place) -> str:
    """What people call a place, in the first language in which the record says it."""
    return " › ".join(
        next(iter(each.words.values()), "") if isinstance(each, Said) else str(each)
        for each in place.words
    )


def _say(message: Message) -> str:
    """A sentence in English."""
    plain = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in message.values.items()
    }
    return str(message.with_values(**plain))
