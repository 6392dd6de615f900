"""`onthaal access-code`: saying the code, and taking another."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from webapp import create_app
from webapp.commands import Refused, access_code
from webapp.domain.summary import EDITION, summarise
from webapp.store import open_store
from webapp.store.folder_copy import FolderCopy


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a server was started once."""
    monkeypatch.delenv("ONTHAAL_ACCESS_CODE", raising=False)
    store = open_store(tmp_path, summarise, EDITION)
    create_app(store=store)
    store.close()
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    parser = argparse.ArgumentParser()
    access_code.add_options(parser)
    assert access_code.run(parser.parse_args([*map(str, words)])) == 0
    return capsys.readouterr().out.strip()


def kept(folder: Path) -> object:
    return FolderCopy(folder).settings["access_code"]


def test_it_says_the_code_also_while_the_server_runs(folder: Path, capsys) -> None:
    store = open_store(folder, summarise, EDITION)
    assert said(capsys, "--data", folder) == kept(folder)
    store.close()


def test_another_code_is_taken_or_made_up(folder: Path, capsys) -> None:
    before = kept(folder)
    assert said(capsys, "--data", folder, "--new", "Green-Horse-88") == "green-horse-88"
    assert kept(folder) == "green-horse-88"
    made = said(capsys, "--data", folder, "--new")
    assert made == kept(folder) and made not in (before, "green-horse-88")


def test_a_code_that_is_easily_guessed_is_not_taken(folder: Path, capsys) -> None:
    with pytest.raises(Refused, match="easily guessed"):
        said(capsys, "--data", folder, "--new", "school")


def test_while_a_server_runs_the_office_is_the_place_to_change_it(folder: Path, capsys) -> None:
    store = open_store(folder, summarise, EDITION)
    with pytest.raises(Refused, match="office"):
        said(capsys, "--data", folder, "--new")
    store.close()


def test_where_there_is_no_code_or_a_fixed_one_it_says_so(folder, tmp_path, capsys, monkeypatch):
    with pytest.raises(Refused, match="no server was ever started"):
        said(capsys, "--data", tmp_path / "nowhere")
    monkeypatch.setenv("ONTHAAL_ACCESS_CODE", "blue-horse-77")
    assert said(capsys, "--data", folder) == "blue-horse-77"
    with pytest.raises(Refused, match="Change it there"):
        said(capsys, "--data", folder, "--new")
