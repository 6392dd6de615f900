"""Where the files beside the code are: in a checkout, and in an installed wheel.

A checkout (an editable install too) keeps `static/` and `translations/` at the top, so
that an edit shows at once. A wheel carries what is needed of them inside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def static_folder() -> Path:
    """The folder of styles, scripts and icons, with the npm packages in `node_modules`."""
    packaged = PACKAGE / "_static"
    return packaged if packaged.is_dir() else CHECKOUT / "static"


def translations_folder() -> Path:
    """The folder of the compiled catalogues, `<language>/LC_MESSAGES/messages.mo`.

    In a checkout, those that were edited since are compiled first.
    """
    packaged = PACKAGE / "_translations"
    if packaged.is_dir():
        return packaged
    from webapp.catalogues import compile_stale  # reading .po files is a build's business

    compile_stale(CHECKOUT / "translations")
    return CHECKOUT / "translations"
