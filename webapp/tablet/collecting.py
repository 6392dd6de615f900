"""What goes into the tablet's Python: the app, and the pure-Python files of what it stands on.

The build runs this; nothing of it is needed afterwards.
"""

from __future__ import annotations

import io
import json
import pickle
import re
import tomllib
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from webapp.assets import Assets

SERVER_ONLY = frozenset({"cryptography", "gunicorn", "psycopg", "pyhanko"})
"""Requirements of the project that the tablet has no use for."""

PDF_ONLY = ("fpdf2", "fonttools", "defusedxml")
"""What only PDFs need: an archive of its own, loaded when the first one is asked for."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LEFT_OUT = re.compile(
    r"(^|/)(__pycache__|tests?|testing)/|^\.\.|\.(so|pyd|c|pyx|pyi|h)$"
    r"|^werkzeug/debug/shared/|^ecdsa/test_|^pytz/zoneinfo/"
    r"|^webapp/(server|command|backup|moving|demo|catalogues|fonts|__main__)\.py$"
    r"|^webapp/(commands|doctor|seal|store/postgres)/|^webapp/store/folder_copy"
    r"|^webapp/tablet/(collecting|compiling)"
    r"|^fontTools/(ufoLib|mtiLib|voltLib|merge|cu2qu|qu2cu|t1Lib|afmLib|tfmLib|fontBuilder|ttx)"
    r"|^fontTools/feaLib/(builder|parser|lexer|variableScalar)|/__main__\.py$"
)
_PDF = "webapp/record_pdf/"
_CLDR = re.compile(r"babel/(global|locale-data/\w+)\.dat")
_UNUSED = re.compile(
    r"(compact|compound|currency)_\w+|\w+_(currencies|subtags)|territory_(languages|zones)"
    r"|zone_(formats|territories)|(interval|unit_display)_\w+|(meta|time)_zones"
    r"|date_fields|languages|scripts|territories|variants|windows_zone_mapping"
)
"""What Babel's data of a language, and of them all, hold and nothing here asks for."""
_UNITS = "digital-"
_LOCALE = re.compile(r"babel/locale-data/([a-z]+)(?:_.+)?\.dat")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def collect(root: Path) -> dict[str, bytes]:
    """Path → content of every file, those of the checkout `root` included.

    Raises PackageNotFoundError when a requirement is not installed.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    languages = {path.name for path in (root / "translations").iterdir() if path.is_dir()}
    names = [_name(each) for each in project["dependencies"]]
    found: dict[str, bytes] = {}
    for each in _needed([name for name in names if name not in SERVER_ONLY | set(PDF_ONLY)]):
        found |= _files(each, languages | {"root"})
    found |= {name: file for name, file in _app(root).items() if not name.startswith(_PDF)}
    found[f"onthaal-{project['version']}.dist-info/METADATA"] = _metadata(
        "onthaal", project["version"]
    )
    return found


def collect_pdf(root: Path) -> dict[str, bytes]:
    """The same of what makes PDFs: our package, what it stands on, the typeface."""
    found = {name: file for name, file in _app(root).items() if name.startswith(_PDF)}
    for each in PDF_ONLY:
        found |= _files(distribution(each), set())
    for path in (root / "static" / "fonts").iterdir():
        found[f"webapp/_static/fonts/{path.name}"] = path.read_bytes()
    return found


def zipped(files: dict[str, bytes]) -> bytes:
    """Those files as a zip that is the same whenever it is made, stored without compression."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name])
    return content.getvalue()


def _needed(names: list[str]) -> list[Distribution]:
    """Those distributions and what they require in turn, extras left out."""
    found: dict[str, Distribution] = {}
    waiting = [(name, True) for name in names]
    while waiting:
        name, must_be_there = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            if must_be_there:
                raise
            continue  # required on another system, or by another Python, only
        required = (each for each in found[name].requires or [] if "extra ==" not in each)
        waiting += [(_name(each), False) for each in required]
    return list(found.values())


def _name(requirement: str) -> str:
    match = _NAME.match(requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def _files(packaged: Distribution, languages: set[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for file in packaged.files or []:
        name = file.as_posix()
        locale = _LOCALE.fullmatch(name)
        unspoken = locale is not None and locale[1] not in languages
        if _LEFT_OUT.search(name) or unspoken or ".dist-info/" in name:
            continue
        content = Path(str(packaged.locate_file(file))).read_bytes()
        found[name] = without_unused(content) if _CLDR.fullmatch(name) else content
    folder = f"{packaged.name.replace('-', '_')}-{packaged.version}.dist-info"
    found[f"{folder}/METADATA"] = _metadata(packaged.name, packaged.version)
    return found


def without_unused(cldr: bytes) -> bytes:
    """One of Babel's files (a pickled dict) with what the app uses of it: days, numbers, bytes.

    A seventh of the snapshot would be the names of currencies, countries and the like.
    """
    data = {key: part for key, part in pickle.loads(cldr).items() if not _UNUSED.fullmatch(key)}
    if units := data.get("unit_patterns"):
        data["unit_patterns"] = {key: units[key] for key in units if key.startswith(_UNITS)}
    return pickle.dumps(data)


def _metadata(name: str, version: str) -> bytes:
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()


def _app(root: Path) -> dict[str, bytes]:
    """The app itself, laid out as in a wheel; of its assets only their names."""
    ours = [path for kind in ("py", "html") for path in (root / "webapp").rglob(f"*.{kind}")]
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in ours}
    for path in (root / "translations").glob("*/LC_MESSAGES/*.mo"):
        inside = path.relative_to(root / "translations").as_posix()
        found[f"webapp/_translations/{inside}"] = path.read_bytes()
    assets = Assets(root / "static")
    listing = {"digest": assets.digest, "names": sorted(assets.files)}
    found["webapp/_static/listing.json"] = json.dumps(listing).encode()
    return {name: content for name, content in found.items() if not _LEFT_OUT.search(name)}
