"""`onthaal verify`: each thing by itself, and an exit status that sums them up."""

from __future__ import annotations

import copy
import json
import re
import zlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.domain.test_verification import signed_talk, with_new_digests
from tests.records import act, file_of
from tests.talks import first_talk
from webapp import command
from webapp.domain.canonical import canonical
from webapp.record_pdf import EDITION, is_draft, record_pdf
from webapp.seal.making import Sealer, make_key

PASSWORD = "a long one"
TODAY = b"<xmp:CreatorTool>Onthaal %d<" % EDITION


@cache
def signed() -> dict[str, Any]:
    return file_of(signed_talk(), closed=True)


def pdf_of(file: dict[str, Any], address: str | None = "https://school.example/verify") -> bytes:
    raw = canonical(file)
    return record_pdf(file, draft=is_draft(file), verify_url=address, attached=raw)


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seal") / "key.p12"
    path.write_bytes(make_key("Example School", PASSWORD, datetime.now(UTC)))
    return path


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Runs the command over a file's bytes: its exit status and what it said as JSON."""

    def run(content: bytes) -> tuple[int, dict[str, Any]]:
        path = tmp_path / "brought"
        path.write_bytes(content)
        with pytest.raises(SystemExit) as end:
            command.main(["verify", str(path), "--json"])
        return end.value.code, json.loads(capsys.readouterr().out)

    return run


def states(said: dict[str, Any]) -> dict[str, str]:
    return {about: each["state"] for about, each in said["verdicts"].items()}


def test_a_signed_record_ends_with_0(verify) -> None:
    status, said = verify(canonical(signed()))
    assert (status, said["result"], said["signed"]) == (0, "intact", True)
    assert states(said)["device"] == "intact"


def test_a_signed_pdf_ends_with_0_and_its_pages_are_judged(verify) -> None:
    status, said = verify(pdf_of(signed()))
    assert status == 0
    assert states(said) == {"content": "intact", "pages": "intact", "signatures": "intact",
                            "device": "intact", "seal": "absent", "time": "absent"}  # fmt: skip
    assert "https://school.example/verify" in " ".join(said["verdicts"]["pages"]["says"])


def test_a_changed_record_ends_with_1_and_the_place_is_named(verify) -> None:
    file = json.loads(canonical(signed()))
    file["signatures"][0]["strokes"][0][0] += 1
    status, said = verify(canonical(file))
    assert status == 1
    [place] = said["verdicts"]["signatures"]["places"]
    assert place["address"] == "/signatures/0/strokes/0"
    assert "Stroke 1" in place["words"]


@pytest.mark.parametrize("signers", [(), ("mentor",)])
def test_what_not_both_signed_ends_with_3(verify, signers) -> None:
    log = first_talk()
    for role in signers:
        act(log, role, "typed")
    for content in (canonical(file_of(log)), pdf_of(file_of(log))):
        status, said = verify(content)
        assert (status, said["result"]) == (3, "unsigned")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"hello", b"{}"])
def test_what_is_no_record_ends_with_2(verify, content) -> None:
    status, said = verify(content)
    assert status == 2 and said["reason"]


def test_a_file_that_is_not_there_ends_with_2(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(["verify", str(tmp_path / "nothing.json")])
    assert end.value.code == 2
    assert "No such file" in capsys.readouterr().out


def test_people_read_each_verdict_with_what_it_means(tmp_path, capsys) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(canonical(signed()))
    with pytest.raises(SystemExit):
        command.main(["verify", str(path)])
    said = capsys.readouterr().out
    assert "Signed by: Joris De Smet, Ola Kowalczyk" in said
    assert "does not prove who held the pen" in said


def test_pages_that_say_something_else_than_the_record_inside_are_noticed(verify) -> None:
    file, other = signed(), json.loads(canonical(signed()))
    other["content"]["people"][1]["name"] = "Somebody Else"
    forged = record_pdf(other, draft=False, verify_url=None, attached=canonical(file))
    status, said = verify(forged)
    assert (status, states(said)["pages"], states(said)["content"]) == (1, "altered", "intact")


def test_something_behind_the_end_is_noticed(verify) -> None:
    status, said = verify(pdf_of(signed()) + b"9 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert (status, states(said)["pages"]) == (1, "altered")


def test_pages_of_another_edition_are_not_called_changed(verify) -> None:
    older = pdf_of(signed()).replace(TODAY, b"<xmp:CreatorTool>Onthaal 0<")
    status, said = verify(older)
    assert (status, said["result"], states(said)["pages"]) == (2, "unknown", "unknown")
    assert states(said)["content"] == "intact"


def test_a_record_that_cannot_be_drawn_is_judged_all_the_same(verify) -> None:
    odd = copy.deepcopy(signed())
    odd["content"]["parts"][0]["items"][0]["words"] = {"nl": "\U0001f600"}
    pdf = pdf_of(signed())
    raw, found = canonical(signed()), canonical(with_new_digests(odd))
    [packed] = [each for each in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S)
                if each.startswith(b"x") and zlib.decompress(each) == raw]  # fmt: skip
    status, said = verify(pdf.replace(packed, zlib.compress(found)))
    assert (status, states(said)["content"], states(said)["pages"]) == (1, "altered", "unknown")


# -- the seal --------------------------------------------------------------------------------


def test_a_sealed_pdf_ends_with_0_and_says_whose_seal_it_is(verify, key) -> None:
    sealed = Sealer(key, PASSWORD).seal(pdf_of(signed()))
    status, said = verify(sealed)
    assert status == 0
    assert states(said)["seal"] == states(said)["pages"] == "intact"
    assert any("Example School" in each for each in said["verdicts"]["seal"]["says"])


def test_a_seal_keeps_the_pages_of_an_older_edition(verify, key) -> None:
    older = pdf_of(signed()).replace(TODAY, b"<xmp:CreatorTool>Onthaal 0<")
    status, said = verify(Sealer(key, PASSWORD).seal(older))
    assert (status, states(said)["pages"]) == (0, "intact")


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9, 0.999])
def test_a_broken_seal_ends_with_1(verify, key, where) -> None:
    sealed = bytearray(Sealer(key, PASSWORD).seal(pdf_of(signed())))
    at = int(len(sealed) * where)
    sealed[at] ^= 1
    assert verify(bytes(sealed))[0] in (1, 2)


def test_something_after_the_seal_ends_with_1(verify, key) -> None:
    sealed = Sealer(key, PASSWORD).seal(pdf_of(signed()))
    status, said = verify(sealed + b"9 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert (status, states(said)["seal"]) == (1, "altered")
