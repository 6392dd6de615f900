"""Both kinds of install hold all that the app needs, seen from outside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from running import CHECKOUT, environment, running

from webapp.assets import Assets
from webapp.catalogues import compile_stale
from webapp.resources import static_folder, translations_folder

LOOK = """
import json, pathlib, webapp
from webapp.assets import Assets
from webapp.resources import static_folder, translations_folder
package = pathlib.Path(webapp.__file__).parent
catalogues = translations_folder()
print(json.dumps({
    "static": str(static_folder()),
    "digest": Assets(static_folder()).digest,
    "templates": sorted(str(p.relative_to(package)) for p in package.glob("templates/**/*.html")),
    "catalogues": {p.parts[-3]: p.read_bytes().hex() for p in catalogues.glob("*/*/*.mo")},
}))
"""


def pip(*arguments: object, python: Path | str = sys.executable) -> None:
    """Run pip for an interpreter, with what this one has installed to build with."""
    quiet = ["--quiet", "--disable-pip-version-check", "--no-index"]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), *map(str, arguments), *quiet],
        check=True, env=environment(), cwd=CHECKOUT,
    )  # fmt: skip


def fresh_environment(folder: Path) -> Path:
    """A new virtual environment that sees our dependencies but not our checkout."""
    venv.create(folder, with_pip=False)
    [packages] = folder.glob("lib/python*/site-packages")
    packages.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin"


def look(binaries: Path) -> dict[str, object]:
    """What an installed app finds, asked from a folder that is not the checkout."""
    done = subprocess.run(
        [binaries / "python", "-I", "-c", LOOK],
        capture_output=True, text=True, check=True, cwd=binaries, env=environment(),
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout)
    return found


def expected(static: Path) -> dict[str, object]:
    """What any install must find, read from the checkout itself."""
    templates = (CHECKOUT / "webapp").glob("templates/**/*.html")
    catalogues = compile_stale(CHECKOUT / "translations")
    return {
        "static": str(static),
        "digest": Assets(CHECKOUT / "static").digest,
        "templates": sorted(str(path.relative_to(CHECKOUT / "webapp")) for path in templates),
        "catalogues": {path.parts[-3]: path.read_bytes().hex() for path in catalogues},
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", CHECKOUT, "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    [made] = folder.glob("onthaal-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment into which the wheel was installed."""
    binaries = fresh_environment(tmp_path_factory.mktemp("installed"))
    pip("install", wheel, "--no-deps", python=binaries / "python")
    return binaries


def test_a_wheel_finds_everything_inside_itself(installed: Path) -> None:
    found = look(installed)
    static = Path(str(found["static"]))
    assert static.is_relative_to(installed.parent)
    assert found == expected(static)


def test_an_installed_command_explains_itself(installed: Path, tmp_path: Path) -> None:
    command = [installed / "onthaal", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "--demo" in done.stdout


def test_an_installed_command_serves_from_anywhere(installed: Path, tmp_path: Path) -> None:
    command = [installed / "onthaal"]
    with running("--data", "data", command=command, cwd=tmp_path) as server:
        assert json.loads(server.get("/health"))["version"] == project()["version"]
        assert f"/static/{Assets(static_folder()).digest}/css/app.css" in server.get("/")
        assert "const BUNDLE" in server.get("/sw.js")
        assert (tmp_path / "data").is_dir()


def test_an_editable_install_runs_from_the_checkout_so_that_edits_show(tmp_path: Path) -> None:
    binaries = fresh_environment(tmp_path)
    arguments = ["--no-deps", "--no-build-isolation", "--editable", CHECKOUT]
    pip("install", *arguments, python=binaries / "python")
    assert look(binaries) == expected(CHECKOUT / "static")


def test_a_wheel_carries_of_npm_only_what_is_served_and_its_licence(wheel: Path) -> None:
    package = json.loads((CHECKOUT / "static/package.json").read_text(encoding="utf-8"))
    licences = {f"{name}/LICENSE" for name in package["dependencies"]}
    prefix = "webapp/_static/node_modules/"
    names = zipfile.ZipFile(wheel).namelist()
    carried = {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
    assert licences <= carried
    further = {name for name in carried if Path(name).name.startswith("LICENSE")}
    assert carried - further == set(package["served"].values())


def test_a_wheel_carries_nothing_beside_the_app(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"webapp", "onthaal"}
    assert [name for name in names if name.endswith((".po", ".pyc", ".map"))] == []


def test_a_checkout_compiles_a_catalogue_that_was_edited(tmp_path: Path) -> None:
    source = tmp_path / "nl/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "Yes"\nmsgstr "Ja"\n', encoding="utf-8")
    [compiled] = compile_stale(tmp_path)
    first = compiled.stat().st_ino
    assert b"Ja" in compiled.read_bytes()
    assert [path.stat().st_ino for path in compile_stale(tmp_path)] == [first]
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "Yes"\nmsgstr "Jawel"\n', encoding="utf-8")
    compile_stale(tmp_path)
    assert b"Jawel" in compiled.read_bytes()
    assert sorted(path.name for path in compiled.parent.iterdir()) == [compiled.name, source.name]


def test_the_tests_run_from_the_checkout() -> None:
    assert static_folder() == CHECKOUT / "static"
    assert translations_folder() == CHECKOUT / "translations"


def test_the_build_and_the_app_stand_on_the_same_versions() -> None:
    pinned = requirements(project()["dependencies"])
    assert all(pinned.values()), "a dependency is not pinned exactly"
    build = requirements(settings()["build-system"]["requires"])
    assert {name: pinned[name] for name in build if name in pinned} == {
        name: version for name, version in build.items() if name in pinned
    }


def test_the_lock_file_pins_all_and_names_no_address() -> None:
    package = json.loads((CHECKOUT / "static/package.json").read_text(encoding="utf-8"))
    lock = json.loads((CHECKOUT / "static/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: found for name, found in lock["packages"].items() if name}
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in found and "resolved" not in found for found in packages.values())


def settings() -> dict[str, dict[str, list[str]]]:
    """pyproject.toml."""
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def project() -> dict[str, list[str]]:
    """The project's own table of pyproject.toml."""
    return settings()["project"]


def requirements(lines: list[str]) -> dict[str, str]:
    """Name → exact version, empty where it is not exact."""
    return {line.partition("==")[0]: line.partition("==")[2] for line in lines}
