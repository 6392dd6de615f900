"""Hold a short talk without a server in WebKitGTK, which has no sync handles.

`python bench/webkit.py`. It needs WebKitGTK's MiniBrowser and a screen (Debian:
`apt install webkit2gtk-driver xvfb`, then `xvfb-run python bench/webkit.py`), and a bundle
(`python hatch_build.py`).
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.short_path import walk
from tests.browser.webkit import webkit

PLACES = ("lib/*/webkit2gtk-4.*", "lib/*/webkitgtk-6.*", "libexec/webkit2gtk-4.*")


def main() -> None:
    """Say that it went well, or how it did not."""
    found = [each for place in PLACES for each in Path("/usr").glob(f"{place}/MiniBrowser")]
    if not found:
        sys.exit("no MiniBrowser of WebKitGTK here")
    if not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        sys.exit("no screen here: xvfb-run python bench/webkit.py")
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        walk(partial(webkit, str(found[0]), Path(name) / "profile"), Path(name))
    print("WebKitGTK held a talk without a server, and had it after a load and a restart.")


if __name__ == "__main__":
    main()
