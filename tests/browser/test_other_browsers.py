"""The short path without a server, in a browser of another make."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.browser.firefox import firefox
from tests.browser.short_path import walk


@pytest.fixture(scope="session")
def program() -> str:
    """Where Firefox is. Where CI runs, it has to be somewhere."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found:
        return found
    missing = "no Firefox here: install firefox-esr"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def test_firefox_holds_a_talk_without_a_server(program: str, tmp_path: Path) -> None:
    walk(partial(firefox, program, tmp_path / "profile"), tmp_path)
