"""Records are printed in earnest: the catalogues speak here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def untranslated() -> None:
    """Nothing: every language says its own words."""


def program(name: str, package: str) -> str:
    """Where a program is that only tests need. Where CI runs, it has to be somewhere."""
    found = shutil.which(name)
    if found is None:
        missing = f"no {name} here: install {package}"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return found


@pytest.fixture
def poppler(tmp_path: Path) -> Callable[..., str]:
    """Asks one of poppler's tools about a PDF: `poppler("pdftotext", pdf, "-raw")`."""

    def ask(tool: str, pdf: bytes, *options: str, target: str = "-") -> str:
        file = tmp_path / "asked.pdf"
        file.write_bytes(pdf)
        words = [*options, str(file), target] if target else [*options, str(file)]
        command = [program(tool, "poppler-utils"), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return ask
