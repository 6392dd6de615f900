"""What the documents say is so, and nothing that outsiders rely on is missing from them."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.running import environment

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text("utf-8")
ADDRESSES = (CHECKOUT / "docs" / "addresses.md").read_text("utf-8")
CODE = [*CHECKOUT.glob("webapp/**/*.py"), CHECKOUT / "hatch_build.py"]

COMMANDS = [
    command.strip()
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.S | re.M)
    for line in block.splitlines()
    for command in line.split("#")[0].split("&&")
    if command.strip()
]
BENCHES = [command for command in COMMANDS if " bench/" in command]


def test_every_address_is_documented_and_no_other(app: Flask) -> None:
    there = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    rows = re.findall(r"^\| ([A-Z ]+) \| `([^`]+)` \| \S", ADDRESSES, re.M)
    assert {(method, address) for methods, address in rows for method in methods.split()} == there


def test_every_setting_is_documented_and_no_other() -> None:
    read = {name for path in CODE for name in re.findall(r"ONTHAAL_\w+", path.read_text("utf-8"))}
    assert set(re.findall(r"`(ONTHAAL_\w+)`", README)) == read


def test_every_file_that_a_document_links_to_is_there() -> None:
    documents = [*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")]
    for document in documents:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 6 and BENCHES


@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in BENCHES])
def test_every_command_of_the_readme_is_run_by_ci(command: str) -> None:
    """The same program with the same words in this order; only its folder may differ."""
    program, *words = shlex.split(command)
    words = [re.escape(word) for word in words if not word.startswith(".venv")]
    line = re.escape(Path(program).name) + "".join(rf".*\s'?{word}(?!\w)" for word in words)
    assert re.search(line, (CHECKOUT / ".ci" / "run").read_text("utf-8")), line


@pytest.mark.parametrize("command", BENCHES)
def test_a_bench_of_the_readme_prints_a_ratio_for_all_that_it_measures(command: str) -> None:
    _python, *words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, *words, "12"], cwd=CHECKOUT, env={**environment(), "PYTHONPATH": "."},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    head, *lines = done.stdout.splitlines()
    assert "12" in head and head.endswith("ratio")
    assert len(lines) >= 3
    assert all(re.search(r"ms +[\d.]+$", line) for line in lines)


@pytest.mark.parametrize("path", sorted(CHECKOUT.glob("bench/*.py")), ids=lambda path: path.stem)
def test_each_bench_finds_what_it_stands_on(path: Path) -> None:
    runpy.run_path(str(path), run_name="looked at")
