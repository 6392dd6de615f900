"""What the tablet's Python is made of: all that the app asks for, and little else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from webapp.resources import CHECKOUT
from webapp.tablet.collecting import collect

SAY = """
import sys
from datetime import date, time, timedelta
import babel
from webapp.content.languages import LANGUAGES
from webapp.languages import Day, DayOfYear, ShortDay, Size, text

print(babel.__file__, file=sys.stderr)
for language in LANGUAGES:
    for day in (date(2026, 1, 1) + timedelta(weeks=2 * n) for n in range(26)):
        for kind in (Day, ShortDay, DayOfYear):
            print(text(kind(day), language))
    for value in (*(Size(7**n) for n in range(13)), time(9, 5), time(23, 59), 0, 1, 2, 5, 1234567):
        print(text(value, language))
"""


def test_of_all_that_is_known_about_languages_what_the_app_says_is_there(tmp_path: Path) -> None:
    for name, content in collect(CHECKOUT).items():
        if name.startswith("babel/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
    full, slim = (_say(str(CHECKOUT)), _say(f"{tmp_path}{os.pathsep}{CHECKOUT}"))
    assert str(tmp_path) in slim.stderr and str(tmp_path) not in full.stderr
    assert slim.stdout == full.stdout and len(full.stdout.splitlines()) > 400
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.dat")) < 500_000


def _say(path: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", SAY]
    return subprocess.run(
        command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
