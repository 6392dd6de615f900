"""What makes a browser an installed app: its manifest, and the page shown while it starts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, url_for

from webapp import languages
from webapp.assets import TYPES
from webapp.guard import public
from webapp.messages import Message, _

bp = Blueprint("pwa", __name__)


ICONS = {
    "onthaal.svg": ("any", "any"),
    "icon-192.png": ("192x192", "any"),
    "icon-512.png": ("512x512", "any"),
    "maskable.svg": ("any", "maskable"),
    "maskable-192.png": ("192x192", "maskable"),
    "maskable-512.png": ("512x512", "maskable"),
}
"""File → its sizes and purpose in the manifest's words; pictures for who takes no drawing."""


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """The web app manifest, in the reader's language (https://www.w3.org/TR/appmanifest/)."""
    language = languages.page_language()

    def say(message: Message) -> str:
        return languages.text(message, language)

    content = {
        "id": "/",
        "name": say(_("First talk")),
        "short_name": say(_("First talk")),
        "description": say(_("The first talk of a placement, in both people's languages.")),
        "lang": language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "orientation": "any",
        "background_color": "#FFFFFF",
        "theme_color": "#FFFFFF",
        "categories": ["education", "business"],
        "icons": _icons(),
        "shortcuts": [{"name": say(_("New talk")), "url": url_for("home.show", all=1) + "#new"}],
    }
    return Response(json.dumps(content, ensure_ascii=False), mimetype="application/manifest+json")


def _icons() -> list[dict[str, str]]:
    asset: Callable[[str], str] = current_app.jinja_env.globals["asset"]  # type: ignore[assignment]
    return [
        {"src": asset(f"icons/{name}"), "sizes": sizes, "purpose": purpose,
         "type": TYPES[Path(name).suffix]}
        for name, (sizes, purpose) in ICONS.items()
    ]  # fmt: skip


@bp.get("/shell")
@public
def shell() -> str:
    """What a tablet shows while its engine starts; the page asked for takes its place."""
    return render_template("pwa/shell.html")
