"""Canonical JSON: the same bytes from Python and from a JavaScript library (RFC 8785)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.odd_values import ODD
from tests.records import any_file
from webapp.domain.canonical import canonical

STATIC = Path(__file__).resolve().parents[2] / "static"
RECORDS = 20_000
SCRIPT = """
import canonicalize from "canonicalize"
import { readFileSync, writeSync } from "node:fs"
const lines = readFileSync(0, "utf-8").trimEnd().split("\\n")
process.stdout.write(lines.map((line) => canonicalize(JSON.parse(line)) + "\\n").join(""))
"""


def shuffled(value: Any, random: Random) -> Any:
    """The same value with its keys in any order and odd words among its own."""
    match value:
        case dict():
            keys = random.sample(list(value), len(value))
            said = {key: shuffled(value[key], random) for key in keys}
            return {**said, odd(random): odd(random)} if not random.randrange(9) else said
        case list():
            return [shuffled(each, random) for each in value]
        case str() if not random.randrange(4):
            return value + odd(random)
        case int() if type(value) is int and not random.randrange(4):
            return random.choice([0, -1, 2**53 - 1, 1 - 2**53, random.randrange(10**12)])
    return value


def odd(random: Random) -> str:
    letters = (chr(random.choice([random.randrange(0x80), random.randrange(0x11_0000)]))
               for _letter in range(random.randrange(4)))  # fmt: skip
    text = random.choice([random.choice(ODD)[:20], "".join(letters), "\ufb33€\r\U0001f600ö"])
    return text.encode("utf-8", "ignore").decode()


def test_javascript_makes_the_same_bytes_of_20_000_records(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (STATIC / "node_modules" / "canonicalize").exists():
        if os.environ.get("CI"):
            pytest.fail("no node, or no canonicalize among the npm packages")
        pytest.skip("no node, or no canonicalize among the npm packages")
    random = Random(8785)
    files = [any_file(seed) for seed in range(60)]
    records = [shuffled(random.choice(files), random) for _record in range(RECORDS)]
    lines = "\n".join(json.dumps(each, ensure_ascii=random.random() < 0.5) for each in records)
    made = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT], cwd=STATIC, input=lines.encode(),
        capture_output=True, check=True,
    )  # fmt: skip
    theirs = made.stdout.split(b"\n")[:-1]
    assert len(theirs) == RECORDS
    assert all(canonical(record) == line for record, line in zip(records, theirs, strict=True))
